import { Form } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { StrayErrors } from "~/kit/StrayErrors";
import type { Refused } from "./answer.server";
import styles from "./group.module.css";

/** What was done, as the page comes back: with the way back where something was taken away. */
export type Done = { words: string; undo: { intent: string; id: string; label: string } | undefined };

/** Also why what was asked was refused, where no form on the page says so. */
export function Said({ done, refused }: { done: Done | undefined; refused: Refused | undefined }) {
  return (
    <>
      <StrayErrors refused={refused} />
      <div role="status" className={styles.status}>
        {done && !refused ? (
          <Banner tone="agreed">
            <div className={styles.said}>
              <span>{done.words}</span>
              {done.undo ? (
                <Form method="post" preventScrollReset>
                  <input type="hidden" name="part" value="quick-undo" />
                  <input type="hidden" name="id" value={done.undo.id} />
                  <Button type="submit" name="intent" value={done.undo.intent} variant="quiet" aria-label={done.undo.label}>
                    Undo
                  </Button>
                </Form>
              ) : null}
            </div>
          </Banner>
        ) : null}
      </div>
    </>
  );
}
