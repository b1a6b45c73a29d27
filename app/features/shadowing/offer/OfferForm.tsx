import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { DatePicker } from "~/kit/DatePicker";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow, FormStack } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { TimeField } from "~/kit/TimeField";
import { useState } from "react";
import { Disclosure } from "~/kit/Disclosure";
import type { Refused } from "./answer.server";
import type { LookedDay } from "./form.server";
import { partChoices } from "./half-days";
import { OfferWordsFields } from "./OfferWordsFields";
import styles from "./offer.module.css";
import { formOf } from "./refused";
import { RepeatFields } from "./RepeatFields";
import { useSending } from "./useSending";

export type OfferStart = { date: string; part: string; newcomer: boolean };

type Props = {
  areas: readonly { id: string; name: string }[];
  newcomers: readonly { value: string; label: string }[];
  today: string;
  start: OfferStart;
  /** The form as it came back: with what is wrong, or with the days of its repeat. */
  refused: (Refused & { days?: LookedDay[] }) | undefined;
  /** Somebody asked for it. */
  isForWish: boolean;
};

/** Offering a half day, a day, or one that comes again. Everything but when, where and what to expect may wait. */
export function OfferForm({ areas, newcomers, today, start, refused, isForWish }: Props) {
  const form = formOf("offer", refused);
  const { field } = form;
  const part = field("part", start.part || "morning");
  const [chosen, setChosen] = useState(part.defaultValue);
  const isSending = useSending("offer");
  return (
    <Form method="post" noValidate className={styles.form}>
      <input type="hidden" name="about" value="offer" />
      <ErrorSummary errors={form.errors} />
      <FormStack>
        <DatePicker label="Day" min={today} {...field("date", start.date)} />
        <RadioGroup label="When" choices={partChoices} id={part.id} name="part" defaultValue={part.defaultValue} error={part.error} onChange={setChosen} />
        <div className={styles.times} data-away={chosen === "times" ? undefined : ""}>
          <TimeField label="From" {...field("from")} />
          <TimeField label="Until" {...field("until")} />
        </div>
        <TextField label="Places" hint="How many can come at once." inputMode="numeric" autoComplete="off" className={styles.short} {...field("places", "1")} />
        {isForWish ? null : <RepeatFields form={form} days={refused?.days} today={today} isLooking={isSending} />}
        <OfferWordsFields form={form} areas={areas} />
        <Disclosure summary="This is a handover to a newcomer" defaultOpen={start.newcomer || Boolean(field("newcomerId").defaultValue) || Boolean(field("newcomerId").error)}>
          {newcomers.length > 0 ? (
            <Select label="Who takes over from you" hint="A colleague of your own organisation. They alone see these days and come. Leave it empty for days that everybody can book." placeholder="Nobody: everybody can book" choices={newcomers} {...field("newcomerId")} />
          ) : (
            <p>Whoever takes over from you is a colleague of your own organisation, and none has an account here yet. Once they are invited, you can choose them.</p>
          )}
        </Disclosure>
        <FormRow kind="buttons">
          <Button type="submit" name="intent" value="offer" variant="primary" isPending={isSending} pendingLabel="Offering…">
            {isForWish ? "Offer it and say yes" : "Offer this"}
          </Button>
        </FormRow>
      </FormStack>
    </Form>
  );
}
