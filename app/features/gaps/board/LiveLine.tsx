import { useEffect, useRef } from "react";
import { Button } from "~/kit/Button";
import { LiveDot } from "~/kit/LiveDot";
import { useAnnounce } from "~/kit/LiveRegion";
import { formatTime } from "~/kit/wallTime";
import styles from "./board.module.css";
import type { Watched } from "./useWatched";

/** Whether the page hears of changes, and who else is here; whoever comes is said once. Without scripts it says nothing. */
export function LiveLine({ watched, updatedAt }: { watched: Watched; updatedAt: string }) {
  const { people, more, notLive, isHeard, lookAgain } = watched;
  useComings(people, isHeard);
  if (notLive) {
    return (
      <LiveDot isLive={false}>
        Not live. Last updated {formatTime(updatedAt, "clock")} ·{" "}
        <Button variant="quiet" onPress={lookAgain}>
          Refresh
        </Button>
      </LiveDot>
    );
  }
  if (!isHeard) return <p className={styles.quiet} />;
  return <LiveDot isLive>{people.length === 0 ? "Live" : `Live · ${namesOf(people, more)} ${people.length + more === 1 ? "is" : "are"} here`}</LiveDot>;
}

function useComings(people: Watched["people"], isHeard: boolean) {
  const announce = useAnnounce();
  const known = useRef<Set<string>>(undefined);
  useEffect(() => {
    if (!isHeard) return;
    // The first list is of those who were here before.
    const came = known.current ? people.filter(({ accountId }) => !known.current?.has(accountId)) : [];
    known.current = new Set([...(known.current ?? []), ...people.map(({ accountId }) => accountId)]);
    if (came.length > 0) announce(`${namesOf(came, 0)} ${came.length === 1 ? "is" : "are"} here too.`);
  }, [people, isHeard, announce]);
}

/** "Bashir and Jo", "Bashir, Jo and 4 more". */
export function namesOf(people: readonly { name: string }[], more: number): string {
  const names = people.slice(0, 3).map(({ name }) => name.split(" ")[0] ?? name);
  const others = more + people.length - names.length;
  const all = others > 0 ? [...names, `${others} more`] : names;
  return all.length < 2 ? (all[0] ?? "") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}
