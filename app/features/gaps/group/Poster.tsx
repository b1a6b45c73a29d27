import { PrintSheet } from "~/kit/PrintSheet";
import styles from "./group.module.css";
import { timesWords } from "./Dates";
import type { GroupPage } from "./page.server";
import type { SessionLine } from "./sessions.server";

type Props = { group: GroupPage; next: readonly SessionLine[]; host: string | undefined };

/** One sheet for a door, a window or somebody's hand: what, where, when, how one gets in. */
export function Poster({ group, next, host }: Props) {
  const { name, about, where, when, access, contact } = group;
  return (
    <PrintSheet title={name} size="largest" footer={host ? `Hosted by ${host}` : undefined}>
      {about ? <p className={styles.posterWords}>{about}</p> : null}
      {when || next.length > 0 ? (
        <>
          <h2>When</h2>
          {when ? <p>{when}</p> : null}
          {next.length > 0 ? (
            <ul>
              {next.map((one) => (
                <li key={one.id}>{timesWords(one)}</li>
              ))}
            </ul>
          ) : null}
        </>
      ) : null}
      <Part title="Where" words={where} />
      <Part title="Getting in" words={access} />
      <Part title="Who to ask" words={contact} />
    </PrintSheet>
  );
}

function Part({ title, words }: { title: string; words: string }) {
  if (!words) return null;
  return (
    <>
      <h2>{title}</h2>
      <p>{words}</p>
    </>
  );
}
