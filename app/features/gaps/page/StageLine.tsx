import { Check } from "lucide-react";
import { NameWarning } from "~/features/gaps/board/NameWarning";
import { useState } from "react";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { fromConform } from "~/kit/field";
import { FormStack } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { type Stage, stages } from "../words";
import { ActButton, ActForm, ActSaid, useActForm } from "./ActForm";
import type { Reached } from "./overview.server";
import styles from "./stages.module.css";
import { type Acting, useAct } from "./useAct";

const order = Object.keys(stages) as Stage[];
const asked: Partial<Record<Stage, { label: string; hint: string }>> = {
  shaped: { label: "What was agreed?", hint: "In a sentence. The proposal holds the rest." },
  running: { label: "When and where does the group meet?", hint: "Like “Mondays at ten, in the church hall”." },
  handed_on: { label: "To whom was it handed on?", hint: "The group or organisation that keeps it going now." },
};

/** How far the gap has come on its way to a group that stands by itself; each stage with who said so and when. */
export function StageLine({ reached }: { reached: readonly Reached[] }) {
  const undo = useAct("undo-stage");
  // Held here, since what was marked takes its form away.
  const marks: Partial<Record<Stage, Acting>> = { shaped: useAct("stage", "stage-shaped"), running: useAct("stage", "stage-running"), handed_on: useAct("stage", "stage-handed-on") };
  const at = new Map(reached.map((one) => [one.stage, one]));
  const open = order.filter((stage) => !at.has(stage) && asked[stage]);
  return (
    <Card as="section" title="How far it has come" aria-label="How far it has come">
      <ol className={styles.line}>
        {order.map((stage) => (
          <StageOf key={stage} stage={stage} reached={at.get(stage)}>
            {stage !== "spotted" && at.has(stage) ? (
              <ActButton act={undo} fields={{ id: at.get(stage)?.id ?? "" }} variant="quiet">
                Take back<VisuallyHidden> the stage {stages[stage].title.toLowerCase()}</VisuallyHidden>
              </ActButton>
            ) : null}
          </StageOf>
        ))}
      </ol>
      <ActSaid act={undo} />
      <div className={styles.choices}>
        {open.map((stage) => {
          const act = marks[stage];
          return act ? <MarkStage key={stage} stage={stage} act={act} /> : null;
        })}
      </div>
      {Object.entries(marks).map(([stage, act]) => (
        <ActSaid key={stage} act={act} />
      ))}
    </Card>
  );
}

function StageOf({ stage, reached, children }: { stage: Stage; reached: Reached | undefined; children: React.ReactNode }) {
  const { title, means } = stages[stage];
  return (
    <li className={styles.stage} data-reached={reached ? "" : undefined}>
      <span className={styles.mark} aria-hidden="true">
        {reached ? <Check /> : null}
      </span>
      <div className={styles.words}>
        <h3>
          {title}
          <VisuallyHidden>{reached ? ", reached" : ", not yet"}</VisuallyHidden>
        </h3>
        {reached?.line ? <p className={styles.voice}>{reached.line}</p> : null}
        <p className={styles.quiet}>
          {reached ? (
            <>
              {reached.name}, {reached.organisation}, <Time iso={reached.at} format="date" />
            </>
          ) : (
            means
          )}
        </p>
        {children}
      </div>
    </li>
  );
}

function MarkStage({ stage, act }: { stage: Stage; act: Acting }) {
  const { fields, problems, sent } = useActForm<{ line: string }>(act);
  const [words, setWords] = useState("");
  return (
    <Disclosure summary={`Mark as ${stages[stage].title.toLowerCase()}`} defaultOpen={act.answer?.reply?.error !== undefined}>
      <ActForm {...sent}>
        <FormStack>
          {problems}
          <input type="hidden" name="stage" value={stage} />
          <div>
            <TextField label={asked[stage]?.label ?? ""} hint={asked[stage]?.hint} voice="people" multiline rows={2} maxLength={500} {...fromConform(fields.line)} onChange={(event) => setWords(event.currentTarget.value)} />
            <NameWarning words={words} />
          </div>
          <div>
            <Button type="submit" isPending={act.isPending}>
              Mark as {stages[stage].title.toLowerCase()}
            </Button>
          </div>
        </FormStack>
      </ActForm>
    </Disclosure>
  );
}
