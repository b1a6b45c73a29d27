import { useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, Form, redirect, useNavigation } from "react-router";
import type { z } from "zod";
import { openClasses } from "~/features/case-notes/access.server";
import { beginNote } from "~/features/case-notes/commands.server";
import styles from "~/features/case-notes/components/parts.module.css";
import { summaryOf } from "~/features/case-notes/components/summaryOf";
import { dayOf } from "~/features/case-notes/days";
import { noteForm, refusedEntry } from "~/features/case-notes/form.server";
import { factsOf, readPerson } from "~/features/case-notes/person-read.server";
import { readersOf } from "~/features/case-notes/readers.server";
import { classWords, noteKinds, noteWords } from "~/features/case-notes/section";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { DateField } from "~/kit/DateField";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { fromConform } from "~/kit/field";
import { FormStack } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { RadioGroup } from "~/kit/RadioGroup";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/people.$clientId.notes.new";

export const meta = () => [{ title: "Write a note · Common Thread" }];

export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const person = await readPerson(trx, actor, params.clientId);
      const { writable } = await openClasses(trx, person);
      const choices = [];
      for (const sectionClass of writable) {
        const { words } = await readersOf(trx, actor, person.id, sectionClass, person.actor.seat.organisationId);
        choices.push({ value: sectionClass, label: classWords[sectionClass].title, hint: `${classWords[sectionClass].hint} ${words ? `Can be read by you and ${words}.` : "Only you can read it."}` });
      }
      return { person: factsOf(person), choices, today: dayOf(new Date()) };
    }),
  );
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const submission = parseWithZod(await request.formData(), { schema: noteForm });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  return guarded(async () => {
    await limit("command", actor.accountId);
    const begun = await withActor(db, actor, (trx) => beginNote(trx, actor, params.clientId, submission.value)).catch((error: unknown) => refusedEntry(submission, error));
    return "noteId" in begun ? redirect(`/people/${params.clientId}/notes/${begun.noteId}`) : begun;
  });
}

export default function NewNote({ loaderData, actionData }: Route.ComponentProps) {
  const { person, choices, today } = loaderData;
  const here = `/people/${person.id}`;
  const [form, fields] = useForm<z.input<typeof noteForm>>({ lastResult: actionData, defaultValue: { kind: "visit", happenedOn: today, classes: [] } });
  const navigation = useNavigation();
  const chosen = fields.classes.initialValue;
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "People", to: "/people" }, { label: person.name, to: here }, { label: "Write a note" }]} />} title="Write a note" />
      {choices.length === 0 ? (
        <Banner tone="needs" title="Ask first. Here are words you could use.">
          <p className={styles.say}>“May I write down what we talk about, so that you do not have to say it twice? You can see it, and you can tell me to stop at any time.”</p>
          {person.holds ? <LinkButton to={`${here}/consent/new`} variant="primary">Record what they say</LinkButton> : null}
        </Banner>
      ) : (
        <>
          <ErrorSummary errors={summaryOf(form)} />
          <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
            <FormStack>
              <RadioGroup label="What kind of note?" {...fromConform(fields.kind)} inline choices={noteKinds.map((kind) => ({ value: kind, label: noteWords[kind] }))} />
              <DateField label="When did it happen?" {...fromConform(fields.happenedOn)} max={today} />
              <CheckboxGroup
                label="Which parts do you need?"
                hint="You can add more later. Each part says who can read it."
                {...fromConform(fields.classes)}
                defaultValue={Array.isArray(chosen) ? chosen.filter((one) => typeof one === "string") : typeof chosen === "string" ? [chosen] : []}
                choices={choices}
              />
              <div>
                <Button type="submit" variant="primary" isPending={navigation.state !== "idle"} pendingLabel="Opening…">Begin</Button>
              </div>
            </FormStack>
          </Form>
        </>
      )}
    </div>
  );
}
