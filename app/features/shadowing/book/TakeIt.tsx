import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import { formatTime } from "~/kit/wallTime";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import { most } from "../words";
import { AgreementBox } from "./AgreementBox";
import type { FormProps } from "./AnswerForm";
import styles from "./book.module.css";
import { Clashes } from "./Clashes";
import { firstName } from "./views";

/** A place came free for whoever waited: until when it is kept, and the two answers. */
export function TakeIt({ refused, online, shown: { booking, day, agreement, clashes } }: FormProps) {
  const { field, errors, isBack } = formOf("take", refused);
  const isSaving = useSaving("take");
  return (
    <Card as="section" title={booking.until ? `Kept for you until ${formatTime(booking.until, "dayAndTime")}` : "Kept for you"} tint="gorse" className={styles.screen}>
      <Form method="post" preventScrollReset noValidate className={styles.form}>
        <input type="hidden" name="part" value="take" />
        <ErrorSummary errors={errors} />
        <Clashes clashes={clashes} />
        <TextField multiline rows={2} voice="people" optional label="Anything that would help?" hint={`A step-free way in, time for prayer, the school run. ${firstName(day.host)} reads it.`} maxLength={most.help + 200} {...field("help", booking.help)} />
        {agreement ? <AgreementBox agreement={agreement} about="take" error={isBack ? refused?.fields["agreed"] : undefined} ticked={Boolean(isBack && refused?.typed["agreed"])} /> : null}
        <FormRow kind="buttons">
          <Button type="submit" name="intent" value="take" variant="primary" isPending={isSaving} pendingLabel="Asking…" isDisabled={!online}>
            Take it
          </Button>
          <Button type="submit" name="intent" value="give-up" isDisabled={!online}>
            Let it go
          </Button>
        </FormRow>
      </Form>
    </Card>
  );
}
