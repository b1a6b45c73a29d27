import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { Tag } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { formOf } from "../../shadowing/offer/refused";
import type { Refused } from "../../shadowing/offer/typed";
import { useSending } from "../../shadowing/offer/useSending";
import styles from "../decisions/decisions.module.css";
import type { CharterShown } from "./reading.server";
import { most, parties } from "./words";

type Props = { shown: CharterShown; refused: Refused | undefined; online: boolean };

/** One note on supervision that serves all, and who agrees to it as it reads now. */
export function SupervisionNote({ shown, refused, online }: Props) {
  const { note, bound, allAgreed, mine, post } = shown;
  const mayWrite = mine.length > 0 && !post.isClosed;
  return (
    <Card as="section" title="One note on supervision">
      <div className={styles.stack}>
        {note ? (
          <>
            <p>{allAgreed ? <Tag tone="agreed">Agreed by all</Tag> : <Tag tone="needs">Waits for a yes</Tag>}</p>
            <p className={styles.voice}>{note.words}</p>
            <p className={styles.quiet}>
              {note.by}, <Time iso={note.at} format="date" />
            </p>
            <ul className={styles.list} aria-label="Who agrees">
              {bound.map(({ party, name, agreed }) => (
                <li key={party}>
                  {party === "post" ? name : `${parties[party]}, ${name}`}:{" "}
                  {agreed ? (
                    <>
                      agreed by {agreed.by}, <Time iso={agreed.at} format="date" />
                    </>
                  ) : (
                    "not yet"
                  )}
                </li>
              ))}
            </ul>
          </>
        ) : (
          <p className={styles.quiet}>Nothing is written yet. One note for all bosses spares whoever sits here two supervisions that do not know of each other.</p>
        )}
        {note && mayWrite && bound.some(({ party, agreed }) => mine.includes(party) && !agreed) ? <Agree number={note.number} online={online} refused={refused} /> : null}
        {mayWrite ? <WriteNote shown={shown} refused={refused} online={online} /> : null}
      </div>
    </Card>
  );
}

function Agree({ number, online, refused }: { number: number; online: boolean; refused: Refused | undefined }) {
  const isSending = useSending("agree");
  const { errors } = formOf("agree", refused);
  return (
    <Form method="post" preventScrollReset>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="about" value="agree" />
      <input type="hidden" name="seen" value={number} />
      <Button type="submit" name="intent" value="agree" variant="primary" isPending={isSending} pendingLabel="Saving…" isDisabled={!online}>
        Agree to this note
      </Button>
    </Form>
  );
}

function WriteNote({ shown: { note }, refused, online }: Props) {
  const { field, errors, isBack } = formOf("note", refused);
  const isSending = useSending("note");
  return (
    <Disclosure summary={note ? "Put it in other words" : "Write the note"} defaultOpen={isBack}>
      <Form method="post" noValidate preventScrollReset key={note?.id ?? "new"}>
        <input type="hidden" name="about" value="note" />
        <input type="hidden" name="seen" value={note?.number ?? 0} />
        <FormStack>
          <ErrorSummary errors={errors} />
          <TextField multiline rows={6} voice="people" label="The note" hint="Who supervises, how often, what about, and what stays between whom. In other words all agree anew." maxLength={most.note + 200} {...field("words", note?.words)} />
          <div>
            <Button type="submit" name="intent" value="note" isPending={isSending} pendingLabel="Saving…" isDisabled={!online}>
              Save the note
            </Button>
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}
