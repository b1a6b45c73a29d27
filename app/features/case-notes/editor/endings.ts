import { endWords } from "~/features/writing/end-words";
import { emptyStreamedScripts } from "~/shared/streamed-scripts";
import type { WhyEnded } from "./ending.server";

/** What a person whose access has just ended may still be told, in this tab's memory and nowhere else. */
export type Ending = {
  clientId: string;
  noteId: string;
  documentId: string;
  personName: string;
  sectionTitle: string;
  why: WhyEnded["why"];
  lastSavedAt: Date | undefined;
  /** Their own words that were never committed. */
  unsent: { text: string; update: Uint8Array } | undefined;
};

/** Nobody waits longer than this to be told that writing has stopped; why may be learned a little later. */
const askFor = 900;
const askAgainAfter = [2_000, 4_000, 8_000];

const endings = new Map<string, Ending>();
/** Each text's note; also of those whose reason is still being asked for. */
const told = new Map<string, string>();
/** Notes of which it was said aloud. */
const said = new Set<string>();
const holders = new Map<string, number>();
const listeners = new Set<() => void>();
let list: readonly Ending[] = [];

/** Finds out why, as far as it may be known, and tells whoever watches. */
export async function tellEnding(ending: Omit<Ending, "why">): Promise<void> {
  emptyStreamedScripts(document);
  told.set(ending.documentId, ending.noteId);
  const why = await askWhy(ending.clientId);
  if (!holders.get(ending.noteId)) return;
  endings.set(ending.documentId, { ...ending, why: why ?? "ended" });
  changed();
  if (why === undefined) await learnLater(ending);
}

/** The page itself was told that this part is not shared any more, which may be before its connection is. */
export function tellGone(part: Omit<Ending, "why" | "lastSavedAt" | "unsent">): void {
  const { lastSavedAt, unsent } = endWords(part.documentId);
  if (!told.has(part.documentId)) void tellEnding({ ...part, lastSavedAt, unsent });
}

/** It is said aloud once, however many parts ended and whichever page stands there by then. @returns true to the first who asks */
export function isFirstToSay(noteId: string): boolean {
  if (said.has(noteId)) return false;
  said.add(noteId);
  return true;
}

async function learnLater({ clientId, documentId }: Omit<Ending, "why">): Promise<void> {
  for (const wait of askAgainAfter) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    const ending = endings.get(documentId);
    if (!ending) return;
    const why = await askWhy(clientId);
    if (why === undefined) continue;
    endings.set(documentId, { ...ending, why });
    return changed();
  }
}

/** Undefined when nobody answered. */
async function askWhy(clientId: string): Promise<Ending["why"] | undefined> {
  return fetch(`/people/${clientId}/ending`, { signal: AbortSignal.timeout(askFor) }).then(
    async (response) => (response.ok ? ((await response.json()) as WhyEnded).why : "ended"),
    () => undefined,
  );
}

/** The words of one ending were thrown away or handed over. */
export function forgetUnsent(documentId: string): void {
  const ending = endings.get(documentId);
  if (!ending) return;
  endings.set(documentId, { ...ending, unsent: undefined });
  changed();
}

/**
 * Keeps a note's endings while somebody is on its page, or on the page that took its place; once both are left,
 * nothing stays.
 */
export function holdEndings(noteId: string): () => void {
  holders.set(noteId, (holders.get(noteId) ?? 0) + 1);
  return () => {
    holders.set(noteId, (holders.get(noteId) ?? 1) - 1);
    setTimeout(() => {
      if ((holders.get(noteId) ?? 0) > 0) return;
      for (const [documentId, note] of told) {
        if (note !== noteId) continue;
        told.delete(documentId);
        endings.delete(documentId);
      }
      said.delete(noteId);
      changed();
    }, 0);
  };
}

export const endingsNow = (): readonly Ending[] => list;

export function watchEndings(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed(): void {
  list = [...endings.values()];
  for (const listener of listeners) listener();
}
