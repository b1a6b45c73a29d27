import type { GapCard } from "../cards.server";

/** What is answered to an act on a card: the card as it is now, and what stands in the way if something does. */
export type ActAnswer = { ok: boolean; card?: GapCard; sentence?: string; fields?: Record<string, string[]> };

/** Something to put right where it was typed, as opposed to a race that was lost. */
export const hasWrongFields = ({ fields }: ActAnswer) => Object.keys(fields ?? {}).length > 0;

export const intents = ["join", "take-back", "move", "meet", "take", "step-back", "take-down"] as const;
export type Intent = (typeof intents)[number];

const lost: ActAnswer = { ok: false, sentence: "This could not be saved. Check the connection, then try again." };

/** Does something to a card. A connection that breaks is an answer too: nothing on the board is lost by it. */
export async function act(gapId: string, intent: Intent, fields: Record<string, string | undefined> = {}): Promise<ActAnswer> {
  const body = new URLSearchParams({ intent });
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) body.set(name, value);
  try {
    const response = await fetch(`/gaps/${gapId}/acts`, { method: "POST", headers: { Accept: "application/json" }, body });
    if (response.headers.get("Content-Type")?.includes("json")) return (await response.json()) as ActAnswer;
    if (response.status === 404) return { ok: false, sentence: "This gap is not there any more." };
    return lost;
  } catch {
    return lost;
  }
}
