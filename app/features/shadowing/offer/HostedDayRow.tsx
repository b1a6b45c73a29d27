import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { DateBlock } from "~/kit/DateBlock";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { Tag } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { formatTime } from "~/kit/wallTime";
import { betweenWords } from "../find/when";
import { stateWords } from "../words";
import type { Refused } from "./answer.server";
import type { HostedDay } from "./mine.server";
import styles from "./mine.module.css";
import { formOf } from "./refused";
import { TimesFields } from "./TimesFields";
import { useSending } from "./useSending";

type Props = { day: HostedDay; refused: Refused | undefined };

/** One day: who comes and who waits, and two ways out of it. */
export function HostedDayRow({ day, refused }: Props) {
  return (
    <li id={`day-${day.id}`} className={styles.day}>
      <DateBlock iso={day.startsAt} />
      <div className={styles.stack}>
        <p>
          <Link to={`/diary/shadow/${day.id}`} aria-label={`${formatTime(day.startsAt, "longDate")}, ${betweenWords(day.startsAt, day.endsAt)}`}>
            {betweenWords(day.startsAt, day.endsAt)}
          </Link>{" "}
          <Tag tone={day.taken > 0 ? "agreed" : "plain"}>{takenWords(day)}</Tag>
        </p>
        {day.comers.length > 0 ? (
          <ul className={styles.comers}>
            {day.comers.map(({ bookingId, name, organisation, state }) => (
              <li key={bookingId}>
                <Link to={`/diary/shadow/bookings/${bookingId}`}>{name}</Link>, {organisation} <Tag tone={state === "asked" ? "needs" : state === "confirmed" ? "agreed" : "plain"}>{stateWords[state].host}</Tag>
              </li>
            ))}
          </ul>
        ) : null}
        <div className={styles.ways}>
          <Change key={`${day.startsAt} ${day.endsAt} ${day.places}`} day={day} refused={refused} />
          <Cancel day={day} refused={refused} />
        </div>
      </div>
    </li>
  );
}

/** "1 of 3 places taken, 2 wait" */
function takenWords({ places, taken, waiting }: HostedDay): string {
  const wait = waiting === 0 ? "" : `, ${waiting === 1 ? "1 waits" : `${waiting} wait`}`;
  return `${taken} of ${places === 1 ? "1 place" : `${places} places`} taken${wait}`;
}

/** The same words for each day, told apart for those who hear them alone. */
function Of({ day }: { day: HostedDay }) {
  return <VisuallyHidden> of {formatTime(day.startsAt, "longDate")}</VisuallyHidden>;
}

function Change({ day, refused }: Props) {
  const about = `change-${day.id}`;
  const form = formOf(about, refused);
  const isSending = useSending(about);
  return (
    <Disclosure
      summary={
        <>
          Change the time or places
          <Of day={day} />
        </>
      }
      defaultOpen={form.isBack}
    >
      <Form method="post" noValidate preventScrollReset>
        <Hidden about={about} intent="change" dayId={day.id} />
        <FormStack>
          <ErrorSummary errors={form.errors} />
          <TimesFields form={form} now={{ date: day.date, from: day.from, until: day.until, places: String(day.places) }} />
          <div>
            <Button type="submit" isPending={isSending}>
              Change this day
            </Button>
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}

function Cancel({ day, refused }: Props) {
  const about = `cancel-${day.id}`;
  const form = formOf(about, refused);
  const isSending = useSending(about);
  const told = day.taken + day.waiting;
  return (
    <Disclosure
      summary={
        <>
          Cancel
          <Of day={day} />
        </>
      }
      defaultOpen={form.isBack}
    >
      <Form method="post" noValidate preventScrollReset>
        <Hidden about={about} intent="cancel" dayId={day.id} />
        <FormStack>
          <ErrorSummary errors={form.errors} />
          <p>{told === 0 ? "Nobody has booked it. It goes from the list." : `${told === 1 ? "1 person is" : `${told} people are`} told, with your line.`}</p>
          <TextField label="A line about why" optional voice="people" maxLength={300} {...form.field("line")} />
          <div>
            <Button type="submit" variant="danger" isPending={isSending} pendingLabel="Cancelling…">
              Cancel this day
            </Button>
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}

function Hidden(fields: Record<"about" | "intent" | "dayId", string>) {
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}
