import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { Tag, type Tone } from "~/kit/Tag";
import styles from "./parts.module.css";

type Waiting = { key: string; verb: "Reply" | "Check" | "Read"; title: string; detail: string; to: string };
const tones: Record<Waiting["verb"], Tone> = { Reply: "needs", Check: "people", Read: "info" };

/** What needs this colleague today, and the end of it said aloud. */
export function WaitingCard({ waiting, more }: { waiting: readonly Waiting[]; more: boolean }) {
  return (
    <>
      <h2>Waiting for you</h2>
      {waiting.length > 0 ? (
        <Card>
          <ul className={styles.rows}>
            {waiting.map((item) => (
              <li key={item.key}>
                <div className={styles.waiting}>
                  <Tag tone={tones[item.verb]}>{item.verb}</Tag>
                  <div>
                    <p><Link to={item.to}>{item.title}</Link></p>
                    <p className={styles.quiet}>{item.detail}</p>
                  </div>
                </div>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      <p className={styles.quiet}>{more ? "There is more after these." : waiting.length > 0 ? "That is everything. Nothing else needs you today." : "Nothing needs you today."}</p>
    </>
  );
}
