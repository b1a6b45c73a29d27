import { useEffect, useRef, useState } from "react";
import { useFetcher } from "react-router";
import { Banner, Button, Card, Checkbox, DateField, FormStack, Select, TextField, Time, useAnnounce } from "~/kit";
import { classWords } from "../section";
import styles from "./NextSteps.module.css";
import type { NotePageData } from "./note-page.server";
import type { StoppingAnswer } from "./useStopping";

type Step = NotePageData["steps"][number];

/** What happens next, who does it and when. Ticking can be taken back in the same place. */
export function NextSteps({ page }: { page: NotePageData }) {
  const writable = page.sections.filter((section) => section.mayWrite);
  const [adding, setAdding] = useState(false);
  return (
    <Card as="section" title="Next steps" aria-label="Next steps">
      {page.steps.length === 0 ? <p className={styles.none}>None yet.</p> : null}
      <ul className={styles.steps}>
        {page.steps.map((step) => (
          <StepRow key={step.id} step={step} page={page} />
        ))}
      </ul>
      {writable.length > 0 ? (
        adding ? (
          <StepForm page={page} onClose={() => setAdding(false)} />
        ) : (
          <Button onPress={() => setAdding(true)}>Add a next step</Button>
        )
      ) : null}
    </Card>
  );
}

function StepRow({ step, page }: { step: Step; page: NotePageData }) {
  const fetcher = useFetcher<StoppingAnswer>();
  const announce = useAnnounce();
  const [changing, setChanging] = useState(false);
  const done = fetcher.formData ? fetcher.formData.get("intent") === "tick-step" : step.doneAt !== null;
  useFailureSaid(fetcher.data, announce);
  if (changing) {
    return (
      <li className={styles.step}>
        <StepForm page={page} step={step} onClose={() => setChanging(false)} />
      </li>
    );
  }
  return (
    <li className={styles.step}>
      <fetcher.Form method="post" className={styles.tick} data-done={done || undefined}>
        <input type="hidden" name="intent" value={done ? "untick-step" : "tick-step"} />
        <input type="hidden" name="step" value={step.id} />
        <Checkbox
          label={step.words}
          checked={done}
          disabled={!step.mayChange}
          onChange={(event) => {
            announce(event.currentTarget.checked ? "Done." : "Taken back.");
            void fetcher.submit({ intent: event.currentTarget.checked ? "tick-step" : "untick-step", step: step.id }, { method: "post" });
          }}
        />
        <noscript>
          <Button type="submit">{done ? "Take back" : "Done"}</Button>
        </noscript>
      </fetcher.Form>
      <p className={styles.facts}>
        {done && step.doneBy ? `Done by ${step.doneBy}` : <StepFacts step={step} />}
        {step.mayChange && !done ? (
          <Button variant="quiet" className={styles.change} onPress={() => setChanging(true)} aria-label={`Change: ${step.words}`}>
            Change
          </Button>
        ) : null}
      </p>
    </li>
  );
}

function StepFacts({ step }: { step: Step }) {
  const who = step.owner ? (step.owner.name ?? step.owner.postTitle) : undefined;
  return (
    <span>
      {step.dueOn ? <Time iso={step.dueOn} format="day" /> : null}
      {step.dueOn && who ? " · " : null}
      {who}
      {!step.dueOn && !who ? "No one and no day yet" : null}
    </span>
  );
}

/** Adds a step, or changes one. What was typed stays until it is saved. */
function StepForm({ page, step, onClose }: { page: NotePageData; step?: Step; onClose: () => void }) {
  const fetcher = useFetcher<StoppingAnswer>();
  const announce = useAnnounce();
  const field = useRef<HTMLTextAreaElement>(null);
  const writable = page.sections.filter((section) => section.mayWrite);
  const { data, state } = fetcher;
  const fields = data?.fields ?? {};

  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    if (state !== "idle" || !data?.done) return;
    announce(data.done);
    onClose();
  }, [state, data, announce, onClose]);

  return (
    <fetcher.Form method="post">
      <input type="hidden" name="intent" value={step ? "change-step" : "add-step"} />
      {step ? <input type="hidden" name="step" value={step.id} /> : null}
      <FormStack>
        {data?.failed ? <Banner tone="danger" assertive title="This is not saved yet. Try again." /> : null}
        <TextField ref={field} label="What happens next?" name="words" multiline rows={2} voice="people" maxLength={300} defaultValue={step?.words} error={fields["words"]} />
        <Select label="Who does it?" name="ownerPostId" optional placeholder="No one yet" defaultValue={step?.owner?.postId ?? ""} choices={page.stepOwners.map((owner) => ({ value: owner.postId, label: owner.words }))} error={fields["ownerPostId"]} />
        <DateField label="By when?" name="dueOn" optional defaultValue={step?.dueOn ?? ""} error={fields["dueOn"]} />
        {step ? null : (
          <Select
            label="Who may see it?"
            name="sectionClass"
            hint="The same people who can read this part"
            defaultValue={writable[0]?.sectionClass}
            choices={writable.map(({ sectionClass }) => ({ value: sectionClass, label: classWords[sectionClass].title }))}
          />
        )}
        <div className={styles.buttons}>
          <Button type="submit" variant="primary" isPending={state !== "idle"}>
            {step ? "Save" : "Add"}
          </Button>
          <Button variant="quiet" onPress={onClose}>
            Not now
          </Button>
        </div>
      </FormStack>
    </fetcher.Form>
  );
}

function useFailureSaid(data: StoppingAnswer | undefined, announce: ReturnType<typeof useAnnounce>): void {
  useEffect(() => {
    if (data?.failed || data?.sentence) announce(data.sentence ?? "This could not be saved. Try again.", "assertive");
  }, [data, announce]);
}
