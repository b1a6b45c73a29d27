import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { FormStack } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { useAnnounce } from "~/kit/LiveRegion";
import { RadioGroup } from "~/kit/RadioGroup";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import styles from "./NoLongerAgrees.module.css";
import { noteUrlOf } from "./note-url";
import type { NotePageData } from "./note-page.server";
import { useAct } from "./useAct";

/** Another part for this note, of a class the person agreed to. Works without scripts, as does closing it. */
export function AddSection({ page }: { page: NotePageData }) {
  const { send, answer, isPending } = useAct(noteUrlOf(page));
  const announce = useAnnounce();
  const [added, setAdded] = useState(0);

  async function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { sectionId } = await send(new FormData(event.currentTarget));
    if (!sectionId) return;
    setAdded(added + 1);
    announce("Added.");
    setTimeout(() => document.getElementById(`title-${sectionId}`)?.scrollIntoView({ block: "center" }), 400);
  }

  if (!page.abilities.addSection) return null;
  return (
    <div className={styles.onScreen}>
      <Disclosure key={added} summary="Add a part">
        <form method="post" onSubmit={(event) => void add(event)}>
          <input type="hidden" name="intent" value="add-section" />
          <FormStack>
            {answer?.failed || answer?.sentence ? <Banner tone="danger" assertive title={answer.sentence ?? "This is not saved yet. Try again."} /> : null}
            <RadioGroup
              label="Which part?"
              name="sectionClass"
              error={answer?.fields?.["sectionClass"]}
              choices={page.addable.map(({ sectionClass, title, hint }) => ({ value: sectionClass, label: title, hint }))}
            />
            <div className={styles.buttons}>
              <Button type="submit" variant="primary" isPending={isPending}>
                Add
              </Button>
            </div>
          </FormStack>
        </form>
      </Disclosure>
    </div>
  );
}

/** What is missing out there is posted on a page of its own: not a word of the note goes along. */
export function AddGap() {
  return (
    <div className={styles.onScreen}>
      <LinkButton to="/gaps/new" variant="quiet" icon={<Plus />}>
        Add a gap
      </LinkButton>
    </div>
  );
}

/** Closes a note with one line; after that it is for reading. */
export function CloseNote({ page }: { page: NotePageData }) {
  const { send, answer, isPending } = useAct(noteUrlOf(page));
  if (!page.abilities.close) return null;
  return (
    <div className={styles.onScreen}>
      <Disclosure summary="Close this note">
        <form
          method="post"
          onSubmit={(event) => {
            event.preventDefault();
            void send(new FormData(event.currentTarget));
          }}
        >
          <input type="hidden" name="intent" value="close-note" />
          <FormStack>
            {answer?.failed ? <Banner tone="danger" assertive title="The note is not closed yet. Try again." /> : null}
            <TextField label="One line: who, when, what" hint="Nobody writes in this note after that." name="line" voice="people" maxLength={500} error={answer?.fields?.["line"]} />
            <div className={styles.buttons}>
              <Button type="submit" variant="primary" isPending={isPending} pendingLabel="Closing…">
                Close the note
              </Button>
            </div>
          </FormStack>
        </form>
      </Disclosure>
    </div>
  );
}

/** The one line a note was closed with. */
export function Closing({ closing }: { closing: NonNullable<NotePageData["note"]["closing"]> }) {
  return (
    <Banner tone="info" title="This note is closed">
      <p>{closing.line}</p>
      <p>
        {closing.by}, <Time iso={closing.at} format="dayAndTime" />
      </p>
    </Banner>
  );
}

/** Nothing is agreed to, so nobody writes: words one could use to ask. */
export function AskFirst({ page }: { page: NotePageData }) {
  const { person } = page;
  return (
    <Card as="section" title="Ask first" stripe="gorse" aria-label="Ask first">
      <p>Nobody writes about {person.name} until they have agreed. Here are words you could use.</p>
      <blockquote className={styles.quote}>
        “I would like to keep a few notes, so that you don’t have to tell your story twice. You can read them, and you can say stop at any time. Is that all right with you?”
      </blockquote>
      {page.abilities.askConsent ? (
        <p>
          <LinkButton to={`/people/${person.id}/consent/new`} variant="primary">
            Record what they say
          </LinkButton>
        </p>
      ) : (
        <p>Only those who hold the case can record it{page.lead ? `: ask ${page.lead.name}` : ""}.</p>
      )}
    </Card>
  );
}

