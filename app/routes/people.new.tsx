import { useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, Form, redirect, useNavigation } from "react-router";
import type { z } from "zod";
import { addClient } from "~/features/case-notes/commands.server";
import { PersonFields } from "~/features/case-notes/components/PersonFields";
import styles from "~/features/case-notes/components/parts.module.css";
import { summaryOf } from "~/features/case-notes/components/summaryOf";
import { newPersonForm, refusedEntry } from "~/features/case-notes/form.server";
import { canAddPerson } from "~/features/case-notes/policy";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { fromConform } from "~/kit/field";
import { FormStack } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/people.new";

export const meta = () => [{ title: "Add someone · Common Thread" }];

export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    if (!canAddPerson(actorOf(context))) notFound();
    return null;
  });

/** Adds the person, then goes straight to asking for consent. */
export async function action({ context, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const submission = parseWithZod(await request.formData(), { schema: newPersonForm });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  return guarded(async () => {
    await limit("command", actor.accountId);
    const added = await withActor(db, actor, (trx) => addClient(trx, actor, submission.value)).catch((error: unknown) => refusedEntry(submission, error));
    return "clientId" in added ? redirect(`/people/${added.clientId}/consent/new`) : added;
  });
}

export default function NewPerson({ actionData }: Route.ComponentProps) {
  const [form, fields] = useForm<z.input<typeof newPersonForm>>({ lastResult: actionData });
  const navigation = useNavigation();
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "People", to: "/people" }, { label: "Add someone" }]} />} title="Add someone" lead="Only what you need to help. Next you ask what they agree to." />
      <ErrorSummary errors={summaryOf(form)} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormStack>
          <PersonFields fields={fields} />
          <TextField label="What matters to them" hint="In their own words, as they say it." voice="people" multiline rows={5} optional {...fromConform(fields.whatMatters)} />
          <div>
            <Button type="submit" variant="primary" isPending={navigation.state !== "idle"}>Add, then ask about consent</Button>
          </div>
        </FormStack>
      </Form>
    </div>
  );
}
