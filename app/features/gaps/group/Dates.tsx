import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { DateBlock } from "~/kit/DateBlock";
import { DateField } from "~/kit/DateField";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow, FormStack } from "~/kit/FormRow";
import { Select } from "~/kit/Select";
import { Tag } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import { formatTime } from "~/kit/wallTime";
import { useTaken } from "~/shared/live/useTaken";
import type { Refused } from "./answer.server";
import styles from "./group.module.css";
import { formOf } from "./refused";
import type { SessionLine } from "./sessions.server";
import { useSaving } from "./useSaving";
import { inARow, shownDates } from "./words";

type Props = { ahead: readonly SessionLine[]; held: number; refused: Refused | undefined };

/** When it meets: the next three, the rest for those who ask, and more to add. */
export function Dates({ ahead, held, refused }: Props) {
  const [next, later] = [ahead.slice(0, shownDates), ahead.slice(shownDates)];
  return (
    <Card as="section" title="Dates" id="dates">
      <div className={styles.stack}>
        {ahead.length === 0 ? <p className={styles.quiet}>No date to come is on the page. Three dates are a start.</p> : <DateList sessions={next} />}
        {later.length > 0 ? (
          <Disclosure summary={`${later.length} more ${later.length === 1 ? "date" : "dates"}`}>
            <DateList sessions={later} />
          </Disclosure>
        ) : null}
        {held > 0 ? <p className={styles.quiet}>It has met {held === 1 ? "once" : held === 2 ? "twice" : `${held} times`} so far.</p> : null}
        <NewDates refused={refused} />
      </div>
    </Card>
  );
}

function DateList({ sessions }: { sessions: readonly SessionLine[] }) {
  return (
    <ul className={styles.rows}>
      {sessions.map((one) => (
        <li key={one.id} className={styles.date}>
          <DateBlock iso={one.startsAt} />
          <div className={styles.grow}>
            <p className={one.cancelled ? styles.off : undefined}>{timesWords(one)}</p>
            {one.line ? <p className={styles.words}>{one.line}</p> : null}
          </div>
          {one.cancelled ? <Tag tone="danger">Called off</Tag> : null}
          <CallOff one={one} />
        </li>
      ))}
    </ul>
  );
}

/** "Tuesday 24 November, 2 pm to 4 pm" */
export function timesWords({ startsAt, endsAt }: Pick<SessionLine, "startsAt" | "endsAt">): string {
  return `${formatTime(startsAt, "longDate")}, ${formatTime(startsAt, "time")} to ${formatTime(endsAt, "time")}`;
}

function CallOff({ one }: { one: SessionLine }) {
  const intent = one.cancelled ? "cancel-back" : "cancel";
  const about = `quick-${intent}-${one.id}`;
  const isSaving = useSaving(about);
  const day = formatTime(one.startsAt, "longDate");
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="part" value={about} />
      <input type="hidden" name="id" value={one.id} />
      <Button type="submit" name="intent" value={intent} variant="quiet" isPending={isSaving} aria-label={one.cancelled ? `Put ${day} back` : `Call off ${day}`}>
        {one.cancelled ? "Put back" : "Call off"}
      </Button>
    </Form>
  );
}

const rowWords: Record<(typeof inARow)[number], string> = { 1: "Once", 3: "3 weeks in a row", 6: "6 weeks in a row", 12: "12 weeks in a row" };

function NewDates({ refused }: { refused: Refused | undefined }) {
  const { field, errors, isBack } = formOf("dates", refused);
  const isSaving = useSaving("dates");
  const taken = useTaken("dates", isBack);
  return (
    <Form key={taken} method="post" preventScrollReset noValidate className={styles.form}>
      <input type="hidden" name="part" value="dates" />
      <input type="hidden" name="intent" value="add-dates" />
      <FormStack>
        <h3>Add dates</h3>
        <ErrorSummary errors={errors} />
        <div className={styles.three}>
          <DateField label="Day" {...field("day")} />
          <DateField kind="time" label="From" {...field("starts")} />
          <DateField kind="time" label="To" {...field("ends")} />
        </div>
        <FormRow>
          <Select label="How often" choices={inARow.map((weeks) => ({ value: String(weeks), label: rowWords[weeks] }))} {...field("weeks", "1")} />
          <TextField label="A line about it" optional {...field("line")} />
        </FormRow>
        <div>
          <Button type="submit" isPending={isSaving}>
            Add
          </Button>
        </div>
      </FormStack>
    </Form>
  );
}
