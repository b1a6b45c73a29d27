import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import { formOf } from "../../../../shadowing/offer/refused";
import { useSending } from "../../../../shadowing/offer/useSending";
import { most } from "../../../words";
import styles from "../ties.module.css";
import type { InsideProps } from "./TiePage";

/** What the tie is for, in a line that the whole network reads. */
export function WhatFor({ view: { tie }, refused, online }: InsideProps) {
  const { field, errors, isBack } = formOf("purpose", refused);
  const isSending = useSending("purpose");
  return (
    <Card as="section" title="What it is for">
      <div className={styles.stack}>
        {tie.purpose ? <p className={styles.voice}>{tie.purpose}</p> : <p className={styles.quiet}>Nobody has said yet.</p>}
        <div className={styles.screen}>
          <Disclosure summary={tie.purpose ? "Say it in other words" : "Say what it is for"} defaultOpen={isBack} key={tie.purpose}>
            <Form method="post" preventScrollReset noValidate>
              <input type="hidden" name="about" value="purpose" />
              <FormStack>
                <ErrorSummary errors={errors} />
                <TextField label="What for" hint="Everybody in the network reads this." voice="people" maxLength={most.purpose} {...field("purpose", tie.purpose)} />
                <div>
                  <Button type="submit" name="intent" value="purpose" isPending={isSending} pendingLabel="Saving…" isDisabled={!online}>
                    Save what it is for
                  </Button>
                </div>
              </FormStack>
            </Form>
          </Disclosure>
        </div>
      </div>
    </Card>
  );
}
