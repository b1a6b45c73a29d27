import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import { SummaryList } from "~/kit/SummaryList";
import { formatTime } from "~/kit/wallTime";
import type { Refused } from "./answer.server";
import { Dates } from "./Dates";
import styles from "./group.module.css";
import { PartOfGap } from "./PartOfGap";
import type { GroupPage } from "./page.server";
import { type Done, Said } from "./Said";
import type { SessionLine } from "./sessions.server";

type Props = {
  gapId: string;
  group: GroupPage | undefined;
  sessions: { ahead: readonly SessionLine[]; held: number };
  done: Done | undefined;
  refused: Refused | undefined;
};

/** The running group's own page and times, until the directory takes it in. */
export function GroupView({ gapId, group, sessions, done, refused }: Props) {
  const here = `/gaps/${gapId}`;
  return (
    <PartOfGap title="Group">
      <Said done={done} refused={refused} />
      {group ? (
        <Facts here={here} group={group} />
      ) : (
        <EmptyState
          title="There is no group yet"
          action={
            <div className={styles.said}>
              <LinkButton variant="primary" to={`${here}/kit`}>
                Open the start-a-group kit
              </LinkButton>
              <LinkButton to={`${here}/group/edit`}>Begin its page</LinkButton>
            </div>
          }
        >
          A host, a room, somebody to open up and three dates are a start. Give it a name here as soon as it has one.
        </EmptyState>
      )}
      {group || sessions.ahead.length > 0 ? <Dates {...sessions} refused={refused} /> : null}
    </PartOfGap>
  );
}

function Facts({ here, group }: { here: string; group: GroupPage }) {
  const { name, about, by } = group;
  return (
    <Card
      as="section"
      title={name}
      footer={
        <div className={styles.said}>
          <LinkButton to={`${here}/group/edit`}>Change this page</LinkButton>
          <LinkButton to={`${here}/group/poster`}>Poster to print</LinkButton>
        </div>
      }
    >
      <div className={styles.stack}>
        {about ? <p className={styles.words}>{about}</p> : null}
        <SummaryList rows={rowsOf(group)} />
        <p className={styles.quiet}>
          Last changed by {by.name}, {by.organisation}, {formatTime(by.at, "date")}. A directory entry comes with the directory.
        </p>
      </div>
    </Card>
  );
}

const labels = { where: "Where", when: "When", access: "Getting in", contact: "Who to ask" } as const;

function rowsOf(group: GroupPage) {
  return (Object.keys(labels) as (keyof typeof labels)[]).map((key) => ({ key, label: labels[key], value: group[key] ? <span className={styles.words}>{group[key]}</span> : <span className={styles.quiet}>Not said yet</span> }));
}
