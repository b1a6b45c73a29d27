type Row = { id: string; answers: number; kept: unknown };

/** What a list shows, what came newly, and how many changes wait while somebody has a hand on it. */
export type Steady<T> = { rows: readonly T[]; changed: ReadonlySet<string>; waiting: number };

/**
 * What to show of a list that was asked for again. Rows keep their place and take their new words; what came and what
 * went waits while somebody has a hand on the list, since it would move what they read.
 */
export function settle<T extends Row>(shown: readonly T[], fresh: readonly T[], held: boolean): Steady<T> {
  const now = new Map(fresh.map((row) => [row.id, row]));
  const before = new Map(shown.map((row) => [row.id, row]));
  const came = fresh.filter(({ id }) => !before.has(id)).map(({ id }) => id);
  const went = shown.filter(({ id }) => !now.has(id));
  const others = fresh.filter((row) => isOther(before.get(row.id), row)).map(({ id }) => id);
  if (!held) return { rows: fresh, changed: new Set([...came, ...others]), waiting: 0 };
  return { rows: shown.map((row) => now.get(row.id) ?? row), changed: new Set(others), waiting: came.length + went.length };
}

function isOther(before: Row | undefined, now: Row): boolean {
  return before !== undefined && (before.answers !== now.answers || JSON.stringify(before.kept) !== JSON.stringify(now.kept));
}
