import { useId, useState } from "react";
import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Countdown } from "~/kit/Countdown";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import type { Clash } from "../../diary/clashes.server";
import type { Refused } from "../../gaps/group/answer.server";
import { NameWarning } from "../../gaps/board/NameWarning";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import { heldMinutes, most } from "../words";
import type { AgreementView } from "./agreement.server";
import { AgreementBox } from "./AgreementBox";
import styles from "./book.module.css";
import { Clashes } from "./Clashes";
import { firstName, type DayView, type OwnView } from "./views";

export type BookFormProps = {
  day: DayView;
  own: OwnView;
  now: string;
  clashes: readonly Clash[];
  agreement: AgreementView | undefined;
  refused: Refused | undefined;
  online: boolean;
  /** What was typed so far, wherever the form stands: in the panel or in the page. */
  draft: string | undefined;
  onDraft: (words: string) => void;
};

/** Deciding, while the place is held: what would help, the agreement, and asking the host. */
export function BookForm({ day, own, now, clashes, agreement, refused, online, draft, onDraft }: BookFormProps) {
  const { field, errors, isBack } = formOf("book", refused);
  const help = field("help", draft ?? own.help);
  const isSaving = useSaving("book");
  const [words, setWords] = useState(help.defaultValue);
  const id = useId();
  return (
    <Form method="post" action={`/diary/shadow/${day.id}`} preventScrollReset noValidate className={styles.form}>
      <input type="hidden" name="part" value="book" />
      {/* Enter asks the host; the first button of a form is the one it presses. */}
      <button type="submit" name="intent" value="ask" hidden aria-label={`Ask ${firstName(day.host)} for this day`} />
      <ErrorSummary errors={errors} />
      <Held own={own} now={now} />
      <Clashes clashes={clashes} />
      <div>
        <TextField
          multiline
          rows={3}
          voice="people"
          optional
          label="Anything that would help?"
          hint={`A step-free way in, time for prayer, the school run. ${firstName(day.host)} and both managers can read it.`}
          maxLength={most.help + 200}
          {...help}
          aria-describedby={id}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            onDraft(event.currentTarget.value);
          }}
        />
        <NameWarning words={words} known={[day.host]} id={id} then="Say what you need, not who you support." />
      </div>
      {agreement ? <AgreementBox agreement={agreement} about="book" error={isBack ? refused?.fields["agreed"] : undefined} ticked={Boolean(refused?.typed["agreed"])} /> : null}
      {online ? null : <p className={styles.quiet}>You are offline. Asking needs a connection; what you typed stays here.</p>}
      <FormRow kind="buttons">
        <Button type="submit" name="intent" value="ask" variant="primary" isPending={isSaving} pendingLabel="Asking…" isDisabled={!online}>
          Ask {firstName(day.host)} for this day
        </Button>
        <Button type="submit" name="intent" value="let-go" variant="quiet" isDisabled={!online}>
          Not now
        </Button>
      </FormRow>
    </Form>
  );
}

function Held({ own, now }: { own: OwnView; now: string }) {
  if (!own.until || own.ranOut) return <p className={styles.quiet}>The place was held for {heldMinutes} minutes and is free again. You can still ask for it, as long as nobody else has.</p>;
  return (
    <Countdown
      until={own.until}
      now={now}
      label="Held for you"
      warning="One minute left. Press More time if you need it."
      over="The place is free again. You can still ask for it, as long as nobody else has."
      more={
        <Button type="submit" name="intent" value="more" variant="quiet">
          More time
        </Button>
      }
    />
  );
}
