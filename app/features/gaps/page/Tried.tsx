import { useState } from "react";
import { NameWarning } from "~/features/gaps/board/NameWarning";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { fromConform } from "~/kit/field";
import { FormStack } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { ActButton, ActForm, ActSaid, useActForm } from "./ActForm";
import type { Tried as Line } from "./overview.server";
import styles from "./page.module.css";
import { useAct } from "./useAct";

/** What has been tried, so that nobody has to find it out twice. */
export function Tried({ tried }: { tried: readonly Line[] }) {
  const [words, setWords] = useState("");
  const act = useAct("tried", "tried", () => setWords(""));
  const remove = useAct("remove-tried");
  const { fields, problems, sent } = useActForm<{ line: string }>(act);
  return (
    <Card as="section" title="What has been tried" aria-label="What has been tried" id="tried" tabIndex={-1}>
      {tried.length === 0 ? <p className={styles.quiet}>Nothing is written down yet. A line here saves the next person the same call.</p> : null}
      <ul className={styles.rows}>
        {tried.map((line) => (
          <li key={line.id} className={styles.row}>
            <div className={styles.grow}>
              <p className={styles.voice}>{line.line}</p>
              <p className={styles.quiet}>
                {line.name}, {line.organisation}, <Time iso={line.at} format="date" />
              </p>
            </div>
            {line.mayEnd ? (
              <ActButton act={remove} fields={{ id: line.id }} variant="quiet">
                Take out<VisuallyHidden> “{line.line}”</VisuallyHidden>
              </ActButton>
            ) : null}
          </li>
        ))}
      </ul>
      <ActSaid act={remove} />
      <ActForm {...sent} className={styles.adding}>
        <FormStack>
          {problems}
          <div>
            <TextField label="Add what was tried" hint="What you did, and what came of it. Never name a person you support." voice="people" multiline rows={2} maxLength={500} {...fromConform(fields.line)} onChange={(event) => setWords(event.currentTarget.value)} />
            <NameWarning words={words} />
          </div>
          <div>
            <Button type="submit" isPending={act.isPending}>
              Add
            </Button>
          </div>
        </FormStack>
      </ActForm>
      <ActSaid act={act} />
    </Card>
  );
}
