import { Link } from "react-router";
import { Disclosure } from "~/kit/Disclosure";
import { Tag } from "~/kit/Tag";
import { everywhere, groups, needs } from "../words";
import { AnswerForm } from "./AskForms";
import styles from "./asks.module.css";
import type { AskRow, Kept } from "./reads.server";
import { agoWords, count } from "./words";

/** A question in the list: its words, the answer that was kept, and a box to answer in. */
export function AskCard({ ask, now, isFresh }: { ask: AskRow; now: string; isFresh: boolean }) {
  return (
    <li className={styles.card} data-fresh={isFresh ? "" : undefined}>
      <AskTags ask={ask} />
      <h2 className={styles.question}>
        <Link to={`/gaps/asks/${ask.id}`}>{ask.question}</Link>
      </h2>
      <p className={styles.quiet}>
        {ask.by}, {ask.organisation} · {agoWords(ask.at, now)} · <Link to={`/gaps/asks/${ask.id}`}>{ask.answers === 0 ? "No answer yet" : count(ask.answers, "answer")}</Link>
      </p>
      {ask.kept ? <KeptAnswer kept={ask.kept} now={now} /> : null}
      <Disclosure summary={ask.kept ? "Add an answer" : "Answer this"}>
        <AnswerForm askId={ask.id} label={`Your answer to “${ask.question}”`} />
      </Disclosure>
    </li>
  );
}

export function AskTags({ ask }: { ask: AskRow }) {
  return (
    <p className={styles.tags}>
      {ask.kept ? <Tag tone="agreed">Answered</Tag> : <Tag tone="needs">Open</Tag>}
      <Tag>{needs[ask.need]}</Tag>
      <Tag tone="info">{ask.area ?? everywhere}</Tag>
      {ask.groups.map((group) => (
        <Tag key={group} tone="people">
          {groups[group]}
        </Tag>
      ))}
      {ask.flagged ? <Tag tone="danger">May name someone</Tag> : null}
    </p>
  );
}

/** "Checked 3 weeks ago by Jo." */
export function KeptAnswer({ kept, now }: { kept: Kept; now: string }) {
  return (
    <div className={styles.kept}>
      <p className={styles.voice}>{kept.line}</p>
      <p className={styles.quiet}>
        {kept.by}, {kept.organisation} · {checkedWords(kept, now)}
      </p>
    </div>
  );
}

export function checkedWords(kept: Pick<Kept, "checkedAt" | "checkedBy">, now: string): string {
  return `Checked ${agoWords(kept.checkedAt, now)} by ${kept.checkedBy}`;
}
