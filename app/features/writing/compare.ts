import { diffWordsWithSpace } from "diff";

export type Piece = { words: string; kind: "same" | "added" | "gone" };

/** Beyond this a word-by-word comparison would keep the page busy; whole texts are shown instead. */
const longest = 60_000;

/** What came and what went between two texts, word by word. */
export function compareWords(then: string, now: string): Piece[] {
  if (then === now) return [{ words: then, kind: "same" }];
  const changes = then.length + now.length > longest ? undefined : diffWordsWithSpace(then, now, { timeout: 1_000 });
  if (!changes) return [{ words: then, kind: "gone" }, { words: now, kind: "added" }];
  return changes.map(({ value, added, removed }) => ({ words: value, kind: added ? "added" : removed ? "gone" : "same" }));
}
