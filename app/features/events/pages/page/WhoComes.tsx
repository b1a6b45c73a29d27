import { Link } from "react-router";
import { Avatar } from "~/kit/Avatar";
import { Card } from "~/kit/Card";
import styles from "../events.module.css";
import { count, goingWords } from "../said";
import type { Comer } from "./comers.server";
import type { EventFrame } from "./event-page.server";

const shown = 12;

/** Who comes, and how many may; the whole list is on its own page. */
export function WhoComes({ event, comers }: { event: EventFrame; comers: readonly Comer[] }) {
  const { counts, capacity, id } = event;
  const rest = comers.length - shown;
  const others = othersWords(event);
  return (
    <Card as="section" title={event.state === "set" ? goingWords({ going: counts.going, capacity }) : `${count(counts.asked, "person", "people")} asked`}>
      <div className={styles.stack}>
        {comers.length > 0 ? (
          <ul className={styles.rows}>
            {comers.slice(0, shown).map(({ inviteeId, name, from, says, place, waitingNumber }) => (
              <li key={inviteeId} className={styles.row}>
                <Avatar name={name} decorative />
                <div className={styles.grow}>
                  <p>{name}</p>
                  <p className={styles.quiet}>
                    {from}
                    {says === "maybe" ? " · may come" : place === "waiting" ? ` · waits, number ${waitingNumber}` : ""}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        ) : null}
        {rest > 0 ? <p className={styles.quiet}>and {rest} more</p> : null}
        {others ? <p className={styles.quiet}>{others}</p> : null}
        <p className={styles.screen}>
          <Link to={`/diary/events/${id}/people`}>{event.abilities.plan && event.state !== "cancelled" && !event.isOver ? "See who is asked, and ask more" : "See who is asked"}</Link>
        </p>
      </div>
    </Card>
  );
}

/** "2 wait for a place · 1 cannot · 3 have not said yet"; nothing where there is nothing to say. */
function othersWords({ counts: { asked, going, waiting, maybe, cant }, state }: EventFrame): string {
  const open = state === "set" ? Math.max(0, asked - going - waiting - maybe - cant) : 0;
  return [
    waiting > 0 ? `${waiting} ${waiting === 1 ? "waits" : "wait"} for a place` : "",
    maybe > 0 ? `${maybe} may come` : "",
    cant > 0 ? `${cant} cannot` : "",
    open > 0 ? `${open} ${open === 1 ? "has" : "have"} not said yet` : "",
  ]
    .filter(Boolean)
    .join(" · ");
}
