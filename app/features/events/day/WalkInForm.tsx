import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import type { Refused } from "../../gaps/group/answer.server";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import { guestRoles } from "../words";
import styles from "./day.module.css";

/** Somebody who came unasked and has no phone at hand. */
export function WalkInForm({ online, refused }: { online: boolean; refused: Refused | undefined }) {
  const { field, errors } = formOf("walk-in", refused);
  const isSaving = useSaving("walk-in");
  return (
    <Card as="section" title="Somebody else came" className={styles.screen}>
      <Form method="post" noValidate className={styles.stack}>
        <input type="hidden" name="part" value="walk-in" />
        <ErrorSummary errors={errors} />
        <FormStack>
          <TextField label="Their name" autoComplete="off" maxLength={200} {...field("name")} />
          <Select label="Their role" optional placeholder="Choose one" choices={Object.entries(guestRoles).map(([value, label]) => ({ value, label }))} {...field("role")} />
          <TextField label="Their organisation" optional autoComplete="off" maxLength={200} {...field("organisation")} />
          <div>
            <Button type="submit" name="intent" value="walk-in" isPending={isSaving} pendingLabel="Saving…" isDisabled={!online}>
              Write them down
            </Button>
          </div>
        </FormStack>
      </Form>
    </Card>
  );
}
