import { Card } from "~/kit/Card";
import type { AskAnswer } from "./acts";
import { KeptAnswer } from "./AskCard";
import { AskButton } from "./AskForms";
import styles from "./asks.module.css";
import type { AskRow, Kept } from "./reads.server";

/** The kept answer, and once a year the question whether it still holds, for whoever may say so. */
export function StillRight({ ask, kept, now, mayCheck, answered }: { ask: AskRow; kept: Kept; now: string; mayCheck: boolean; answered: AskAnswer | undefined }) {
  return (
    <Card as="section" title={ask.askedStillRight ? "Is this still right?" : "Kept"} stripe={ask.askedStillRight ? "gorse" : "pine"}>
      <div className={styles.stack}>
        <KeptAnswer kept={kept} now={now} />
        {ask.askedStillRight && !mayCheck ? <p className={styles.quiet}>The post that asked has been asked to check.</p> : null}
        {mayCheck ? (
          <div className={styles.inline}>
            {ask.askedStillRight ? (
              <AskButton askId={ask.id} intent="still-right" about="still-right" answered={answered} variant="primary">
                Still right
              </AskButton>
            ) : null}
            <AskButton askId={ask.id} intent="out-of-date" about="out-of-date" answered={answered}>
              Out of date
            </AskButton>
          </div>
        ) : null}
      </div>
    </Card>
  );
}
