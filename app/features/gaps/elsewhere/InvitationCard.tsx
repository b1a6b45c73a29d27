import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { FormStack } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import type { Refused } from "../group/answer.server";
import { formOf } from "../group/refused";
import { useSaving } from "../group/useSaving";
import styles from "./elsewhere.module.css";
import { InvitationAnswer } from "./Invitations";
import type { InvitationLine } from "./invitations.server";
import { answers, invitationStates } from "./words";

/** On top of a gap's page for members of an organisation that was invited: what is asked, and a way to say yes or not this time. */
export function InvitationCard({ gapId, one, refused }: { gapId: string; one: InvitationLine | undefined; refused?: Refused | undefined }) {
  if (!one) return null;
  return (
    <Card as="section" stripe="gorse" title={one.mayAnswer ? `Could ${one.organisation} do this here?` : `${one.organisation}: ${invitationStates[one.state].toLowerCase()}`}>
      <div className={styles.tight}>
        <p>
          {one.by} of {one.byOrganisation} {one.mayAnswer ? "asks you." : "asked you."}
        </p>
        {one.line ? <p className={styles.words}>{one.line}</p> : null}
        {one.mayAnswer ? <AnswerForm gapId={gapId} id={one.id} refused={refused} /> : <InvitationAnswer one={one} />}
      </div>
    </Card>
  );
}

function AnswerForm({ gapId, id, refused }: { gapId: string; id: string; refused: Refused | undefined }) {
  const part = `quick-answer-${id}`;
  const { field } = formOf(part, refused);
  const isSaving = useSaving(part);
  return (
    <Form method="post" action={`/gaps/${gapId}/elsewhere`} preventScrollReset noValidate className={styles.answer}>
      <input type="hidden" name="part" value={part} />
      <input type="hidden" name="intent" value="answer" />
      <input type="hidden" name="id" value={id} />
      <FormStack>
        <TextField optional voice="people" label="A line with it" {...field("answerLine")} />
        <div className={styles.buttons}>
          <Button type="submit" name="answer" value="yes" variant="primary" isPending={isSaving} pendingLabel="Sending…">
            {answers.yes}
          </Button>
          <Button type="submit" name="answer" value="no" isPending={isSaving} pendingLabel="Sending…">
            {answers.no}
          </Button>
        </div>
        <p className={styles.quiet}>Yes promises nothing. It only begins a talk.</p>
      </FormStack>
    </Form>
  );
}
