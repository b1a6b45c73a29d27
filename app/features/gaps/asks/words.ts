/** Which questions a list shows. */
export const shows = { open: "Open", answered: "Answered", mine: "Mine", all: "All" } as const;
export type Show = keyof typeof shows;
export const isShow = (value: string): value is Show => Object.hasOwn(shows, value);

export const mostQuestion = 300;
export const mostAnswer = 1000;

/** How an answer came, where it did not come by the page. */
export const viaWords: Record<string, string | undefined> = { email: "by email", phone: "by telephone" };

const day = 86_400_000;

/** "today", "yesterday", "4 days ago", "3 weeks ago", "5 months ago", "2 years ago": how long since somebody looked. */
export function agoWords(iso: string, now: string): string {
  const days = Math.max(0, Math.floor((Date.parse(now) - Date.parse(iso)) / day));
  if (days === 0) return "today";
  if (days === 1) return "yesterday";
  if (days < 14) return `${days} days ago`;
  if (days < 61) return `${Math.floor(days / 7)} weeks ago`;
  if (days < 730) return `${Math.floor(days / 30.44)} months ago`;
  return `${Math.floor(days / 365.25)} years ago`;
}

/** "Sent to 9 posts in 6 organisations." */
export function sentWords({ posts, organisations }: { posts: number; organisations: number }): string {
  if (posts === 0) return "Asked. No post follows this yet; everybody can find it here.";
  return `Asked. Sent to ${count(posts, "post")} in ${count(organisations, "organisation")}.`;
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
