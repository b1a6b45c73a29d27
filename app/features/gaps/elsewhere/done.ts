import type { Done } from "../group/Said";

const words = {
  invited: "Invited. Their people have been told.",
  answered: "Sent. Whoever asked has been told.",
  back: "Put back.",
} as const;

/** What the page says once something was done, from its address. */
export function elsewhereDone(asked: URLSearchParams, gone: { what: string; id: string } | undefined): Done | undefined {
  if (gone?.what === "invitation") return { words: "The invitation is taken back.", undo: { intent: "withdraw-back", id: gone.id, label: "Undo taking the invitation back" } };
  const done = asked.get("done") ?? "";
  return Object.hasOwn(words, done) ? { words: words[done as keyof typeof words], undo: undefined } : undefined;
}
