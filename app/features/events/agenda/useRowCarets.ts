import { useCallback, useEffect, useState } from "react";
import { personOf } from "~/features/writing/presence";
import type { WordsConnection } from "~/features/writing/provider";

/** Who is in which row, by first name; and how to say that I am in one. The server says who is who. */
export function useRowCarets({ provider }: WordsConnection) {
  const [carets, setCarets] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    const { awareness } = provider;
    const look = () => setCarets((before) => sameAs(before, caretsIn(awareness.getStates(), awareness.clientID)));
    awareness.on("change", look);
    look();
    return () => awareness.off("change", look);
  }, [provider]);
  const setCaret = useCallback((row: string) => provider.awareness.setLocalStateField("cursor", { row }), [provider]);
  return { carets, setCaret };
}

function caretsIn(states: ReadonlyMap<number, unknown>, mine: number): Map<string, string> {
  const carets = new Map<string, string>();
  for (const [client, state] of states) {
    const person = client === mine ? undefined : personOf(state);
    const row = rowOf(state);
    if (person && row) carets.set(row, carets.has(row) ? `${carets.get(row)}, ${person.name}` : person.name);
  }
  return carets;
}

function rowOf(state: unknown): string | undefined {
  const cursor = typeof state === "object" && state !== null && "cursor" in state ? state.cursor : undefined;
  return typeof cursor === "object" && cursor !== null && "row" in cursor && typeof cursor.row === "string" ? cursor.row : undefined;
}

function sameAs(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const same = before.size === now.size && [...now].every(([row, name]) => before.get(row) === name);
  return same ? before : now;
}
