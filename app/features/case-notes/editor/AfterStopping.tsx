import { Link } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { FormStack } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import { formatTime } from "~/kit/wallTime";
import { listed } from "../consent";
import styles from "./NoLongerAgrees.module.css";
import { noteUrlOf } from "./note-url";
import type { NotePageData } from "./note-page.server";
import { type Answer, useAct } from "./useAct";

type Props = { page: NotePageData; answer: Answer; onLeave: () => void };

/** What has stopped, to the second, and how to leave the note: closed with one factual line, or as it is. */
export function AfterStopping({ page, answer, onLeave }: Props) {
  const closing = useAct(noteUrlOf(page));
  const { stopped } = answer;
  if (!stopped) {
    return (
      <FormStack>
        <Banner tone="agreed" title={answer.done} />
        <Button variant="primary" onPress={onLeave}>
          Back to the note
        </Button>
      </FormStack>
    );
  }
  return (
    <FormStack>
      <Banner tone="agreed" title={`Recorded at ${formatTime(stopped.at, "clockSeconds")}.`}>
        {whatStopped(stopped)} To agree again, ask {page.person.name} and record it anew.
      </Banner>
      {page.abilities.close ? (
        <form
          method="post"
          onSubmit={(event) => {
            event.preventDefault();
            void closing.send(new FormData(event.currentTarget)).then((given) => given.done && onLeave());
          }}
        >
          <input type="hidden" name="intent" value="close-note" />
          <FormStack>
            <TextField label="One factual line: who, when, what" name="line" multiline rows={3} voice="people" maxLength={500} defaultValue={stopped.line} error={closing.answer?.fields?.["line"]} />
            {closing.answer?.failed ? <Banner tone="danger" assertive title="The note could not be closed yet. Try again." /> : null}
            <div className={styles.buttons}>
              <Button type="submit" variant="primary" isPending={closing.isPending} pendingLabel="Closing…">
                Finish and close the note
              </Button>
              <Button onPress={onLeave}>Leave it</Button>
            </div>
          </FormStack>
        </form>
      ) : (
        <Button variant="primary" onPress={onLeave}>
          Back to the note
        </Button>
      )}
      <p>
        <Link to={`/people/${page.person.id}/consent/${stopped.eventId}/receipt`}>A receipt to print</Link>
      </p>
    </FormStack>
  );
}

function whatStopped({ organisations, keepsNotes }: { organisations: string[]; keepsNotes: boolean }): string {
  const shut = organisations.length > 0 ? `${listed(organisations)} can see nothing more.` : "";
  const notes = keepsNotes ? "" : "Nobody writes any more.";
  return [shut, notes].filter(Boolean).join(" ") || "Nothing was being shared any more when this was recorded; what was said is kept.";
}
