import { useState } from "react";
import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow, FormStack } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import { useHydrated } from "~/kit/useHydrated";
import { useOnline } from "~/kit/useOnline";
import { WhenFields } from "~/kit/WhenFields";
import type { Refused } from "../../../shadowing/offer/answer.server";
import { formOf } from "../../../shadowing/offer/refused";
import { useSending } from "../../../shadowing/offer/useSending";
import styles from "../events.module.css";
import { DateOptions } from "./DateOptions";
import { WhatFields, WhereFields } from "./FactsFields";
import type { LookedDay } from "./form.server";
import { SeriesFields } from "./SeriesFields";

export const kinds = [
  { value: "date", label: "On a date" },
  { value: "find", label: "Find a date together" },
  { value: "series", label: "It comes again: protected learning time" },
];

type Props = {
  today: string;
  start: { kind: string; date: string; title: string; gapId: string; /** Who is asked to it next. */ withId?: string };
  /** The form as it came back: with what is wrong, or with the days of its series. */
  refused: (Refused & { days?: LookedDay[] }) | undefined;
};

/** Planning an event: what, when, where. Everything but the title and a date may wait. */
export function PlanForm({ today, start, refused }: Props) {
  const form = formOf("plan", refused);
  const { field } = form;
  const kind = field("kind", start.kind);
  const [chosen, setChosen] = useState(kind.defaultValue || "date");
  const isSending = useSending("plan");
  const online = useOnline();
  // A part that is not chosen sends nothing; before scripts run all of them stand there, and the choice says which is read.
  const hydrated = useHydrated();
  const shows = (one: string) => !hydrated || chosen === one;
  return (
    <Form method="post" noValidate className={styles.form}>
      <input type="hidden" name="about" value="plan" />
      {start.gapId ? <input type="hidden" name="gap" value={start.gapId} /> : null}
      {start.withId ? <input type="hidden" name="with" value={start.withId} /> : null}
      <ErrorSummary errors={form.errors} />
      <FormStack>
        <WhatFields form={form} now={{ title: start.title, purpose: "", forRoles: [], place: "", access: "", desk: "", capacity: "" }} />
        <fieldset className={styles.group}>
          <legend className={styles.legend}>When</legend>
          <RadioGroup label="How the date is set" choices={kinds} id={kind.id} name="kind" defaultValue={chosen} error={kind.error} onChange={setChosen} />
          {shows("date") || shows("series") ? <WhenFields legend={chosen === "series" && hydrated ? "The first one" : "The day"} date={{ min: today, ...field("date", start.date) }} from={field("from")} until={field("until")} /> : null}
          {shows("find") ? <DateOptions form={form} today={today} /> : null}
          {shows("series") ? <SeriesFields form={form} days={refused?.days} today={today} isLooking={isSending} /> : null}
        </fieldset>
        <WhereFields form={form} />
        <FormRow kind="buttons">
          <Button type="submit" name="intent" value="plan" variant="primary" isPending={isSending} isDisabled={!online}>
            {chosen === "find" ? "Save, and ask people which date suits" : chosen === "series" ? "Start this series" : "Plan this event"}
          </Button>
        </FormRow>
        {online ? null : <p className={styles.quiet}>You are offline. What you typed stays here; plan it when the connection is back.</p>}
      </FormStack>
    </Form>
  );
}
