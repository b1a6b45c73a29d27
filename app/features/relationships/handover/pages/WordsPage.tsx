import { useState } from "react";
import { Form, Link } from "react-router";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { useOnline } from "~/kit/useOnline";
import { useRefused } from "~/shared/live/useRefused";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Refused } from "../../../gaps/group/answer.server";
import { formOf } from "../../../gaps/group/refused";
import { useSaving } from "../../../gaps/group/useSaving";
import { handoverDone } from "../done";
import styles from "../handover.module.css";
import { most } from "../words";
import type { wordsPage } from "../words-page.server";
import { Frame } from "./Frame";

type Shown = Awaited<ReturnType<typeof wordsPage>>;

/** Three lines for the next person, the promises that go with somebody, and the letter to them. */
export function WordsPage({ shown, refused: told }: { shown: Shown; refused: Refused | undefined }) {
  const { handover, person, next, words, steps, canWrite } = shown;
  const refused = useRefused(told);
  const online = useOnline();
  return (
    <>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Handover", to: `/team/handovers/${handover.id}` }, { label: person.name }]} />} title={person.name} lead={next ? `Goes to ${next}` : "Not decided yet who comes next"} actions={<LinkButton to={`/people/${person.id}`}>Open their page</LinkButton>} />
      <Frame words={handoverDone} refused={refused} online={online}>
        <TwoColumns
          sideLabel="Open next steps"
          side={
            <Card as="div" title="Open next steps">
              {steps.length === 0 ? <p className={styles.quiet}>None are open.</p> : null}
              <ul className={styles.bullets}>
                {steps.map(({ id, words: what, dueOn }) => (
                  <li key={id}>
                    {what}
                    {dueOn ? (
                      <span className={styles.quiet}>
                        , by <Time iso={dueOn} format="day" />
                      </span>
                    ) : null}
                  </li>
                ))}
              </ul>
            </Card>
          }
        >
          {canWrite ? (
            <WordsForm shown={shown} refused={refused} online={online} />
          ) : (
            <Card as="section" title="What the next person should know">
              {words ? <p className={styles.voice}>{words}</p> : <p className={styles.quiet}>Nothing was written down.</p>}
            </Card>
          )}
        </TwoColumns>
      </Frame>
    </>
  );
}

function WordsForm({ shown, refused, online }: { shown: Shown; refused: Refused | undefined; online: boolean }) {
  const { field, errors } = formOf("words", refused);
  const isSaving = useSaving("words");
  const letter = field("letter", shown.letter || shown.usualLetter);
  const [draft, setDraft] = useState(letter.defaultValue);
  const [isUnsent, setUnsent] = useState(false);
  return (
    <Form method="post" preventScrollReset noValidate className={styles.form} onChange={() => setUnsent(true)} onSubmit={() => setUnsent(false)}>
      <input type="hidden" name="part" value="words" />
      <ErrorSummary errors={errors} />
      <TextField multiline rows={3} voice="people" label="What the next person should know" hint="Three lines. Whoever holds the case reads them, and nobody else." maxLength={most.words} {...field("words", shown.words)} />
      <TextField multiline rows={12} voice="people" label={`Letter to ${shown.person.name}`} maxLength={most.letter} {...letter} onChange={(event) => setDraft(event.currentTarget.value)} />
      {isUnsent || !online ? <p className={styles.quiet}>Not kept yet.</p> : null}
      <FormRow kind="buttons">
        <Button type="submit" name="intent" value="words" variant="primary" isPending={isSaving} isDisabled={!online}>
          Keep
        </Button>
        <Link to={`/team/handovers/${shown.handover.id}/people/${shown.item.id}/letter`}>Print the letter</Link>
      </FormRow>
      <Card as="section" title="How the letter reads" tint="loch">
        <p className={styles.voice}>{draft}</p>
      </Card>
    </Form>
  );
}
