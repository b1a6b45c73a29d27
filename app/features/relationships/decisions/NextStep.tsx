import { Form } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { useTaken } from "~/shared/live/useTaken";
import { formOf } from "../../shadowing/offer/refused";
import type { Refused } from "../../shadowing/offer/typed";
import { useSending } from "../../shadowing/offer/useSending";
import styles from "./decisions.module.css";
import type { DecisionShown } from "./reading.server";
import { most } from "./words";

type Props = { shown: DecisionShown; refused: Refused | undefined; online: boolean };

/** What can be done with it now: one filled button, and why it is not there when it is not. */
export function NextStep({ shown, refused, online }: Props) {
  const { decision, missing, abilities } = shown;
  const step = formOf("step", refused);
  const isSending = useSending("step");
  if (decision.state === "decided") {
    return (
      <p className={styles.screen}>
        <LinkButton to={`/decisions/new?reopens=${decision.id}`}>Look at it again</LinkButton>
      </p>
    );
  }
  if (!abilities.work || decision.state === "withdrawn") return null;
  return (
    <Card as="section" title="Next">
      <Form method="post" preventScrollReset className={styles.stack}>
        <input type="hidden" name="about" value="step" />
        <input type="hidden" name="version" value={decision.version} />
        <ErrorSummary errors={step.errors} />
        {decision.state === "drafting" ? (
          <>
            <p>When the words are right, ask all who are named. From then on nobody changes a word.</p>
            <div>
              <Button type="submit" name="intent" value="ask" variant="primary" isPending={isSending} pendingLabel="Asking…" isDisabled={!online}>
                Ask for voices
              </Button>
            </div>
          </>
        ) : (
          <>
            {missing ? <p>{missing}</p> : <Banner tone="agreed">All who are named have answered, and nobody has a concern.</Banner>}
            <div className={styles.inline}>
              {missing ? null : (
                <Button type="submit" name="intent" value="decide" variant="primary" isPending={isSending} pendingLabel="Saving…" isDisabled={!online}>
                  Write it down as decided
                </Button>
              )}
              <Button type="submit" name="intent" value="rewrite" isDisabled={!online || isSending}>
                Take it back to writing
              </Button>
            </div>
          </>
        )}
      </Form>
      {decision.state === "drafting" ? <Facts shown={shown} refused={refused} online={online} /> : null}
      {abilities.withdraw ? (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="about" value="step" />
          <input type="hidden" name="version" value={decision.version} />
          <Button type="submit" name="intent" value="withdraw" variant="quiet" isDisabled={!online || isSending}>
            Take the proposal back
          </Button>
        </Form>
      ) : null}
    </Card>
  );
}

function Facts({ shown: { decision, choices }, refused, online }: Props) {
  const word = formOf("word", refused);
  const name = formOf("name", refused);
  const named = useTaken("name", name.isBack);
  return (
    <>
      <Disclosure summary="Change what it is called" defaultOpen={word.isBack}>
        <Form method="post" noValidate preventScrollReset key={`${decision.title} ${decision.summary}`}>
          <input type="hidden" name="about" value="word" />
          <FormStack>
            <ErrorSummary errors={word.errors} />
            <TextField label="What is to be decided" voice="people" maxLength={most.title + 40} {...word.field("title", decision.title)} />
            <TextField multiline rows={3} label="What it is about" optional voice="people" maxLength={most.summary + 100} {...word.field("summary", decision.summary)} />
            <div>
              <Button type="submit" name="intent" value="word" isDisabled={!online}>
                Save
              </Button>
            </div>
          </FormStack>
        </Form>
      </Disclosure>
      {choices.length > 0 ? (
        <Disclosure summary="Name one more organisation" defaultOpen={name.isBack}>
          <Form method="post" noValidate preventScrollReset key={named}>
            <input type="hidden" name="about" value="name" />
            <FormStack>
              <ErrorSummary errors={name.errors} />
              <Select label="Organisation" placeholder="Choose one" choices={choices} {...name.field("organisationId")} />
              <div>
                <Button type="submit" name="intent" value="name" isDisabled={!online}>
                  Name it
                </Button>
              </div>
            </FormStack>
          </Form>
        </Disclosure>
      ) : null}
    </>
  );
}
