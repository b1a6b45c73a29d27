import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import { formOf } from "../../../../shadowing/offer/refused";
import { useSending } from "../../../../shadowing/offer/useSending";
import { most } from "../../../words";
import styles from "../ties.module.css";
import type { InsideProps } from "./TiePage";

/** Ends a tie that is held, from either side; its story stays, and the side that ended it can take that back. */
export function EndIt({ view: { tie }, refused, online }: InsideProps) {
  const { field, errors, isBack } = formOf("end", refused);
  const isSending = useSending("end");
  return (
    <div className={styles.screen}>
      <Disclosure summary="End this tie" defaultOpen={isBack}>
        <Form method="post" noValidate>
          <input type="hidden" name="about" value="end" />
          <input type="hidden" name="version" value={tie.version} />
          <FormStack>
            <ErrorSummary errors={errors} />
            <TextField label="A line about why" optional hint="Whoever holds it on either side is told. The story is kept." voice="people" maxLength={most.line} {...field("line")} />
            <div>
              <Button type="submit" name="intent" value="end" variant="danger" isPending={isSending} pendingLabel="Ending…" isDisabled={!online}>
                End it
              </Button>
            </div>
          </FormStack>
        </Form>
      </Disclosure>
    </div>
  );
}
