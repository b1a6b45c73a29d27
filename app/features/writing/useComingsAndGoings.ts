import { useEffect, useRef } from "react";
import { useAnnounce } from "~/kit/LiveRegion";
import type { Present } from "./presence";

/** A page reloaded in passing is not a coming and a going. */
const settleFor = 1_500;

/** Says aloud who joined and who left. */
export function useComingsAndGoings(people: readonly Present[]): void {
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
