/** Calendars a program can follow: one's own diary, and what the network has open. */
export const feedKinds = ["mine", "network"] as const;
export type FeedKind = (typeof feedKinds)[number];

export function isFeedKind(words: string): words is FeedKind {
  return feedKinds.some((kind) => kind === words);
}
