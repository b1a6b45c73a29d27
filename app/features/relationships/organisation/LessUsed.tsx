import { Link } from "react-router";
import { Card } from "~/kit/Card";
import type { LessUsed as Row } from "../reach/reading.server";
import styles from "./organisation.module.css";

/** Less used, could help: those who help with what one keeps looking for, and to whom one never turns. Each with why. */
export function LessUsed({ rows }: { rows: readonly Row[] }) {
  return (
    <Card as="section" title="Less used, could help">
      {rows.length === 0 ? (
        <p className={styles.quiet}>
          Nothing to suggest yet. Follow what you look for in <Link to="/me/interests">your interests</Link>, and this fills by itself.
        </p>
      ) : (
        <ul className={styles.list}>
          {rows.map(({ organisationId, name, why, tieId }) => (
            <li key={organisationId}>
              <p>
                <Link to={`/directory/organisations/${organisationId}`}>{name}</Link>
              </p>
              <p className={styles.quiet}>{why}</p>
              <p>
                {tieId ? (
                  <Link to={`/directory/ties/${tieId}`} aria-label={`Get in touch with ${name} again`} className={styles.way}>
                    Get in touch again
                  </Link>
                ) : (
                  <Link to={`/directory/introductions?wanted=${organisationId}`} aria-label={`Ask to meet ${name}`} className={styles.way}>
                    Ask to meet them
                  </Link>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
