import { useHydrated } from "~/kit/useHydrated";
import { zone } from "~/shared/zoned";
import styles from "./poll.module.css";

/** For somebody whose clock is another one: when that is where they are. Everybody else reads nothing more. */
export function TheirTime({ startsAt }: { startsAt: string }) {
  const hydrated = useHydrated();
  if (!hydrated) return null;
  const here = clock(startsAt, undefined);
  return here === clock(startsAt, zone) ? null : <span className={styles.theirs}>{here} where you are</span>;
}

function clock(iso: string, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit", ...(timeZone ? { timeZone } : {}) }).format(new Date(iso));
}
