import { useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, Form, Link, redirect, useNavigation } from "react-router";
import type { z } from "zod";
import { findClient, openClasses } from "~/features/case-notes/access.server";
import { addWords } from "~/features/case-notes/commands.server";
import { summaryOf } from "~/features/case-notes/components/summaryOf";
import { WordsCard } from "~/features/case-notes/components/WordsCard";
import { dayOf } from "~/features/case-notes/days";
import { refusedEntry, wordsForm } from "~/features/case-notes/form.server";
import { abilitiesOn, contactOf, factsOf, wordsOf } from "~/features/case-notes/person-read.server";
import { canAddWords } from "~/features/case-notes/policy";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { DateField } from "~/kit/DateField";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { fromConform } from "~/kit/field";
import { FormStack } from "~/kit/FormRow";
import { SummaryList } from "~/kit/SummaryList";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/people.$clientId._index";

export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const person = await findClient(trx, actor, params.clientId);
      const { writable, readable } = await openClasses(trx, person);
      return {
        person: factsOf(person),
        contact: await contactOf(trx, person),
        words: readable.includes("what_matters") ? await wordsOf(trx, person) : undefined,
        abilities: { ...abilitiesOn(person), addWords: canAddWords(actor, person, writable) },
        today: dayOf(new Date()),
      };
    }),
  );
}

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/people.$clientId._index");

/** Adds what matters to them, as said. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const submission = parseWithZod(await request.formData(), { schema: wordsForm });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  return guarded(async () => {
    await limit("command", actor.accountId);
    const refused = await withActor(db, actor, (trx) => addWords(trx, actor, params.clientId, submission.value)).catch((error: unknown) => refusedEntry(submission, error));
    return refused ?? redirect(`/people/${params.clientId}`);
  });
}

export default function Overview({ loaderData, actionData }: Route.ComponentProps) {
  const reply = useRefused(actionData);
  const { person, contact, words, abilities, today } = loaderData;
  const [form, fields] = useForm<z.input<typeof wordsForm>>({ lastResult: reply, defaultValue: { saidOn: today } });
  const navigation = useNavigation();
  const change = abilities.change ? <Link to={`/people/${person.id}/details`}>Change<VisuallyHidden> who they are and how to reach them</VisuallyHidden></Link> : null;
  const facts = [
    { key: "interpreter", label: "Interpreter", value: person.interpreter || "Not needed" },
    { key: "home", label: "Supported by", value: person.homeOrganisation },
    { key: "contact", label: "Last contact", value: person.lastContactOn ? <Time iso={person.lastContactOn} format="day" /> : "None yet" },
    ...(contact ? contactRows(contact) : []),
  ];
  return (
    <>
      <ErrorSummary errors={summaryOf(form)} />
      {words ? <WordsCard words={words} /> : null}
      {abilities.addWords ? (
        <Disclosure summary="Add new words" defaultOpen={reply !== undefined && reply !== null}>
          <Form method="post" action="?index" id={form.id} key={words?.[0]?.id ?? "first"} onSubmit={form.onSubmit} noValidate>
            <FormStack>
              <TextField label="What matters to them" hint="As they say it. What was said before is kept below." voice="people" multiline rows={5} {...fromConform(fields.words)} />
              <DateField label="Said on" {...fromConform(fields.saidOn)} />
              <div>
                <Button type="submit" isPending={navigation.state !== "idle"}>Add these words</Button>
              </div>
            </FormStack>
          </Form>
        </Disclosure>
      ) : null}
      <Card as="section" title="About them" footer={change}>
        <SummaryList rows={facts} />
      </Card>
    </>
  );
}

function contactRows(contact: { phone: string; email: string; address: string; preference: string; takeCare: string }) {
  return [
    { key: "care", label: "Take care", value: contact.takeCare || "Nothing noted" },
    { key: "phone", label: "Phone", value: contact.phone || "None" },
    { key: "email", label: "Email", value: contact.email || "None" },
    { key: "address", label: "Address", value: contact.address || "None" },
    { key: "preference", label: "Likes to be reached", value: contact.preference || "Not said" },
  ];
}
