import { useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, Form, redirect, useNavigation } from "react-router";
import type { z } from "zod";
import { changeClient } from "~/features/case-notes/commands.server";
import { PersonFields } from "~/features/case-notes/components/PersonFields";
import styles from "~/features/case-notes/components/parts.module.css";
import { summaryOf } from "~/features/case-notes/components/summaryOf";
import { personForm, refusedEntry } from "~/features/case-notes/form.server";
import { contactOf, factsOf, readPerson } from "~/features/case-notes/person-read.server";
import { canChangePerson } from "~/features/case-notes/policy";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow, FormStack } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/people.$clientId.details";

export const meta = () => [{ title: "Their details · Common Thread" }];

export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const person = await readPerson(trx, actor, params.clientId);
      if (!canChangePerson(actor, person)) notFound();
      return { person: factsOf(person), contact: await contactOf(trx, person) };
    }),
  );
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const submission = parseWithZod(await request.formData(), { schema: personForm });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { name, interpreter = "", phone = "", email = "", address = "", preference = "", takeCare = "" } = submission.value;
  return guarded(async () => {
    await limit("command", actor.accountId);
    const refused = await withActor(db, actor, (trx) => changeClient(trx, actor, params.clientId, { name, interpreter, phone, email, address, preference, takeCare })).catch(
      (error: unknown) => refusedEntry(submission, error),
    );
    return refused ?? redirect(`/people/${params.clientId}`);
  });
}

export default function Details({ loaderData, actionData }: Route.ComponentProps) {
  const { person, contact } = loaderData;
  const [form, fields] = useForm<z.input<typeof personForm>>({ lastResult: actionData, defaultValue: { name: person.name, interpreter: person.interpreter, ...contact } });
  const navigation = useNavigation();
  const here = `/people/${person.id}`;
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "People", to: "/people" }, { label: person.name, to: here }, { label: "Details" }]} />} title="Their details" />
      <ErrorSummary errors={summaryOf(form)} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormStack>
          <PersonFields fields={fields} />
          <FormRow kind="buttons">
            <Button type="submit" variant="primary" isPending={navigation.state !== "idle"}>Save</Button>
            <LinkButton to={here} variant="quiet">Leave it as it was</LinkButton>
          </FormRow>
        </FormStack>
      </Form>
    </div>
  );
}
