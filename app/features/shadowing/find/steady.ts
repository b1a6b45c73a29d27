import type { DayCard } from "./reads.server";

/** What the list shows, what changed newly, what is not on offer any more, and how many changes wait. */
export type Steady = { cards: readonly DayCard[]; changed: ReadonlySet<string>; gone: ReadonlySet<string>; waiting: number };

/**
 * What to show of a list that was asked for again. Cards keep their place and take their new words; what came and what
 * went waits while somebody has a hand on the list, since it would move what they are about to press. A day that went
 * says so where it stands.
 */
export function settleDays(shown: readonly DayCard[], fresh: readonly DayCard[], held: boolean): Steady {
  const now = new Map(fresh.map((card) => [card.id, card]));
  const before = new Map(shown.map((card) => [card.id, card]));
  const came = fresh.filter(({ id }) => !before.has(id)).map(({ id }) => id);
  const went = shown.filter(({ id }) => !now.has(id)).map(({ id }) => id);
  const others = fresh.filter((card) => isOther(before.get(card.id), card)).map(({ id }) => id);
  const moved = shown.some((card) => (now.get(card.id)?.startsAt ?? card.startsAt) !== card.startsAt);
  if (!held) return { cards: fresh, changed: new Set([...came, ...others]), gone: new Set(), waiting: 0 };
  return { cards: shown.map((card) => now.get(card.id) ?? card), changed: new Set(others), gone: new Set(went), waiting: came.length + went.length + (moved ? 1 : 0) };
}

function isOther(before: DayCard | undefined, now: DayCard): boolean {
  return before !== undefined && (["startsAt", "endsAt", "places", "taken", "waiting", "where", "expect"] as const).some((key) => before[key] !== now[key]);
}
