import { useId, useState } from "react";
import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { DatePicker } from "~/kit/DatePicker";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import { NameWarning } from "../../gaps/board/NameWarning";
import type { Refused } from "../../gaps/group/answer.server";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import styles from "./log.module.css";

/** One sentence, and the day it was learned. */
export function AddLearned({ refused, online, today }: { refused: Refused | undefined; online: boolean; today: string }) {
  const { field, errors } = formOf("add", refused);
  const isSaving = useSaving("add");
  const text = field("text");
  const [words, setWords] = useState(text.defaultValue);
  const id = useId();
  return (
    <div className={styles.screen}>
      <Disclosure summary="Add to the log" defaultOpen={refused?.about === "add"}>
        <Form method="post" noValidate className={styles.stack}>
          <input type="hidden" name="part" value="add" />
          <ErrorSummary errors={errors} />
          <FormStack>
            <div>
              <TextField multiline rows={3} voice="people" label="What did we learn?" hint="One or two sentences, for whoever was not there." maxLength={1_000} {...text} aria-describedby={id} onChange={(change) => setWords(change.currentTarget.value)} />
              <NameWarning words={words} id={id} then="Never name somebody you support." />
            </div>
            <DatePicker label="Day" max={today} {...field("onDate", today)} />
            <div>
              <Button type="submit" name="intent" value="add" variant="primary" isPending={isSaving} pendingLabel="Saving…" isDisabled={!online}>
                Add it
              </Button>
            </div>
          </FormStack>
        </Form>
      </Disclosure>
    </div>
  );
}
