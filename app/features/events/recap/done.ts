import { whoWords } from "./reading";

const words: Record<string, string> = { agreed: "Written down.", off: "Taken off the list.", learned: "It is in the learning log." };

/** What was done, from the address. */
export function recapDone(asked: URLSearchParams): string | undefined {
  const done = asked.get("done") ?? "";
  if (done !== "sent") return Object.hasOwn(words, done) ? words[done] : undefined;
  const count = (name: string) => Math.max(0, Math.min(100_000, Math.trunc(Number(asked.get(name))) || 0));
  return `Sent to ${whoWords({ posts: count("posts"), guests: count("guests") })}.`;
}
