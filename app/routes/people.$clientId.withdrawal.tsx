import { useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, Form, redirect, useNavigation } from "react-router";
import type { z } from "zod";
import { askForErasure, withdrawConsent } from "~/features/case-notes/commands.server";
import { WithdrawalChoices } from "~/features/case-notes/components/WithdrawalChoices";
import styles from "~/features/case-notes/components/parts.module.css";
import { summaryOf } from "~/features/case-notes/components/summaryOf";
import { consentOf } from "~/features/case-notes/consent-read.server";
import { fieldMoment } from "~/features/case-notes/days";
import { refusedEntry, withdrawalForm } from "~/features/case-notes/form.server";
import { factsOf, readPerson } from "~/features/case-notes/person-read.server";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow, FormStack } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/people.$clientId.withdrawal";

export const meta = () => [{ title: "No longer agrees · Common Thread" }];

export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const person = await readPerson(trx, actor, params.clientId);
      return { person: factsOf(person), consent: await consentOf(trx, person), now: fieldMoment(new Date()) };
    }),
  );
}

/** Stops at once. Fields: intent=organisations|everything|erasure, organisation (repeated), saidAt, how, words. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  const submission = parseWithZod(await request.formData(), { schema: withdrawalForm });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { intent, organisation, ...said } = submission.value;
  // No limit here: stopping must work however often somebody has pressed something before.
  return guarded(async () => {
    const done = await withActor(db, actor, (trx) =>
      intent === "erasure" ? askForErasure(trx, actor, params.clientId, said) : withdrawConsent(trx, actor, params.clientId, { ...said, stop: intent === "everything" ? "everything" : { organisations: organisation } }),
    ).catch((error: unknown) => refusedEntry(submission, error));
    return "eventId" in done ? redirect(`/people/${params.clientId}/withdrawal/${done.eventId}`, 303) : done;
  });
}

export default function Withdrawal({ loaderData, actionData }: Route.ComponentProps) {
  const { person, consent, now } = loaderData;
  const organisations = [...new Map(consent.grants.map((grant) => [grant.organisationId, grant.organisation]))].map(([id, name]) => ({ id, name }));
  const [form, fields] = useForm<z.input<typeof withdrawalForm>>({
    lastResult: actionData,
    defaultValue: { intent: organisations.length > 0 ? "organisations" : "everything", saidAt: now, how: "voice", organisation: organisations.length === 1 ? organisations.map((one) => one.id) : [] },
  });
  const navigation = useNavigation();
  const here = `/people/${person.id}`;
  return (
    <div className={styles.narrow}>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "People", to: "/people" }, { label: person.name, to: here }, { label: "No longer agrees" }]} />}
        title={`${person.name} no longer agrees`}
        lead="Stopping is as easy as agreeing. They need give no reason."
      />
      <ErrorSummary errors={summaryOf(form)} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormStack>
          <WithdrawalChoices fields={fields} organisations={organisations} holds={person.holds} name={person.name} />
          <FormRow kind="buttons">
            <Button type="submit" variant="danger" isPending={navigation.state !== "idle"} pendingLabel="Stopping…">Stop now</Button>
            <LinkButton to={here} variant="quiet">Leave it as it is</LinkButton>
          </FormRow>
        </FormStack>
      </Form>
    </div>
  );
}
