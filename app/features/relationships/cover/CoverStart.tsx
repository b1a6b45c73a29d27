import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { DatePicker } from "~/kit/DatePicker";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow } from "~/kit/FormRow";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Refused } from "../../gaps/group/answer.server";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import styles from "../handover/handover.module.css";
import type { coverStart } from "./page.server";

type Props = Awaited<ReturnType<typeof coverStart>> & { refused: Refused | undefined; online: boolean };

/** Somebody is away, perhaps with no return known. */
export function CoverStart({ away, deputies, today, refused, online }: Props) {
  const { field, errors } = formOf("cover", refused);
  const isSaving = useSaving("cover");
  return (
    <TwoColumns sideLabel="What happens" side={<WhatHappens />}>
      <Form method="post" noValidate className={styles.form}>
        <input type="hidden" name="part" value="cover" />
        <ErrorSummary errors={errors} />
        <Select {...field("away", away.length === 1 ? away[0]?.value : "")} label="Who is away?" placeholder="Choose" choices={away} />
        {deputies.length > 0 ? <Select {...field("deputyId")} label="Who steps in?" hint="A colleague of the same organisation. They see what the post sees, for as long as this lasts." optional placeholder="Nobody yet" choices={deputies} /> : <p className={styles.quiet}>Whoever looks after your post says who steps in.</p>}
        <DatePicker {...field("from", today)} label="From" min={today} />
        <DatePicker {...field("expectedOn")} label="Expected back" hint="Leave it empty when nobody knows." min={today} optional />
        <TextField {...field("line")} label="A line for colleagues and partners" hint="They see it. Never say why somebody is away." voice="people" optional maxLength={300} />
        <FormRow kind="buttons">
          <Button type="submit" variant="primary" isPending={isSaving} isDisabled={!online}>
            Say it
          </Button>
        </FormRow>
      </Form>
    </TwoColumns>
  );
}

function WhatHappens() {
  return (
    <Card as="div" title="What happens then">
      <ul className={styles.bullets}>
        <li>The directory and those who hold ties with the post see it.</li>
        <li>Say of each duty whether it runs, pauses, or goes to somebody.</li>
        <li>Nothing moves: on return everything is where it was.</li>
        <li>Whoever comes back reads what happened meanwhile.</li>
      </ul>
    </Card>
  );
}
