/** The wire between browser and server, beside the y-websocket protocol. Documented in docs/realtime-rules.md. */
export const messageTypes = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, acknowledgement: 4 } as const;

export const closeCodes = {
  signedOut: 4401,
  ended: 4403,
  notFound: 4404,
  tooSlow: 4408,
  tooLarge: 4413,
  tooFast: 4429,
  refused: 1008,
  restarting: 1012,
} as const;

export type Notice = { topic: string; kind: string; ids: { client?: string; subject?: string; organisation?: string }; at: string };

export type Person = { accountId: string; name: string };
/** Who else is at a topic of the whole network now: some by name, and how many more. */
export type Present = { topic: string; people: Person[]; more: number };

/** Presence colours of the design; white text on each is at least 6.9 to 1. */
export const presenceColours = ["#14503F", "#673A78", "#17548A", "#9C2430", "#4C6212", "#42536B", "#8A2E5C", "#8C4314"] as const;

/** The colour a person always has, from their account id. */
export function presenceColour(accountId: string): string {
  let sum = 0;
  for (const letter of accountId) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return presenceColours[sum % presenceColours.length] ?? presenceColours[0];
}
