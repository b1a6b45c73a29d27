export type Quiet = { kind: "gap" | "ask"; thing: string; /** null where somebody may be named in them. */ words: string | null };
type Letter = { subject: string; body: string };

const mostListed = 20;

/** One letter for all that a colleague holds and that has been quiet. Says words only where nobody may be named in them. */
export function quietLetter(things: readonly Quiet[], baseUrl: string): Letter {
  const gaps = things.filter(({ kind }) => kind === "gap");
  const asks = things.filter(({ kind }) => kind === "ask");
  const line = ({ kind, thing, words }: Quiet) => [words ? `“${words}”` : "", `${baseUrl}${kind === "gap" ? "/gaps/" : "/gaps/asks/"}${thing}`].filter(Boolean).join("\n");
  const part = (list: readonly Quiet[], one: string, many: string) =>
    list.length === 0 ? [] : [list.length === 1 ? one : many, ...list.slice(0, mostListed).map(line), ...(list.length > mostListed ? [`And ${list.length - mostListed} more: ${baseUrl}/inbox`] : [])];
  return {
    subject: gaps.length > 0 ? "Still true?" : "Is the answer still right?",
    body: [
      "Hello,",
      ...part(gaps, "Nobody has touched this gap for 60 days. Is it still true?", "Nobody has touched these gaps for 60 days. Are they still true?"),
      ...part(asks, "This question has an answer that was kept a year ago. Is it still right?", "These questions have answers that were kept a year ago. Are they still right?"),
      "One press on the page is enough. Nothing is closed by itself.",
      "Common Thread",
    ].join("\n\n"),
  };
}
