import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { Tag } from "~/kit/Tag";
import { Time } from "~/kit/Time";
import { introductionStates } from "../words";
import styles from "../organisation/organisation.module.css";
import type { IntroductionRow, Introductions } from "./reads.server";

const titles = { forMe: "Could you introduce them?", aboutUs: "They would like to meet you", ours: "You asked", others: "Others ask" } as const;

/** Introductions, what one could do something about first. */
export function IntroductionLists({ lists }: { lists: Introductions }) {
  const shown = (Object.keys(titles) as (keyof typeof titles)[]).filter((place) => lists[place].length > 0);
  if (shown.length === 0) return <p className={styles.quiet}>Nobody waits for a word at the moment.</p>;
  return shown.map((place) => (
    <Card key={place} as="section" title={titles[place]} stripe={place === "forMe" || place === "aboutUs" ? "gorse" : undefined}>
      <ul className={styles.list}>
        {lists[place].map((row) => (
          <Row key={row.id} row={row} isOurs={place === "ours"} />
        ))}
      </ul>
    </Card>
  ));
}

function Row({ row: { id, asker, wanted, line, state, at }, isOurs }: { row: IntroductionRow; isOurs: boolean }) {
  return (
    <li>
      <p>
        <Link to={`/directory/introductions/${id}`}>{isOurs ? `To meet ${wanted}` : `${asker} would like to meet ${wanted}`}</Link> <Tag tone={state === "made" ? "agreed" : state === "taken" ? "info" : "plain"}>{introductionStates[state]}</Tag>
      </p>
      {line ? <p className={styles.voice}>{line}</p> : null}
      <p className={styles.quiet}>
        <Time iso={at.toISOString()} format="date" />
      </p>
    </li>
  );
}
