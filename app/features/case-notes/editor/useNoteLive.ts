import { useCallback, useMemo, useState } from "react";
import type { Present } from "~/features/writing/presence";
import type { ConnectionState } from "~/features/writing/provider";
import { useComingsAndGoings } from "~/features/writing/useComingsAndGoings";

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
