/** What a page is told when a form was not taken: which form, what is wrong with it, and all that was typed and ticked. */
export type Refused = { about: string; sentence: string; fields: Record<string, string[]>; typed: Record<string, string>; lists: Record<string, string[]> };

/** One field of a form as text; a file, or nothing, is no text. */
export function said(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/** All of a field that may be sent many times. */
export function saidAll(form: FormData, name: string): string[] {
  return form.getAll(name).filter((value) => typeof value === "string").slice(0, 200);
}

/** A form as it was sent, to be shown again. */
export function typedIn(form: FormData): Pick<Refused, "about" | "typed" | "lists"> {
  const words = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return { about: said(form, "about"), typed: Object.fromEntries(words), lists: Object.fromEntries(words.map(([name]) => [name, saidAll(form, name)])) };
}
