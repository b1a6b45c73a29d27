import { Link } from "react-router";
import { Card } from "~/kit/Card";
import styles from "../handover.module.css";
import type { Summary as Told } from "../page.server";
import { countedWords } from "../words";

/** What went where, after the move. */
export function Summary({ summary, handoverId, welcome }: { summary: Told; handoverId: string; welcome: boolean }) {
  const { moved, closed, gone, people } = summary;
  return (
    <Card as="section" title={welcome ? "Welcome to your post" : "What moved"} stripe="pine">
      <div className={styles.stack}>
        {welcome ? <p>You sit here now, and this is yours. Begin with whoever waits longest, and take your time with the rest.</p> : null}
        {moved.length === 0 && closed === 0 ? <p>Nothing had to move.</p> : null}
        <ul className={styles.bullets}>
          {moved.map(({ to, mine, counts }) => (
            <li key={to}>
              {countedWords(counts)} {mine ? "came to you" : `went to ${to}`}.
            </li>
          ))}
          {closed > 0 ? <li>{closed === 1 ? "1 person was" : `${closed} people were`} closed with.</li> : null}
          {gone > 0 ? <li>{gone === 1 ? "1 thing was" : `${gone} things were`} settled before the day.</li> : null}
        </ul>
        {people.length > 0 ? (
          <div>
            <p>What you should know:</p>
            <ul className={styles.bullets}>
              {people.map(({ id, name }) => (
                <li key={id}>
                  <Link to={`/team/handovers/${handoverId}/people/${id}`}>{name}</Link>
                </li>
              ))}
            </ul>
            <p>
              <Link to="/people">See your people</Link>
            </p>
          </div>
        ) : null}
      </div>
    </Card>
  );
}
