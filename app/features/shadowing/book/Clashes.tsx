import { Link } from "react-router";
import { Banner } from "~/kit/Banner";
import { formatTime } from "~/kit/wallTime";
import type { Clash } from "../../diary/clashes.server";
import styles from "./book.module.css";

/** It warns and forbids nothing. */
export function Clashes({ clashes }: { clashes: readonly Clash[] }) {
  if (clashes.length === 0) return null;
  return (
    <Banner tone="needs" title="You have something else then">
      <ul className={styles.plain}>
        {clashes.map(({ what, startsAt, endsAt, to }) => (
          <li key={to}>
            <Link to={to}>{what}</Link>, {formatTime(startsAt, "time")} to {formatTime(endsAt, "time")}
          </li>
        ))}
      </ul>
      <p>You can still book. You know best.</p>
    </Banner>
  );
}
