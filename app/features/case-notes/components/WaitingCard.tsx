import type { ReactNode } from "react";
import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { Tag, type Tone } from "~/kit/Tag";
import styles from "./parts.module.css";

type Waiting = { key: string; verb: "Reply" | "Check" | "Read"; title: string; detail: string; to: string };
const tones: Record<Waiting["verb"], Tone> = { Reply: "needs", Check: "people", Read: "info" };
/** More than this at once is no list of what to do next. */
export const shownWaiting = 7;

export interface WaitingCardProps {
  /** About people supported; they come first. */
  waiting: readonly Waiting[];
  /** Whatever else waits, a row each. */
  others?: readonly { key: string; row: ReactNode }[] | undefined;
  more: boolean;
  /** Where the rest is. */
  rest?: ReactNode;
  /** What holds the list still while somebody has a hand on it. */
  holding?: object | undefined;
}

/** What needs this colleague today, at most seven things, and the end of it said aloud. */
export function WaitingCard({ waiting, others = [], more, rest, holding }: WaitingCardProps) {
  const left = others.slice(0, Math.max(0, shownWaiting - waiting.length));
  const any = waiting.length + left.length > 0;
  return (
    <>
      <h2>Waiting for you</h2>
      {any ? (
        <Card>
          <ul className={styles.rows} {...holding}>
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
            {left.map(({ key, row }) => (
              <li key={key}>{row}</li>
            ))}
          </ul>
        </Card>
      ) : null}
      <p className={styles.quiet}>
        {more || left.length < others.length ? "There is more after these." : any ? "That is everything. Nothing else needs you today." : "Nothing needs you today."} {rest}
      </p>
    </>
  );
}
