import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { Time } from "~/kit/Time";
import type { Outcome } from "./overview.server";
import styles from "./page.module.css";

/** What there is now, in the words of whoever said it is met; the newest first. */
export function Outcomes({ outcomes }: { outcomes: readonly Outcome[] }) {
  return (
    <Card as="section" title="What there is now" aria-label="What there is now" stripe="pine">
      <ul className={styles.rows}>
        {outcomes.map(({ id, line, linked, linkedId, name, organisation, at }) => (
          <li key={id}>
            <p className={styles.voice}>{line}</p>
            {linkedId ? (
              <p>
                Offered by <Link to={`/directory/organisations/${linkedId}`}>{linked}</Link>
              </p>
            ) : null}
            <p className={styles.quiet}>
              {name}, {organisation}, <Time iso={at} format="date" />
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
