import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { Tag } from "~/kit/Tag";
import { stateWords } from "../words";
import styles from "./book.module.css";
import type { Comer } from "./day-page.server";
import type { DayView } from "./views";

/** For whoever looks after the day: who asks, who comes, and the way to change it. */
export function WhoComes({ day, comers, keeps }: { day: DayView; comers: readonly Comer[]; keeps: boolean }) {
  return (
    <Card as="section" title="Who comes">
      <div className={styles.stack}>
        {comers.length === 0 ? <p className={styles.quiet}>Nobody has asked yet. You hear of it at once when somebody does.</p> : null}
        <ul className={styles.plain}>
          {comers.map(({ id, guest, guestOrganisation, state }) => (
            <li key={id} className={styles.inline}>
              <span>
                <Link to={`/diary/shadow/bookings/${id}`}>{guest}</Link>, {guestOrganisation}
              </span>
              <Tag tone={state === "confirmed" ? "agreed" : state === "asked" ? "needs" : "plain"}>{stateWords[state].host}</Tag>
            </li>
          ))}
        </ul>
        {keeps && !day.cancelled && !day.hasBegun ? (
          <p>
            <Link to={`/diary/shadow/mine#day-${day.id}`}>Change or cancel this day</Link>
          </p>
        ) : null}
      </div>
    </Card>
  );
}
