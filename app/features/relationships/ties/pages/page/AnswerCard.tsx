import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow, FormStack } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { formOf } from "../../../../shadowing/offer/refused";
import { useSending } from "../../../../shadowing/offer/useSending";
import { most } from "../../../words";
import { turnWords } from "../said";
import styles from "../ties.module.css";
import type { InsideProps } from "./TiePage";

/** What waits for an answer, and what can be taken up again; nothing while the tie is held. */
export function AnswerCard({ view: { tie, sides }, inside: { may, turns }, refused, online }: InsideProps) {
  const { field, errors } = formOf("answer", refused);
  const isSending = useSending("answer");
  const [last] = turns;
  if (tie.state === "held" || !last) return null;
  const waits = sides.find(({ id }) => id !== tie.organisationId)?.name;
  return (
    <Card as="section" title={may.answer ? "They would like a tie with you" : tie.state === "proposed" ? `Waits for ${waits}` : "Not held at the moment"} stripe={may.answer ? "gorse" : "loch"}>
      <div className={styles.stack}>
        <ErrorSummary errors={errors} />
        <p>
          {turnWords(last)}, <Time iso={last.at} format="day" />. {last.elsewhere ? <Link to={`/directory/ties/${last.elsewhere}`}>The tie that goes on</Link> : null}
        </p>
        {last.line ? <p className={styles.voice}>{last.line}</p> : null}
        {may.answer || may.withdraw || may.revive || may.again ? (
          <Form method="post" preventScrollReset noValidate className={styles.screen} key={tie.version}>
            <input type="hidden" name="about" value="answer" />
            <input type="hidden" name="version" value={tie.version} />
            <FormStack>
              <TextField label="A line to them" optional voice="people" maxLength={most.line} {...field("line")} />
              <FormRow kind="buttons">
                {may.answer ? (
                  <>
                    <Button type="submit" name="intent" value="accept" variant="primary" isPending={isSending} pendingLabel="Sending…" isDisabled={!online}>
                      Yes, we hold it together
                    </Button>
                    <Button type="submit" name="intent" value="decline" isDisabled={!online || isSending}>
                      Not this time
                    </Button>
                  </>
                ) : null}
                {may.withdraw ? (
                  <Button type="submit" name="intent" value="withdraw" isPending={isSending} pendingLabel="Sending…" isDisabled={!online}>
                    Take it back
                  </Button>
                ) : null}
                {may.revive ? (
                  <Button type="submit" name="intent" value="revive" variant="primary" isPending={isSending} pendingLabel="Sending…" isDisabled={!online}>
                    Take the end back
                  </Button>
                ) : null}
                {may.again ? (
                  <Button type="submit" name="intent" value="again" variant="primary" isPending={isSending} pendingLabel="Sending…" isDisabled={!online}>
                    Propose it again
                  </Button>
                ) : null}
              </FormRow>
            </FormStack>
          </Form>
        ) : null}
      </div>
    </Card>
  );
}
