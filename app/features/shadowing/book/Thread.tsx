import { useId, useState } from "react";
import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { NameWarning } from "../../gaps/board/NameWarning";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import { most } from "../words";
import type { FormProps } from "./AnswerForm";
import styles from "./book.module.css";
import type { Entry } from "./booking-page.server";
import { useSaid } from "./useSaid";
import { firstName } from "./views";

/** What happened and what was said between the two sides, the oldest first, so that a new line moves nothing. */
export function Thread(props: FormProps) {
  const { thread, abilities, booking, day } = props.shown;
  const mine = thread.filter(({ step, mine: own }) => own && !step).length;
  const theirs = thread.filter(({ step, mine: own }) => !own && !step);
  useSaid(String(theirs.length), `${theirs.at(-1)?.by ?? "Somebody"} wrote to you.`);
  return (
    <Card as="section" title="Between you" id="said">
      <div className={styles.stack}>
        <ol className={styles.thread}>
          {thread.map((entry) => (
            <Said key={entry.id} entry={entry} />
          ))}
        </ol>
        {/* Emptied once its words stand above. */}
        {abilities.write ? <Write key={mine} {...props} /> : null}
        <p className={styles.quiet}>
          Read by {booking.guest}, {day.host}, their managers and the network’s facilitators.
        </p>
      </div>
    </Card>
  );
}

function Said({ entry: { step, by, mine, at, line } }: { entry: Entry }) {
  return (
    <li className={step ? styles.step : styles.said} data-mine={mine ? "" : undefined}>
      <p className={styles.quiet}>
        {step ?? by} · <Time iso={at} />
      </p>
      {line ? <p className={styles.words}>{line}</p> : null}
    </li>
  );
}

function Write({ refused, online, shown: { booking, day, side } }: FormProps) {
  const { field, errors } = formOf("message", refused);
  const line = field("line");
  const isSaving = useSaving("message");
  const [words, setWords] = useState(line.defaultValue);
  const id = useId();
  return (
    <Form method="post" preventScrollReset noValidate className={`${styles.form} ${styles.screen}`}>
      <input type="hidden" name="part" value="message" />
      <ErrorSummary errors={errors} />
      <div>
        <TextField multiline rows={2} voice="people" label={`Write to ${firstName(side === "host" ? booking.guest : day.host)}`} maxLength={most.message + 200} {...line} aria-describedby={id} onChange={(event) => setWords(event.currentTarget.value)} />
        <NameWarning words={words} known={[booking.guest, day.host]} id={id} then="Never name somebody you support." />
      </div>
      <div>
        <Button type="submit" name="intent" value="message" isPending={isSaving} pendingLabel="Sending…" isDisabled={!online}>
          Send
        </Button>
      </div>
    </Form>
  );
}
