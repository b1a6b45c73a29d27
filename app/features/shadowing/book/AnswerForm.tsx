import { useId, useState } from "react";
import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import { TextField } from "~/kit/TextField";
import type { Refused } from "../../gaps/group/answer.server";
import { NameWarning } from "../../gaps/board/NameWarning";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import { most, visitsWords } from "../words";
import styles from "./book.module.css";
import type { Shown } from "./BookingPage";
import { firstName } from "./views";

export type FormProps = { refused: Refused | undefined; online: boolean; shown: Shown };

/** "Yes", or "Not this time", with a line; and the word about people who may be seen. */
export function AnswerForm({ refused, online, shown: { booking, day } }: FormProps) {
  const { field, errors } = formOf("answer", refused);
  const visits = field("visits");
  const line = field("line");
  const isSaving = useSaving("answer");
  const [words, setWords] = useState(line.defaultValue);
  const id = useId();
  const guest = firstName(booking.guest);
  return (
    <Card as="section" title={`Can ${guest} come?`} className={styles.screen}>
      <Form method="post" preventScrollReset noValidate className={styles.form}>
        <input type="hidden" name="part" value="answer" />
        <ErrorSummary errors={errors} />
        {day.seesPeople ? (
          <RadioGroup
            label="People who may be seen that day"
            hint="Ask each person beforehand, by name and in their own time. Nobody is pressed."
            choices={Object.entries(visitsWords).map(([value, label]) => ({ value, label }))}
            id={visits.id}
            name="visits"
            error={visits.error}
            defaultValue={visits.defaultValue}
          />
        ) : null}
        <div>
          <TextField multiline rows={2} voice="people" optional label={`A line to ${guest}`} hint="Such as what to bring, or another time that would suit." maxLength={most.line + 200} {...line} aria-describedby={id} onChange={(event) => setWords(event.currentTarget.value)} />
          <NameWarning words={words} known={[booking.guest, day.host]} id={id} then="Never name somebody you support." />
        </div>
        <FormRow kind="buttons">
          <Button type="submit" name="intent" value="yes" variant="primary" isPending={isSaving} pendingLabel="Sending…" isDisabled={!online}>
            Yes
          </Button>
          <Button type="submit" name="intent" value="not-this-time" isDisabled={!online}>
            Not this time
          </Button>
        </FormRow>
        <p className={styles.quiet}>{guest} is told at once, with your line. After “not this time” they see what else there is, and may ask you again.</p>
      </Form>
    </Card>
  );
}
