export type ToldOfTie = { tieId: string; kind: "tie.unheld" | "tie.leaving" | "tie.quiet" | "tie.review"; /** The other organisation. */ words: string };
type Letter = { subject: string; body: string };

const mostListed = 20;
/** What needs somebody most comes first. */
const parts = {
  "tie.unheld": { one: "Nobody holds this tie on one side now. Name somebody, or ask them to.", many: "Nobody holds these ties on one side now. Name somebody, or ask them to." },
  "tie.leaving": { one: "Somebody who holds this tie leaves soon. Who could come along before that?", many: "Somebody who holds these ties leaves soon. Who could come along before that?" },
  "tie.quiet": { one: "This tie has been quiet for longer than it usually is. A visit or a call is enough.", many: "These ties have been quiet for longer than they usually are. A visit or a call is enough." },
  "tie.review": { one: "It is time to look again at what you agreed.", many: "It is time to look again at what you agreed." },
} as const satisfies Record<ToldOfTie["kind"], { one: string; many: string }>;

/** One letter for all that the ties of one colleague need that day. */
export function tiesLetter(things: readonly ToldOfTie[], baseUrl: string): Letter {
  const kinds = (Object.keys(parts) as ToldOfTie["kind"][]).map((kind) => ({ kind, list: things.filter((thing) => thing.kind === kind) })).filter(({ list }) => list.length > 0);
  const [first] = things;
  const line = ({ words, tieId }: ToldOfTie) => `${words}\n${baseUrl}/directory/ties/${tieId}`;
  return {
    subject: things.length === 1 && first ? `Your tie with ${first.words}` : "Your ties: what could do with you",
    body: [
      "Hello,",
      ...kinds.flatMap(({ kind, list }) => [list.length === 1 ? parts[kind].one : parts[kind].many, ...list.slice(0, mostListed).map(line), ...(list.length > mostListed ? [`And ${list.length - mostListed} more: ${baseUrl}/directory/ties`] : [])]),
      "We write once about each. Nothing is ended by itself.",
      "Common Thread",
    ].join("\n\n"),
  };
}
