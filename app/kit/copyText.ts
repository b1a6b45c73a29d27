/** Puts words where they can be pasted. @returns whether they are there: a browser may have no clipboard here, or refuse */
export async function copyText(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return false;
  }
}
