import { useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, Form, redirect, useNavigation } from "react-router";
import type { z } from "zod";
import { basisWords, conditionWords } from "~/features/case-notes/basis";
import { basisOf } from "~/features/case-notes/basis-read.server";
import { recordBasis } from "~/features/case-notes/commands.server";
import styles from "~/features/case-notes/components/parts.module.css";
import { summaryOf } from "~/features/case-notes/components/summaryOf";
import { basisForm, refusedEntry } from "~/features/case-notes/form.server";
import { factsOf, readPerson } from "~/features/case-notes/person-read.server";
import { canRecordBasis } from "~/features/case-notes/policy";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { fromConform } from "~/kit/field";
import { FormStack } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import { TextField } from "~/kit/TextField";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/people.$clientId.lawful-basis";

export const meta = () => [{ title: "Lawful basis · Common Thread" }];

export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const person = await readPerson(trx, actor, params.clientId);
      if (!canRecordBasis(actor, person)) notFound();
      const own = (await basisOf(trx, person)).find((one) => one.organisation === person.actor.seat.organisationName);
      return { person: factsOf(person), organisation: person.actor.seat.organisationName, own };
    }),
  );
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const submission = parseWithZod(await request.formData(), { schema: basisForm });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { basis, condition, note = "" } = submission.value;
  return guarded(async () => {
    await limit("command", actor.accountId);
    const recorded = await withActor(db, actor, (trx) => recordBasis(trx, actor, params.clientId, { basis, condition, note })).catch((error: unknown) => refusedEntry(submission, error));
    return "basisId" in recorded ? redirect(`/people/${params.clientId}/sharing`) : recorded;
  });
}

const choicesOf = (words: Record<string, { title: string; hint: string }>) => Object.entries(words).map(([value, { title, hint }]) => ({ value, label: title, hint }));

export default function LawfulBasis({ loaderData, actionData }: Route.ComponentProps) {
  const { person, organisation, own } = loaderData;
  const [form, fields] = useForm<z.input<typeof basisForm>>({ lastResult: actionData, ...(own ? { defaultValue: own as z.input<typeof basisForm> } : {}) });
  const navigation = useNavigation();
  const here = `/people/${person.id}`;
  return (
    <div className={styles.narrow}>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "People", to: "/people" }, { label: person.name, to: here }, { label: "Lawful basis" }]} />}
        title="Lawful basis"
        lead={`Why the law lets ${organisation} hold this. It is not the same as consent: it shares nothing, and it stays when sharing stops.`}
      />
      <ErrorSummary errors={summaryOf(form)} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormStack>
          <RadioGroup label="Basis" choices={choicesOf(basisWords)} {...fromConform(fields.basis)} />
          <RadioGroup label="Because notes are about health and private life, also" choices={choicesOf(conditionWords)} {...fromConform(fields.condition)} />
          <TextField label="Anything to add" optional multiline rows={3} {...fromConform(fields.note)} />
          <div>
            <Button type="submit" variant="primary" isPending={navigation.state !== "idle"}>Record</Button>
          </div>
        </FormStack>
      </Form>
    </div>
  );
}
