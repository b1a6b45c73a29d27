import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import type { Refused } from "../../../shadowing/offer/answer.server";
import { formOf } from "../../../shadowing/offer/refused";
import { useSending } from "../../../shadowing/offer/useSending";

/** The end of a series: what is still to come is cancelled, what has been stays. */
export function EndSeries({ refused }: { refused: Refused | undefined }) {
  const form = formOf("end", refused);
  const isSending = useSending("end");
  return (
    <Disclosure summary="End this series" defaultOpen={form.isBack}>
      <Form method="post" noValidate preventScrollReset>
        <input type="hidden" name="about" value="end" />
        <FormStack>
          <ErrorSummary errors={form.errors} />
          <p>What is still to come is cancelled, and those who were asked are told. What has been stays.</p>
          <TextField label="A line about why" optional voice="people" maxLength={360} {...form.field("line")} />
          <div>
            <Button type="submit" name="intent" value="end" variant="danger" isPending={isSending} pendingLabel="Ending…">
              End it
            </Button>
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}
