import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import { TextField } from "~/kit/TextField";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { formOf } from "../../shadowing/offer/refused";
import type { Refused } from "../../shadowing/offer/typed";
import { useSending } from "../../shadowing/offer/useSending";
import styles from "../decisions/decisions.module.css";
import type { Answer, CharterShown } from "./reading.server";
import { answerWords, most, topicNames, topics, type Topic } from "./words";

type Boss = CharterShown["bosses"][number];
type Props = { boss: Boss; answers: readonly Answer[]; refused: Refused | undefined; online: boolean };

/** What one's own organisation decides, topic by topic. */
export function OwnAnswers({ boss, answers, ...rest }: Props) {
  return (
    <Card as="section" title={boss.boss === "network" ? "What the network decides" : `What ${boss.organisation} decides`}>
      <div className={styles.stack}>
        {topicNames.map((topic) => (
          <OneTopic key={topic} {...rest} boss={boss} topic={topic} said={answers.find((one) => one.boss === boss.boss && one.topic === topic)} />
        ))}
      </div>
    </Card>
  );
}

function OneTopic({ boss: { boss }, topic, said, refused, online }: Omit<Props, "answers"> & { topic: Topic; said: Answer | undefined }) {
  const about = `${boss}-${topic}`;
  const { field, errors, isBack } = formOf(about, refused);
  const isSending = useSending(about);
  const { label, question, answers } = topics[topic];
  return (
    <Disclosure summary={`${label}: ${said ? answerWords(topic, said.answer) : "not said yet"}`} defaultOpen={isBack}>
      <Form method="post" noValidate preventScrollReset key={said?.at ?? "new"}>
        <input type="hidden" name="about" value={about} />
        <input type="hidden" name="boss" value={boss} />
        <input type="hidden" name="topic" value={topic} />
        <FormStack>
          <ErrorSummary errors={errors} />
          <RadioGroup label={question} choices={Object.entries(answers).map(([value, words]) => ({ value, label: words }))} {...field("answer", said?.answer)} />
          <TextField label="A line" optional hint="Such as when it is so, and whom to ring." voice="people" maxLength={most.line} {...field("line", said?.line)} />
          <div className={styles.inline}>
            <Button type="submit" name="intent" value="answer" isPending={isSending} pendingLabel="Saving…" isDisabled={!online}>
              Save<VisuallyHidden> {label}</VisuallyHidden>
            </Button>
            {said ? (
              <Button type="submit" name="intent" value="take-back" variant="quiet" isDisabled={!online || isSending}>
                Take it back<VisuallyHidden> {label}</VisuallyHidden>
              </Button>
            ) : null}
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}
