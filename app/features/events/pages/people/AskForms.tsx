import type { ReactNode } from "react";
import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { Select, type Choice } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { useOnline } from "~/kit/useOnline";
import { useTaken } from "~/shared/live/useTaken";
import type { Refused } from "../../../shadowing/offer/answer.server";
import { formOf } from "../../../shadowing/offer/refused";
import { useSending } from "../../../shadowing/offer/useSending";
import { audiences, guestRoles } from "../../words";
import styles from "../events.module.css";
import { ChooseOne } from "./ChooseOne";

const choicesOf = (words: Readonly<Record<string, string>>): Choice[] => Object.entries(words).map(([value, label]) => ({ value, label }));
const roles = choicesOf(audiences);

type Props = { people: readonly Choice[]; organisations: readonly Choice[]; areas: readonly { id: string; name: string }[]; isOpen: boolean; refused: Refused | undefined; /** The organisation that is to be asked. */ withId: string };
type FieldsProps = Props & { form: ReturnType<typeof formOf> };

/** Asking people to come, each way by itself: one person, an organisation, roles, both sides of a tie, a guest. */
export function AskForms(props: Props) {
  return (
    <Card as="section" title="Ask people to come">
      <div className={styles.stack}>
        <Way {...props} by="person" summary="One person" open={props.isOpen && !props.withId} fields={PersonFields} />
        <Way {...props} by="organisation" summary="An organisation" open={props.withId !== ""} fields={OrganisationFields} />
        <Way {...props} by="role" summary="A role, in an area or everywhere" fields={RoleFields} />
        <Way {...props} by="tie" summary="Two organisations, to know each other" fields={TieFields} />
        <Way {...props} by="guest" summary="A guest without an account" fields={GuestFields} />
      </div>
    </Card>
  );
}

function Way({ by, summary, open, fields: Fields, ...props }: Props & { by: string; summary: string; open?: boolean; fields: (props: FieldsProps) => ReactNode }) {
  const about = `ask-${by}`;
  const form = formOf(about, props.refused);
  const isSending = useSending(about);
  const taken = useTaken(about, form.isBack);
  const online = useOnline();
  return (
    <Disclosure key={taken} summary={summary} defaultOpen={form.isBack || (open && !props.refused)}>
      <Form method="post" noValidate preventScrollReset>
        <input type="hidden" name="about" value={about} />
        <input type="hidden" name="intent" value={by === "guest" ? "ask-guest" : "ask"} />
        <input type="hidden" name="by" value={by} />
        <FormStack>
          <ErrorSummary errors={form.errors} />
          <Fields {...props} form={form} />
          <div>
            <Button type="submit" isPending={isSending} pendingLabel="Asking…" isDisabled={!online}>
              {{ person: "Ask them", organisation: "Ask everybody there", role: "Ask them all", tie: "Ask both", guest: "Ask by letter" }[by]}
            </Button>
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}

function PersonFields({ form, people }: FieldsProps) {
  return <ChooseOne kind="person" label="Who" hint="Type a name, a post or an organisation." near={people} {...form.field("postId")} />;
}

function OrganisationFields({ form, organisations, withId }: FieldsProps) {
  return (
    <>
      <ChooseOne kind="organisation" label="Which organisation" hint="Everybody who works there now is asked." near={organisations} {...form.field("organisationId", withId)} />
      <CheckboxGroup label="Only these roles" optional columns={2} choices={roles} {...form.boxes("roles")} />
    </>
  );
}

function RoleFields({ form, areas }: FieldsProps) {
  return (
    <>
      <CheckboxGroup label="Which roles" columns={2} choices={roles} {...form.boxes("roles")} />
      <Select label="Where they work" placeholder="Everywhere" choices={areas.map(({ id, name }) => ({ value: id, label: name }))} {...form.field("areaId")} />
    </>
  );
}

function TieFields({ form, organisations }: FieldsProps) {
  return (
    <>
      <ChooseOne kind="organisation" label="One organisation" near={organisations} {...form.field("organisationId")} />
      <ChooseOne kind="organisation" label="The other organisation" near={organisations} {...form.field("otherId")} />
    </>
  );
}

function GuestFields({ form: { field } }: FieldsProps) {
  return (
    <>
      <TextField label="Their name" autoComplete="off" maxLength={160} {...field("name")} />
      <TextField label="Their email" hint="They get a link of their own, to answer without an account. Nobody else sees the address." type="email" inputMode="email" autoComplete="off" maxLength={254} {...field("email")} />
      <TextField label="Where they work" optional autoComplete="off" maxLength={200} {...field("organisation")} />
      <Select label="What they do" choices={choicesOf(guestRoles)} {...field("role", "practice")} />
    </>
  );
}
