import { useId, useState } from "react";
import { Form, Link } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { TextField } from "~/kit/TextField";
import { useTaken } from "~/shared/live/useTaken";
import { NameWarning } from "../../gaps/board/NameWarning";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import type { PartProps } from "./RecapPage";
import styles from "./recap.module.css";

/** What the network learned here, for its log: found again by whoever was not there. */
export function Learned({ shown: { learned, event }, refused, online, done }: PartProps) {
  const { field, errors, isBack } = formOf("learn", refused);
  const isSaving = useSaving("learn");
  const taken = useTaken("learn", isBack);
  const text = field("learned");
  const [words, setWords] = useState(text.defaultValue);
  const id = useId();
  const isDone = done === "It is in the learning log.";
  return (
    <Card as="section" title="What we learned" id="learned">
      <div className={styles.stack}>
        <div role="status" className={styles.status}>
          {isDone && !refused ? (
            <Banner tone="agreed">
              {done} <Link to="/diary/log">Read the log</Link>
            </Banner>
          ) : null}
        </div>
        {learned.length === 0 ? <p className={styles.quiet}>One sentence is enough, for the network’s learning log.</p> : null}
        {learned.map((one) => (
          <p key={one.id} className={styles.voice}>
            {one.text}
          </p>
        ))}
        <Disclosure key={taken} summary="Add to the learning log" defaultOpen={isBack}>
          <Form method="post" preventScrollReset noValidate className={`${styles.stack} ${styles.screen}`}>
            <input type="hidden" name="part" value="learn" />
            <input type="hidden" name="onDate" value={event.day} />
            <ErrorSummary errors={errors} />
            <div>
              <TextField multiline rows={3} voice="people" label="What did we learn?" maxLength={1_000} {...text} aria-describedby={id} onChange={(change) => setWords(change.currentTarget.value)} />
              <NameWarning words={words} id={id} then="Never name somebody you support." />
            </div>
            <div>
              <Button type="submit" name="intent" value="learn" isPending={isSaving} pendingLabel="Saving…" isDisabled={!online}>
                Add it
              </Button>
            </div>
          </Form>
        </Disclosure>
      </div>
    </Card>
  );
}
