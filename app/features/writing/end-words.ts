import type { ConnectionState } from "./provider";

type Told = Pick<ConnectionState, "lastSavedAt" | "unsent">;

/** Set by the live half of the page, which is not loaded before it is needed. */
let end = (_documentId: string): Told | undefined => undefined;

export function answerEnd(answer: (documentId: string) => Told | undefined): void {
  end = answer;
}

/** Takes a text's live words down at once. @returns what may still be said of them; nothing where none were live */
export function endWords(documentId: string): Told {
  return end(documentId) ?? { lastSavedAt: undefined, unsent: undefined };
}
