import { type FormEvent, useState } from "react";
import { Banner, Button, Card, FormStack, LinkButton, RadioGroup, TextField, Time, useAnnounce } from "~/kit";
import styles from "./NoLongerAgrees.module.css";
import { noteUrlOf } from "./note-url";
import type { NotePageData } from "./note-page.server";
import { useAct } from "./useAct";

/** Another part for this note, of a class the person agreed to. */
export function AddSection({ page }: { page: NotePageData }) {
  const { send, answer: data, isPending } = useAct(noteUrlOf(page));
  const announce = useAnnounce();
  const [open, setOpen] = useState(false);

  async function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { sectionId } = await send(new FormData(event.currentTarget));
    if (!sectionId) return;
    setOpen(false);
    announce("Added.");
    setTimeout(() => document.getElementById(`title-${sectionId}`)?.scrollIntoView({ block: "center" }), 400);
  }

  if (!page.abilities.addSection) return null;
  if (!open) {
    return (
      <div>
        <Button onPress={() => setOpen(true)}>Add a part</Button>
      </div>
    );
  }
  return (
    <Card title="Add a part" as="section" aria-label="Add a part">
      <form method="post" onSubmit={(event) => void add(event)}>
        <input type="hidden" name="intent" value="add-section" />
        <FormStack>
          {data?.failed || data?.sentence ? <Banner tone="danger" assertive title={data.sentence ?? "This is not saved yet. Try again."} /> : null}
          <RadioGroup
            label="Which part?"
            name="sectionClass"
            error={data?.fields?.["sectionClass"]}
            choices={page.addable.map(({ sectionClass, title, hint }) => ({ value: sectionClass, label: title, hint }))}
          />
          <div className={styles.buttons}>
            <Button type="submit" variant="primary" isPending={isPending}>
              Add
            </Button>
            <Button variant="quiet" onPress={() => setOpen(false)}>
              Not now
            </Button>
          </div>
        </FormStack>
      </form>
    </Card>
  );
}

/** Closes a note with one line; after that it is for reading. */
export function CloseNote({ page }: { page: NotePageData }) {
  const { send, answer: data, isPending } = useAct(noteUrlOf(page));
  const [open, setOpen] = useState(false);
  if (!page.abilities.close) return null;
  if (!open) {
    return (
      <div>
        <Button variant="quiet" onPress={() => setOpen(true)}>
          Close this note
        </Button>
      </div>
    );
  }
  return (
    <Card title="Close this note" as="section" aria-label="Close this note">
      <form
        method="post"
        onSubmit={(event) => {
          event.preventDefault();
          void send(new FormData(event.currentTarget));
        }}
      >
        <input type="hidden" name="intent" value="close-note" />
        <FormStack>
          {data?.failed ? <Banner tone="danger" assertive title="The note is not closed yet. Try again." /> : null}
          <TextField label="One line: who, when, what" hint="Nobody writes in this note after that." name="line" voice="people" maxLength={500} error={data?.fields?.["line"]} />
          <div className={styles.buttons}>
            <Button type="submit" variant="primary" isPending={isPending} pendingLabel="Closing…">
              Close the note
            </Button>
            <Button variant="quiet" onPress={() => setOpen(false)}>
              Not now
            </Button>
          </div>
        </FormStack>
      </form>
    </Card>
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

