import type { Done } from "../group/Said";

const words = {
  signed: "Signed. It stands in the pack.",
  signed_flagged: "Signed. It may name someone, so it is left out until somebody has looked at it.",
  back: "Put back.",
} as const;

/** What the pack's page says once something was done, from its address. */
export function packDone(asked: URLSearchParams, gone: { what: string; id: string } | undefined): Done | undefined {
  if (gone?.what === "letter") return { words: "The letter is taken back.", undo: { intent: "take-back-back", id: gone.id, label: "Undo taking the letter back" } };
  const done = asked.get("done") ?? "";
  return Object.hasOwn(words, done) ? { words: words[done as keyof typeof words], undo: undefined } : undefined;
}
