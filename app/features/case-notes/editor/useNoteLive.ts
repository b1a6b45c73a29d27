import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useAnnounce } from "~/kit";
import type { Present } from "./presence";
import type { ConnectionState } from "./provider";

/**
 * What the parts of a note report of themselves, for the line at the top; joins and leaves are said aloud.
 * `signedOut`: the session ended, and these words of mine were not saved.
 */
export function useNoteLive() {
  const [reports, setReports] = useState<ReadonlyMap<string, ConnectionState>>(new Map());
  const [signedOut, setSignedOut] = useState<readonly string[]>();
  const onState = useCallback((sectionId: string, state: ConnectionState | undefined) => {
    // Stays so: the parts go from the page with what they held, and only a new sign-in brings them back.
    if (state?.status === "signed out") setSignedOut((unsaved = []) => (state.unsent ? [...unsaved, state.unsent.text] : unsaved));
    setReports((before) => {
      if (before.get(sectionId) === state) return before;
      const after = new Map(before);
      if (state) after.set(sectionId, state);
      else after.delete(sectionId);
      return after;
    });
  }, []);
  const states = useMemo(() => [...reports.values()], [reports]);
  const people = useMemo(() => peopleOf(states), [states]);
  useComingsAndGoings(people);
  return { onState, states, people, signedOut };
}

function peopleOf(states: readonly ConnectionState[]): Present[] {
  const people = new Map(states.flatMap((state) => state.people.map((person) => [person.accountId, person] as const)));
  return [...people.values()].sort((one, other) => one.name.localeCompare(other.name, "en-GB"));
}

/** A page reloaded in passing is not a coming and a going. */
const settleFor = 1_500;

function useComingsAndGoings(people: readonly Present[]): void {
  const announce = useAnnounce();
  const known = useRef<readonly Present[]>([]);
  useEffect(() => {
    const timer = setTimeout(() => {
      const came = people.filter((person) => !known.current.some((one) => one.accountId === person.accountId));
      const went = known.current.filter((person) => !people.some((one) => one.accountId === person.accountId));
      known.current = people;
      const words = [came.length > 0 && `${names(came)} joined.`, went.length > 0 && `${names(went)} left.`].filter(Boolean).join(" ");
      if (words) announce(words);
    }, settleFor);
    return () => clearTimeout(timer);
  }, [people, announce]);
}

function names(people: readonly Present[]): string {
  return people.map((person) => person.name).join(", ");
}
