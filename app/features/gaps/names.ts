export type NameReason = "name" | "phone" | "birth_date" | "postcode" | "email" | "number";

const signs: Record<Exclude<NameReason, "name">, RegExp> = {
  email: /[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}/i,
  // Spaced or not, with or without a country; eleven digits in a row read as a telephone.
  phone: /(?:\+44\s?|\b0)\d(?:[\s-]?\d){8,9}\b/,
  birth_date: /\b(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:19|20)?\d{2}\b|\b(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b|\b(?:born|dob|d\.o\.b\.?)\b/i,
  postcode: /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/i,
  // A CHI number is ten digits.
  number: /\b\d{10}\b/,
};

const title = /\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?\s+\p{Lu}/u;
const word = /[\p{L}\p{M}’'-]+/gu;
/** Words that begin a sentence and no name: "No Gaelic befriender" names nobody. */
const openers = new Set("a an and after all an any anyone anything are as at before but by can could do does every everybody everyone few for from get getting had has have help how i if in is it its less lots many men more most my never new no nobody none not nothing nowhere of on one only or our over people places should since so some somebody someone something somewhere that the their there these they this those to too under until we what when where which while who why with without women would you young".split(" "));
const isCapitalised = (text: string) => /^\p{Lu}[\p{Ll}\p{M}’'-]+(?:\p{Lu}[\p{Ll}\p{M}]+)?$/u.test(text);

/**
 * Whether words may name a person (issue 4: capitalised pairs, telephone numbers, dates of birth, postcodes). It warns
 * and never blocks: "Leith Walk" is a pair as well. Words that are known, such as places and organisations, are passed
 * over. Pure; browser and server ask the same.
 */
export function possibleNames(text: string, known: readonly string[] = []): NameReason[] {
  const reasons: NameReason[] = namesIn(without(text, known)) ? ["name"] : [];
  for (const [reason, sign] of Object.entries(signs)) if (sign.test(text)) reasons.push(reason as NameReason);
  return reasons;
}

function without(text: string, known: readonly string[]): string {
  let left = text;
  for (const name of [...known].sort((a, b) => b.length - a.length)) if (name.length > 2) left = left.replaceAll(name, "…");
  return left;
}

function namesIn(text: string): boolean {
  if (title.test(text)) return true;
  let before: { end: number } | undefined;
  for (const found of text.matchAll(word)) {
    const start = found.index;
    const follows = before && /^ {1,2}$/.test(text.slice(before.end, start));
    const capitalised = isCapitalised(found[0]);
    if (follows && capitalised) return true;
    // The first word of a sentence is capitalised anyway; with a capital after it, it may still be a name.
    before = capitalised && !openers.has(found[0].toLowerCase()) ? { end: start + found[0].length } : undefined;
  }
  return false;
}

/** Whether somebody may have searched for a person: one or two words that begin like a name are enough. */
export function looksLikeName(words: string): boolean {
  const said = words.trim();
  return possibleNames(said).length > 0 || (said.split(/\s+/).length < 3 && /^\p{Lu}/u.test(said));
}

const reasonWords: Record<NameReason, string> = {
  name: "a name",
  phone: "a telephone number",
  birth_date: "a date of birth",
  postcode: "a postcode",
  email: "an email address",
  number: "a long number",
};

const looked = "You can still post it; whoever leads will look at it.";

/** "This may name someone: we see a name and a postcode. …" `then` is what follows, where it is not that somebody looks. */
export function nameWarning(reasons: readonly NameReason[], then: string = looked): string | undefined {
  if (reasons.length === 0) return undefined;
  return `This may name someone: we see ${reasonsListed(reasons)}. Nobody should be recognised from it. ${then}`;
}

/** "a name, a postcode and a telephone number" */
export function reasonsListed(reasons: readonly NameReason[]): string {
  const seen = reasons.map((reason) => reasonWords[reason]);
  return seen.length < 2 ? (seen[0] ?? "") : `${seen.slice(0, -1).join(", ")} and ${seen.at(-1)}`;
}
