const prefix = "draft:";

/**
 * What somebody was writing in a form about no person, kept in this tab alone, so that a reload or a lost connection
 * costs nothing. It goes when it is sent, when the page is covered and on signing out. Words about a person are never kept so.
 */
export function keepDraft(form: string, words: Record<string, string[]>): void {
  try {
    sessionStorage.setItem(prefix + form, JSON.stringify(words));
  } catch {
    // Storage can be switched off; the page itself still holds the words.
  }
}

export function readDraft(form: string): Record<string, string[]> | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(prefix + form) ?? "null");
    return typeof kept === "object" && kept !== null ? (kept as Record<string, string[]>) : undefined;
  } catch {
    return undefined;
  }
}

export function forgetDraft(form: string): void {
  try {
    sessionStorage.removeItem(prefix + form);
  } catch {
    // As above.
  }
}

/** All of them: somebody else may sit down at this desk. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}
