import { LinkButton } from "~/kit/LinkButton";
import { SummaryList } from "~/kit/SummaryList";
import { formatTime } from "~/kit/wallTime";
import styles from "../handover.module.css";
import { goesWords, kindHeadings } from "../where";
import { itemKinds } from "../words";
import type { Forms } from "./MakingRows";
import { Press } from "./Press";

/** Everything once more before it is sent. */
export function CheckAnswers({ shown, base, online }: Forms & { base: string }) {
  const { making, handover, people, lead } = shown;
  if (!making) return null;
  const open = making.items.filter(({ choice }) => choice === null).length;
  return (
    <div className={styles.stack}>
      <h2>Check your answers</h2>
      {open > 0 ? (
        <p>
          {open === 1 ? "1 row is" : `${open} rows are`} not decided. {open === 1 ? "It goes" : "They go"} to {making.successor?.isSure ? `${making.successor.name}, with the post,` : (lead ?? "the network’s facilitators")} on the day, unless you choose before.
        </p>
      ) : null}
      {itemKinds.map((kind) => {
        const rows = making.items.filter((item) => item.kind === kind);
        return rows.length === 0 ? null : (
          <section key={kind} aria-labelledby={`check-${kind}`}>
            <h3 id={`check-${kind}`}>{kindHeadings[kind]}</h3>
            <SummaryList rows={rows.map((item) => ({ key: item.id, label: item.words, value: goesWords(item, people) }))} />
          </section>
        );
      })}
      <p>When you send it, each colleague is asked. On {formatTime(handover.lastDay, "longDate")} at 5 pm it all moves at once, and your time in this post ends.</p>
      <div className={styles.inline}>
        <Press intent="send" online={online} variant="primary">
          Send
        </Press>
        <LinkButton to={base}>Change something</LinkButton>
      </div>
    </div>
  );
}
