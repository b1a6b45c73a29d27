import { type SubmissionResult, useForm } from "@conform-to/react";
import { Form, useFetcher, useNavigation } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { DateField } from "~/kit/DateField";
import { EmptyState } from "~/kit/EmptyState";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { fromConform } from "~/kit/field";
import { FormRow, FormStack } from "~/kit/FormRow";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { useTaken } from "~/shared/live/useTaken";
import { dayWords } from "../days";
import styles from "./parts.module.css";
import { summaryOf } from "./summaryOf";

type Step = { id: string; words: string; dueOn: string | null; doneAt: Date | null; doneBy: string | null; owner: { postTitle: string; name: string | null } | undefined; mayChange: boolean };
type Entry = { words: string; sectionClass: string; ownerPostId: string; dueOn: string };

export type StepsCardProps = {
  steps: readonly Step[];
  owners: readonly { postId: string; words: string }[];
  classes: readonly { value: string; label: string }[];
  /** The seat that is suggested. */
  mine: string;
  lastResult: SubmissionResult | null | undefined;
};

/** What happens next, who does it and by when; ticked, and the tick taken back. */
export function StepsCard({ steps, owners, classes, mine, lastResult }: StepsCardProps) {
  const open = steps.filter((step) => !step.doneAt);
  const done = steps.filter((step) => step.doneAt);
  return (
    <>
      <Card as="section" title="Next steps">
        {open.length === 0 ? <EmptyState title="Nothing waits">{done.length > 0 ? "Every step is done." : "Add the first thing that was agreed."}</EmptyState> : <StepList steps={open} />}
      </Card>
      {classes.length > 0 ? <NewStep owners={owners} classes={classes} mine={mine} lastResult={lastResult} /> : null}
      {done.length > 0 ? (
        <Card as="section" title="Done">
          <StepList steps={done} />
        </Card>
      ) : null}
    </>
  );
}

function StepList({ steps }: { steps: readonly Step[] }) {
  return (
    <ul className={styles.rows}>
      {steps.map((step) => (
        <li key={step.id}>
          <div className={styles.grow}>
            <p className={step.doneAt ? styles.done : undefined}>{step.words}</p>
            <p className={styles.quiet}>{detailOf(step)}</p>
          </div>
          {step.mayChange ? <Tick step={step} /> : null}
        </li>
      ))}
    </ul>
  );
}

function detailOf(step: Step): string {
  if (step.doneAt) return `Done ${dayWords(step.doneAt)}${step.doneBy ? ` by ${step.doneBy}` : ""}`;
  const who = step.owner ? (step.owner.name ?? `${step.owner.postTitle}, nobody sits there today`) : "Nobody has this yet";
  return step.dueOn ? `${who} · ${dayWords(step.dueOn)}` : who;
}

function Tick({ step }: { step: Step }) {
  const fetcher = useFetcher<unknown>();
  return (
    <fetcher.Form method="post">
      <input type="hidden" name="step" value={step.id} />
      <Button type="submit" variant={step.doneAt ? "quiet" : "secondary"} name="intent" value={step.doneAt ? "open" : "done"} isPending={fetcher.state !== "idle"} aria-label={step.doneAt ? `Not done yet: ${step.words}` : `Done: ${step.words}`}>
        {step.doneAt ? "Not done yet" : "Done"}
      </Button>
    </fetcher.Form>
  );
}

/** Empty again once it was added, and not before: a colleague may add another meanwhile. */
function NewStep(props: Omit<StepsCardProps, "steps">) {
  return <StepForm key={useTaken("step", props.lastResult?.status === "error")} {...props} />;
}

function StepForm({ owners, classes, mine, lastResult }: Omit<StepsCardProps, "steps">) {
  const usual = classes.find((one) => one.value === "shared_plan") ?? classes[0];
  const [form, fields] = useForm<Entry>({ lastResult: lastResult ?? null, defaultValue: { ownerPostId: mine, sectionClass: usual?.value ?? "" } });
  const navigation = useNavigation();
  return (
    <Card as="section" title="Add a step">
      <ErrorSummary errors={summaryOf(form)} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <input type="hidden" name="about" value="step" />
        <FormStack>
          <TextField label="What happens next?" maxLength={300} {...fromConform(fields.words)} />
          <FormRow>
            <Select label="Who does it" placeholder="Nobody yet" choices={owners.map((one) => ({ value: one.postId, label: one.words }))} {...fromConform(fields.ownerPostId)} required={false} />
            <DateField label="By when" optional {...fromConform(fields.dueOn)} />
          </FormRow>
          <Select label="Seen by those who may read" choices={classes} {...fromConform(fields.sectionClass)} />
          <div>
            <Button type="submit" isPending={navigation.state !== "idle"}>Add</Button>
          </div>
        </FormStack>
      </Form>
    </Card>
  );
}
