import { Card } from "~/kit/Card";
import { ProgressBar } from "~/kit/ProgressBar";
import type { Refused } from "./answer.server";
import styles from "./group.module.css";
import type { KitLine } from "./kit.server";
import { KitTasks } from "./KitTasks";
import { PartOfGap } from "./PartOfGap";
import { type Done, Said } from "./Said";
import { Volunteers } from "./Volunteers";
import type { VolunteerLine } from "./volunteers.server";
import { doneWords, suggestions } from "./words";

type Props = {
  lines: readonly KitLine[];
  volunteers: readonly VolunteerLine[];
  dates: number;
  today: string;
  open: string | undefined;
  done: Done | undefined;
  refused: Refused | undefined;
};

/** Needs G2 to G4: what a group wants before it can meet, and nobody has to carry alone. */
export function KitPage({ lines, volunteers, dates, today, open, done, refused }: Props) {
  const settled = lines.filter(({ state }) => state === "done" || state === "not_needed").length;
  return (
    <PartOfGap title="Start-a-group kit" lead="In any order, by anyone. The spotter needs no insurance of their own: a host lends its cover.">
      <Said done={done} refused={refused} />
      <Card as="section" aria-label="What there is to see to">
        <div className={styles.stack}>
          <ProgressBar label="So far" value={settled} max={lines.length} words={doneWords(lines.map(({ state }) => state))} />
          <KitTasks lines={lines} suggested={suggestions(volunteers, dates, today)} today={today} open={refused?.about ?? open} refused={refused} />
        </div>
      </Card>
      <Volunteers volunteers={volunteers} today={today} refused={refused} />
    </PartOfGap>
  );
}
