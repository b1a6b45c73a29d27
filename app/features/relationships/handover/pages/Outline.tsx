import { Card } from "~/kit/Card";
import { TaskList } from "~/kit/TaskList";
import styles from "../handover.module.css";
import { dayWords, goesWords } from "../where";
import { countedWords, type ItemKind, type ItemState } from "../words";
import { countsOf } from "./MakingRows";

type Line = { id: string; kind: ItemKind; words: string; choice: string | null; toPostId: string | null; state: ItemState };

/** For whoever comes into the post: how much there is, and what the network sees by its name; no person's. */
export function Outline({ outline, people, handover }: { outline: readonly Line[]; people: Readonly<Record<string, string>>; handover: { lastDay: string; newcomerAgreed: boolean } }) {
  return (
    <Card as="section" title="What comes with the post">
      <div className={styles.stack}>
        <p>{outline.length === 0 ? "Nothing yet." : `${countedWords(countsOf(outline))}.`}</p>
        <p>{handover.newcomerAgreed ? `On ${dayWords(handover.lastDay)}, at 5 pm, you sit down in this post, and whatever stays with it is yours by itself.` : "You are named for this post. Whoever looks after it still has to say yes."}</p>
        <p className={styles.quiet}>
          {outline.some(({ kind }) => kind === "person") ? "You see no names of people before the day. " : ""}Plan visits together below: that is how people and partners get to know you.
        </p>
        <TaskList label="What comes with the post" tasks={outline.map((item) => ({ id: item.id, name: item.words, hint: goesWords(item, people), state: { word: "" } }))} />
      </div>
    </Card>
  );
}
