import { useEffect, useRef, useState } from "react";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Checkbox } from "~/kit/Checkbox";
import { DateField } from "~/kit/DateField";
import { Disclosure } from "~/kit/Disclosure";
import { FormStack } from "~/kit/FormRow";
import { useAnnounce } from "~/kit/LiveRegion";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { useHydrated } from "~/kit/useHydrated";
import { classWords } from "../section";
import styles from "./NextSteps.module.css";
import { noteUrlOf } from "./note-url";
import type { NotePageData } from "./note-page.server";
import { useAct } from "./useAct";

type Step = NotePageData["steps"][number];

/** What happens next, who does it and when. Ticking can be taken back in the same place. */
export function NextSteps({ page }: { page: NotePageData }) {
  const writable = page.sections.filter((section) => section.mayWrite);
  const [added, setAdded] = useState(0);
  return (
    <Card as="section" title="Next steps" aria-label="Next steps">
      {page.steps.length === 0 ? <p className={styles.none}>None yet.</p> : null}
      <ul className={styles.steps}>
        {page.steps.map((step) => (
          <StepRow key={step.id} step={step} page={page} />
        ))}
      </ul>
      {writable.length > 0 ? (
        <div className={styles.onScreen}>
          <Disclosure key={added} summary="Add a next step">
            <StepForm page={page} onSaved={() => setAdded(added + 1)} />
          </Disclosure>
        </div>
      ) : null}
    </Card>
  );
}

function StepRow({ step, page }: { step: Step; page: NotePageData }) {
  const { send } = useAct(noteUrlOf(page));
  const announce = useAnnounce();
  const hydrated = useHydrated();
  const [changing, setChanging] = useState(false);
  // Shown as ticked at once; the page's own answer takes over, and a failure takes it back.
  const [asked, setAsked] = useState<{ isDone: boolean; over: Step["doneAt"] }>();
  const done = asked && String(asked.over) === String(step.doneAt) ? asked.isDone : step.doneAt !== null;

  async function tick(isDone: boolean) {
    setAsked({ isDone, over: step.doneAt });
    const form = new FormData();
    form.set("intent", isDone ? "tick-step" : "untick-step");
    form.set("step", step.id);
    const answer = await send(form);
    if (answer.done) return announce(answer.done);
    setAsked(undefined);
    announce(answer.sentence ?? "This could not be saved. Try again.", "assertive");
  }

  if (changing) {
    return (
      <li className={styles.step}>
        <StepForm page={page} step={step} onSaved={() => setChanging(false)} onLeave={() => setChanging(false)} />
      </li>
    );
  }
  return (
    <li className={styles.step}>
      <form method="post" className={styles.tick} data-done={done || undefined}>
        <input type="hidden" name="intent" value={done ? "untick-step" : "tick-step"} />
        <input type="hidden" name="step" value={step.id} />
        <Checkbox
          label={step.words}
          checked={done}
          disabled={!step.mayChange}
          onChange={(event) => void tick(event.currentTarget.checked)}
        />
        <noscript>
          <Button type="submit">{done ? "Take back" : "Done"}</Button>
        </noscript>
      </form>
      <p className={styles.facts}>
        {done && step.doneBy ? `Done by ${step.doneBy}` : <StepFacts step={step} />}
        {step.mayChange && !done && hydrated ? (
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
function StepForm({ page, step, onSaved, onLeave }: { page: NotePageData; step?: Step; onSaved: () => void; onLeave?: () => void }) {
  const { send, answer, isPending } = useAct(noteUrlOf(page));
  const announce = useAnnounce();
  const field = useRef<HTMLTextAreaElement>(null);
  const writable = page.sections.filter((section) => section.mayWrite);
  const fields = answer?.fields ?? {};

  useEffect(() => {
    if (step) field.current?.focus();
  }, [step]);

  async function save(form: HTMLFormElement) {
    const given = await send(new FormData(form));
    if (!given.done) return;
    announce(given.done);
    onSaved();
  }

  return (
    <form
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        void save(event.currentTarget);
      }}
    >
      <input type="hidden" name="intent" value={step ? "change-step" : "add-step"} />
      {step ? <input type="hidden" name="step" value={step.id} /> : null}
      <FormStack>
        {answer?.failed ? <Banner tone="danger" assertive title="This is not saved yet. Try again." /> : null}
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
          <Button type="submit" variant="primary" isPending={isPending}>
            {step ? "Save" : "Add"}
          </Button>
          {onLeave ? (
            <Button variant="quiet" onPress={onLeave}>
              Not now
            </Button>
          ) : null}
        </div>
      </FormStack>
    </form>
  );
}
