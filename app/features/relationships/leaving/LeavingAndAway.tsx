import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import { Tag } from "~/kit/Tag";
import { Time } from "~/kit/Time";
import styles from "../handover/handover.module.css";

type Props = {
  handovers: readonly { id: string; words: string; state: string; lastDay: string; failed: boolean }[];
  homes: number;
  away: readonly { id: string; words: string; expectedOn: string | null }[];
  looksAfter: boolean;
};

/** Who leaves, who is away, and what nobody holds: at the top of the team. */
export function LeavingAndAway({ handovers, homes, away, looksAfter }: Props) {
  return (
    <Card
      as="section"
      title="Leaving and being away"
      footer={
        <div className={styles.inline}>
          <LinkButton to="/me/handover">Hand over my post</LinkButton>
          <LinkButton to="/team/cover/new">Say that somebody is away</LinkButton>
        </div>
      }
    >
      <div className={styles.stack}>
        {homes > 0 ? (
          <p>
            <Tag tone="needs">Needs a home</Tag> <Link to="/team/home">{homes === 1 ? "1 post that nobody sits in still holds something" : `${homes} posts that nobody sits in still hold something`}</Link>
          </p>
        ) : looksAfter ? (
          <p className={styles.quiet}>
            <Link to="/team/home">Everything has a home</Link>
          </p>
        ) : null}
        {handovers.length + away.length === 0 ? <p className={styles.quiet}>Nobody leaves and nobody is away, as far as it was said here.</p> : null}
        <ul className={styles.list}>
          {handovers.map(({ id, words, state, lastDay, failed }) => (
            <li key={id}>
              <p>
                <Link to={`/team/handovers/${id}`}>{words}</Link> {failed ? <Tag tone="danger">The move did not work</Tag> : <Tag tone={state === "sent" ? "info" : "plain"}>{state === "sent" ? "Sent" : "Not sent yet"}</Tag>}
              </p>
              <p className={styles.quiet}>
                Leaves on <Time iso={lastDay} format="day" />
              </p>
            </li>
          ))}
          {away.map(({ id, words, expectedOn }) => (
            <li key={id}>
              <p>
                <Link to={`/team/cover/${id}`}>{words}</Link> <Tag tone="people">Away</Tag>
              </p>
              <p className={styles.quiet}>{expectedOn ? <>Expected back on <Time iso={expectedOn} format="day" /></> : "Return not known"}</p>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
