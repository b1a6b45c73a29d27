/** People read about two hundred words a minute, and finish what takes three. */
const wordsPerMinute = 200;
export const wordsInThreeMinutes = 3 * wordsPerMinute;

export function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
}

/** How long a recap takes to read, in a sentence. */
export function readingWords(words: number): string {
  if (words === 0) return `Three minutes to read is about ${wordsInThreeMinutes} words.`;
  const minutes = Math.ceil(words / wordsPerMinute);
  const long = `About ${minutes === 1 ? "a minute" : `${minutes} minutes`} to read.`;
  return words <= wordsInThreeMinutes ? long : `${long} Most people finish what takes three: about ${wordsInThreeMinutes} words. This has ${words}.`;
}

/** "3 colleagues and 1 guest"; "nobody" where everybody was there. */
export function whoWords({ posts, guests }: { posts: number; guests: number }): string {
  const count = (number: number, one: string) => (number === 0 ? undefined : `${number} ${one}${number === 1 ? "" : "s"}`);
  return [count(posts, "colleague"), count(guests, "guest")].filter(Boolean).join(" and ") || "nobody";
}
