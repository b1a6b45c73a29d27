import { Card } from "~/kit/Card";
import { FormRow } from "~/kit/FormRow";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { reasonsListed } from "../names";
import { ActButton, ActSaid } from "./ActForm";
import type { Flagged } from "./overview.server";
import styles from "./page.module.css";
import { useAct } from "./useAct";

/** Words in which somebody may be named, for those who review them. */
export function Flags({ flagged }: { flagged: readonly Flagged[] }) {
  const act = useAct("review");
  if (flagged.length === 0) return <ActSaid act={act} />;
  return (
    <Card as="section" title="Could somebody be recognised?" aria-label="Could somebody be recognised?" stripe="gorse">
      <p>Whoever reads this should not know of whom it is. Have the words changed, or say that they are fine. If neither helps, take the gap down.</p>
      <ul className={styles.rows}>
        {flagged.map(({ id, words, reasons, name, organisation }) => (
          <li key={id}>
            <p className={styles.voice}>{words || "The words are gone."}</p>
            <p className={styles.quiet}>
              We see {reasonsListed(reasons)}. Written by {name}, {organisation}.
            </p>
            <FormRow kind="buttons">
              <ActButton act={act} fields={{ id, outcome: "fine" }}>
                It is fine<VisuallyHidden> to say “{words}”</VisuallyHidden>
              </ActButton>
              <ActButton act={act} fields={{ id, outcome: "reworded" }} variant="quiet">
                Reworded<VisuallyHidden> “{words}”</VisuallyHidden>
              </ActButton>
            </FormRow>
          </li>
        ))}
      </ul>
      <ActSaid act={act} />
    </Card>
  );
}
