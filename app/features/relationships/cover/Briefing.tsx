import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { Time } from "~/kit/Time";
import styles from "../handover/handover.module.css";

type Line = { at: string; words: string; to: string };
type Told = { from: string; until: string; notes: number; newPeople: number; stepsDone: number; contacts: Line[]; gaps: Line[]; events: Line[] };

/** What happened while somebody was away. Of people supported counts alone: their pages say the rest. */
export function Briefing({ briefing, isAway }: { briefing: Told; isAway: boolean }) {
  const { notes, newPeople, stepsDone, contacts, gaps, events } = briefing;
  const isQuiet = notes + newPeople + stepsDone + contacts.length + gaps.length + events.length === 0;
  return (
    <Card as="section" title={isAway ? "What happened while you were away" : "What happened meanwhile"} stripe="pine">
      <div className={styles.stack}>
        {isQuiet ? <p>Nothing that was written down. Ask your colleagues over tea.</p> : null}
        {notes + newPeople + stepsDone > 0 ? (
          <ul className={styles.bullets}>
            {newPeople > 0 ? <li>{newPeople === 1 ? "1 new person came." : `${newPeople} new people came.`}</li> : null}
            {notes > 0 ? <li>{notes === 1 ? "1 note was written." : `${notes} notes were written.`}</li> : null}
            {stepsDone > 0 ? <li>{stepsDone === 1 ? "1 next step was done." : `${stepsDone} next steps were done.`}</li> : null}
            <li>
              <Link to="/people">See the people</Link>
            </li>
          </ul>
        ) : null}
        <Lines title="Ties" lines={contacts} />
        <Lines title="Gaps" lines={gaps} />
        <Lines title="Events" lines={events} />
      </div>
    </Card>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className={styles.bullets}>
        {lines.map(({ at, words, to }) => (
          <li key={`${at} ${to}`}>
            <Link to={to}>{words}</Link>{" "}
            <span className={styles.quiet}>
              <Time iso={at} format="day" />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
