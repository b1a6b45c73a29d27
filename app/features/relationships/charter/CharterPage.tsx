import { Banner } from "~/kit/Banner";
import { StatusStrip } from "~/kit/StatusStrip";
import { Table, type Column } from "~/kit/Table";
import { Tag } from "~/kit/Tag";
import { useOnline } from "~/kit/useOnline";
import { DoneLine } from "../../shadowing/find/DoneLine";
import type { Refused } from "../../shadowing/offer/typed";
import styles from "../decisions/decisions.module.css";
import { useLookAgain } from "../useLookAgain";
import { OwnAnswers } from "./OwnAnswers";
import type { Answer, CharterShown } from "./reading.server";
import { SupervisionNote } from "./SupervisionNote";
import { answerWords, bosses as bossWords, topicNames, topics, type Topic } from "./words";

const doneWords: Record<string, string> = {
  answered: "Saved. All who are bound by it read it here.",
  clash: "Saved. Another boss answers differently; all of you are told.",
  "taken-back": "Taken back.",
  noted: "Saved, and you agree to it. The others are asked.",
  agreed: "You agree to the note.",
};

type Props = { shown: CharterShown; refused: Refused | undefined };
type Row = { topic: Topic; clashes: boolean };

/** What each boss of a post decides, side by side; where two differ; and the one note on supervision. */
export function CharterPage({ shown, refused }: Props) {
  const { post, bosses, answers, clashes, mine } = shown;
  const online = useOnline();
  const { notLive } = useLookAgain(`charter:${post.id}`);
  const rows = topicNames.map((topic) => ({ topic, clashes: clashes.some((one) => one.topic === topic) }));
  return (
    <div className={styles.wide}>
      {notLive ? <StatusStrip tone="info">Not live at the moment. What others say appears when the connection is back.</StatusStrip> : null}
      {online ? null : <p className={styles.quiet}>You are offline. You can read what is open; saving needs a connection.</p>}
      <DoneLine words={doneWords} refused={refused} />
      {post.isClosed ? <Banner tone="plain">This post is closed. Its charter can be read, and stays as it is.</Banner> : null}
      <Clashes clashes={clashes} />
      <Table caption="What each decides" rows={rows} rowKey={({ topic }) => topic} columns={columnsFor(bosses, answers)} />
      {post.isClosed ? null : bosses.filter(({ isMine }) => isMine).map((boss) => <OwnAnswers key={boss.boss} boss={boss} answers={answers} refused={refused} online={online} />)}
      <SupervisionNote shown={shown} refused={refused} online={online} />
      {mine.length === 0 ? <p className={styles.quiet}>You read this as a colleague. Whoever manages at the employer and at the host writes for them, facilitators for the network.</p> : null}
    </div>
  );
}

function Clashes({ clashes }: Pick<CharterShown, "clashes">) {
  if (clashes.length === 0) return null;
  return (
    <Banner tone="needs" title={clashes.length === 1 ? "On one thing the bosses answer differently" : `On ${clashes.length} things the bosses answer differently`}>
      <ul>
        {clashes.map(({ topic, words }) => (
          <li key={topic}>
            {topics[topic].label}: {words}
          </li>
        ))}
      </ul>
      <p>Whoever sits here cannot follow both. Talk, then change one answer, or leave it to the others.</p>
    </Banner>
  );
}

function columnsFor(bosses: CharterShown["bosses"], answers: readonly Answer[]): Column<Row>[] {
  return [
    {
      key: "topic",
      label: "About",
      isRowHeader: true,
      cell: ({ topic, clashes }) => (
        <div className={styles.answer}>
          <span>{topics[topic].label}</span>
          <span className={styles.question}>{topics[topic].question}</span>
          {clashes ? <Tag tone="danger">They differ</Tag> : null}
        </div>
      ),
    },
    ...bosses.map(({ boss, organisation }) => ({
      key: boss,
      label: `${bossWords[boss]}: ${organisation}`,
      cell: ({ topic }: Row) => <Said topic={topic} said={answers.find((one) => one.boss === boss && one.topic === topic)} />,
    })),
  ];
}

function Said({ topic, said }: { topic: Topic; said: Answer | undefined }) {
  if (!said) return <span className={styles.quiet}>Not said yet</span>;
  return (
    <div className={styles.answer}>
      <strong>{answerWords(topic, said.answer)}</strong>
      {said.line ? <p className={styles.voice}>{said.line}</p> : null}
    </div>
  );
}
