import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow, FormStack } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { TextField } from "~/kit/TextField";
import type { Refused } from "./answer.server";
import styles from "./group.module.css";
import type { GroupPage } from "./page.server";
import { formOf } from "./refused";
import { useSaving } from "./useSaving";

type Props = { gapId: string; group: GroupPage | undefined; refused: Refused | undefined };

/** What stands on the group's page and its poster. Everything but the name may wait. */
export function GroupForm({ gapId, group, refused }: Props) {
  const { field, errors } = formOf("group", refused);
  const isSaving = useSaving("group");
  return (
    <Card as="section" aria-label="The group’s page">
      <Form method="post" noValidate className={styles.form}>
        <input type="hidden" name="part" value="group" />
        <input type="hidden" name="readAt" value={group?.by.at ?? ""} />
        <FormStack>
          <ErrorSummary errors={errors} />
          <TextField label="What the group is called" {...field("name", group?.name)} />
          <TextField multiline rows={4} voice="people" optional label="What it is" hint="What one does there, and for whom. It stands on the poster." {...field("about", group?.about)} />
          <TextField optional label="Where" hint="The room, the street, the nearest bus." {...field("where", group?.where)} />
          <TextField optional label="When" hint="Such as “Tuesdays, 2 pm to 4 pm”. Single dates go on the group’s page." {...field("when", group?.when)} />
          <TextField optional label="Getting in" hint="Steps, doors, toilets, what it costs." {...field("access", group?.access)} />
          <TextField optional label="Who to ask" hint="A number or an address of the organisation, not anybody’s own." {...field("contact", group?.contact)} />
          <FormRow kind="buttons">
            <Button type="submit" variant="primary" isPending={isSaving}>
              Save this page
            </Button>
            <LinkButton to={`/gaps/${gapId}/group`}>Not now</LinkButton>
          </FormRow>
        </FormStack>
      </Form>
    </Card>
  );
}
