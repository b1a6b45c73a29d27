import { useEffect, useRef, useState } from "react";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { DateField } from "~/kit/DateField";
import { Disclosure } from "~/kit/Disclosure";
import { FormStack } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import { TextField } from "~/kit/TextField";
import { Dialog } from "~/kit/Dialog";
import { wayWords, waysSaid } from "../consent";
import { fieldMoment } from "../days";
import { AfterStopping } from "./AfterStopping";
import type { NotePageData } from "./note-page.server";
import styles from "./NoLongerAgrees.module.css";
import type { Stopping } from "./useStopping";

type Props = { page: NotePageData; stopping: Stopping; onClose: () => void };
type Choice = "organisations" | "everything" | "erasure";

/**
 * "No longer agrees…": three choices, what each does now and what the law has kept, one button. The words are
 * the person's; nobody is asked whether they are sure.
 */
export function NoLongerAgrees({ page, stopping, onClose }: Props) {
  const { person, consent } = page;
  const [choice, setChoice] = useState<Choice>(consent.shares.length > 0 ? "organisations" : "everything");
  const [openedAt] = useState(() => fieldMoment(new Date()));
  const [before] = useState(stopping.answer);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    // Focus on the first choice: the page is read to someone, or held by a hand that shakes.
    const frame = requestAnimationFrame(() => form.current?.querySelector<HTMLInputElement>('input[name="intent"]')?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);

  function stopNow() {
    if (!form.current || stopping.isLocked) return;
    const said = new FormData(form.current);
    if (said.get("saidAt") === openedAt) said.set("saidAt", "now");
    if (said.get("intent") === "organisations" && consent.shares.length === 1) said.set("organisation", consent.shares[0]?.organisationId ?? "");
    stopping.stop(said);
  }

  // What was answered to an earlier opening is not about this one.
  const answer = stopping.answer === before ? undefined : stopping.answer;
  const finished = stopping.state === "done" && answer?.done !== undefined;
  const fields = answer?.fields ?? {};
  return (
    <Dialog
      title={finished ? "It has stopped" : `${person.name} no longer agrees`}
      isOpen
      onOpenChange={(open) => {
        // While it waits to be recorded, closing the window would look like forgetting it.
        if (!open && !stopping.isLocked) onClose();
      }}
      mustAnswer={stopping.isLocked}
    >
      {finished ? (
        <AfterStopping page={page} answer={answer ?? {}} onLeave={onClose} />
      ) : (
        <>
          {stopping.state === "failing" ? <NotYet page={page} /> : null}
          {answer?.sentence ? <Banner tone="danger" assertive title={answer.sentence} /> : null}
          <form
            ref={form}
            onSubmit={(event) => {
              event.preventDefault();
              stopNow();
            }}
          >
            <FormStack>
              <RadioGroup label="What do they want?" name="intent" value={choice} onChange={(value) => setChoice(value as Choice)} choices={choicesFor(page)} />
              {choice === "organisations" && consent.shares.length > 1 ? (
                <CheckboxGroup
                  label="Stop sharing with"
                  name="organisation"
                  error={fields["organisation"]}
                  choices={consent.shares.map((share) => ({ value: share.organisationId, label: share.organisation }))}
                />
              ) : null}
              <Consequences choice={choice} page={page} />
              <DateField label="When was this said?" kind="datetime" name="saidAt" defaultValue={openedAt} error={fields["saidAt"]} />
              <Disclosure summary="How it was said, and their words">
                <FormStack>
                  <RadioGroup label="How was it said?" name="how" defaultValue="voice" inline choices={waysSaid.map((way) => ({ value: way, label: wayWords[way].title }))} />
                  <TextField label="Their words" name="words" optional multiline rows={2} voice="people" maxLength={2000} />
                </FormStack>
              </Disclosure>
            </FormStack>
            <div className={styles.now}>
              <Button type="submit" variant="danger" wide isPending={stopping.isLocked} pendingLabel="Stopping…">
                {choice === "erasure" ? "Ask the data lead now" : "Stop now"}
              </Button>
            </div>
          </form>
        </>
      )}
    </Dialog>
  );
}

function choicesFor({ consent }: NotePageData) {
  const [only] = consent.shares;
  const sharing = { value: "organisations", label: consent.shares.length === 1 && only ? `Stop sharing with ${only.organisation}` : "Stop sharing with…" };
  const others = [
    { value: "everything", label: "Stop keeping notes" },
    { value: "erasure", label: "Wants it erased" },
  ];
  return only ? [sharing, ...others] : others;
}

function Consequences({ choice, page }: { choice: Choice; page: NotePageData }) {
  const { now, kept } = consequencesOf(choice, page.person);
  return (
    <div className={styles.consequences} aria-live="polite">
      <p>
        <strong>What happens now.</strong> {now}
      </p>
      <p>
        <strong>What must be kept.</strong> {kept}
      </p>
    </div>
  );
}

function consequencesOf(choice: Choice, { name, holds }: NotePageData["person"]): { now: string; kept: string } {
  if (choice === "organisations") {
    return {
      now: "Their pages close at once, also while someone is writing. What arrives late is not taken in.",
      kept: "They may keep what the law has them keep of what they did. You go on keeping notes as before.",
    };
  }
  if (choice === "everything") {
    return {
      now: holds ? `Writing stops for everyone, and every organisation ${name} named is shut out.` : "What your organisation was given ends, and your pages close.",
      kept: "What was written until now stays as a record of the support given, for as long as your organisation’s retention rule says. It can be read, not changed.",
    };
  }
  return {
    now: "The data lead is asked today, and answers within a month. Nothing is erased yet, and sharing goes on unless you stop it too.",
    kept: "The data lead decides what the law has the service keep, and tells the person why.",
  };
}

function NotYet({ page }: { page: NotePageData }) {
  const { lead } = page;
  return (
    <Banner tone="danger" assertive title="We could not record this yet. Do not write more. Trying again.">
      {lead ? (
        <>
          Tell {lead.name} ({lead.post}) now: <a href={`mailto:${lead.email}`}>{lead.email}</a>. Writing here is locked until this is recorded.
        </>
      ) : (
        "Writing here is locked until this is recorded. Tell your manager now."
      )}
    </Banner>
  );
}
