import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { DateBlock } from "~/kit/DateBlock";
import { DateField } from "~/kit/DateField";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { Tag } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import { TimeField } from "~/kit/TimeField";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { formatTime } from "~/kit/wallTime";
import type { Refused } from "../../../shadowing/offer/answer.server";
import { formOf } from "../../../shadowing/offer/refused";
import { useSending } from "../../../shadowing/offer/useSending";
import styles from "../events.module.css";
import { betweenWords, fieldsOf } from "../when";
import type { SeriesEvent } from "./series.server";

type Props = { event: SeriesEvent; mayPlan: boolean; refused: Refused | undefined };

/** One day of a series; one that is not held says so, with its line, where people look for it. */
export function SeriesRow({ event, mayPlan, refused }: Props) {
  const day = formatTime(event.startsAt, "longDate");
  return (
    <li id={`day-${event.id}`} className={styles.row} data-tall="">
      <DateBlock iso={event.startsAt} />
      <div className={styles.grow}>
        <p>
          <Link to={`/diary/events/${event.id}`} aria-label={`${day}, ${betweenWords(event.startsAt, event.endsAt)}`}>
            {betweenWords(event.startsAt, event.endsAt)}
          </Link>{" "}
          <State event={event} />
        </p>
        {event.line ? <p className={styles.voice}>{event.line}</p> : null}
        {mayPlan && event.state !== "cancelled" && !event.isOver ? (
          <div className={styles.screen}>
            <NoSession event={event} refused={refused} />
            <Move key={event.startsAt} event={event} refused={refused} />
          </div>
        ) : null}
      </div>
    </li>
  );
}

function State({ event }: { event: SeriesEvent }) {
  if (event.state === "cancelled") return <Tag tone="danger">No session</Tag>;
  if (event.isOver) return <Tag>It has been</Tag>;
  return (
    <>
      {event.isMoved ? <Tag tone="needs">Moved</Tag> : null} {event.going > 0 ? <Tag tone="agreed">{event.going} going</Tag> : null}
    </>
  );
}

type FormProps = Pick<Props, "event" | "refused">;

function NoSession({ event, refused }: FormProps) {
  const about = `none-${event.id}`;
  const form = formOf(about, refused);
  const isSending = useSending(about);
  return (
    <Disclosure summary={<Named words="No session this time" event={event} />} defaultOpen={form.isBack}>
      <Form method="post" noValidate preventScrollReset>
        <Hidden about={about} intent="none" event={event} />
        <FormStack>
          <ErrorSummary errors={form.errors} />
          <TextField label="Why" hint="Such as: bank holiday, or: everybody is at the clinic." voice="people" maxLength={360} {...form.field("line")} />
          <div>
            <Button type="submit" isPending={isSending}>
              Say there is none
            </Button>
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}

function Move({ event, refused }: FormProps) {
  const about = `move-${event.id}`;
  const form = formOf(about, refused);
  const isSending = useSending(about);
  const [from, until] = [fieldsOf(event.startsAt), fieldsOf(event.endsAt)];
  return (
    <Disclosure summary={<Named words="Move this one" event={event} />} defaultOpen={form.isBack}>
      <Form method="post" noValidate preventScrollReset>
        <Hidden about={about} intent="move" event={event} />
        <FormStack>
          <ErrorSummary errors={form.errors} />
          <div className={styles.fields}>
            <DateField label="Day" {...form.field("date", from.date)} />
            <TimeField label="From" {...form.field("from", from.time)} />
            <TimeField label="Until" {...form.field("until", until.time)} />
          </div>
          <TextField label="Why" voice="people" maxLength={360} {...form.field("line")} />
          <div>
            <Button type="submit" isPending={isSending} pendingLabel="Moving…">
              Move it
            </Button>
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}

const Named = ({ words, event }: { words: string; event: SeriesEvent }) => (
  <>
    {words}
    <VisuallyHidden>, {formatTime(event.startsAt, "longDate")}</VisuallyHidden>
  </>
);

function Hidden({ about, intent, event }: { about: string; intent: string; event: SeriesEvent }) {
  return (
    <>
      <input type="hidden" name="about" value={about} />
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="eventId" value={event.id} />
      <input type="hidden" name="version" value={event.version} />
    </>
  );
}
