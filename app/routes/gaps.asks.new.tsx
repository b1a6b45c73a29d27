import { useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { useState } from "react";
import { data, Form, redirect, useNavigation } from "react-router";
import type { z } from "zod";
import { areas } from "~/features/gaps/access.server";
import { AsksAlike } from "~/features/gaps/asks/AsksAlike";
import styles from "~/features/gaps/asks/asks.module.css";
import { askNetwork } from "~/features/gaps/asks/commands.server";
import { askForm } from "~/features/gaps/asks/form.server";
import { mostQuestion } from "~/features/gaps/asks/words";
import { NameWarning } from "~/features/gaps/board/NameWarning";
import { canActOnGaps } from "~/features/gaps/policy";
import { everywhere, groups, needs } from "~/features/gaps/words";
import { refusedFields } from "~/features/people/refused-fields.server";
import { tooMany } from "~/features/people/too-many.server";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { errorsFrom } from "~/kit/errorsFrom";
import { fromConform } from "~/kit/field";
import { FormStack } from "~/kit/FormRow";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/gaps.asks.new";

export const meta = () => [{ title: "Ask the network · Common Thread" }];

export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    if (!canActOnGaps(actor)) notFound();
    const question = (new URL(request.url).searchParams.get("question") ?? "").slice(0, mostQuestion);
    return withActor(servicesOf(context).db, actor, async (trx) => ({ areas: await areas(trx), question }));
  });

export const action = ({ context, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    if (!canActOnGaps(actor)) notFound();
    const submission = parseWithZod(await request.formData(), { schema: askForm });
    if (submission.status !== "success") return data(submission.reply(), { status: 422 });
    const wait = await tooMany(() => limit("gap", actor.accountId));
    if (wait) return data(submission.reply({ fieldErrors: { question: [wait] } }), { status: 429 });
    const asked = await withActor(db, actor, (trx) => askNetwork(trx, actor, submission.value)).catch((error: unknown) => refusedFields(submission, error));
    return "askId" in asked ? redirect(`/gaps/asks/${asked.askId}?sent=${asked.sent.posts}-${asked.sent.organisations}`) : asked;
  });

const choices = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, label]) => ({ value, label }));

export default function NewAsk({ loaderData, actionData }: Route.ComponentProps) {
  const { areas: places, question: start } = loaderData;
  const [form, fields] = useForm<z.input<typeof askForm>>({ id: "ask", lastResult: actionData, defaultValue: { question: start } });
  const { question, areaId, need, groups: chosen } = fields;
  const [words, setWords] = useState(typeof question.defaultValue === "string" ? question.defaultValue : start);
  const navigation = useNavigation();
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Gaps", to: "/gaps" }, { label: "Asks", to: "/gaps/asks" }, { label: "Ask the network" }]} />} title="Ask the network" lead="Posts that follow the area, the need or the group find your question waiting for them." />
      <ErrorSummary errors={errorsFrom(form.errors, { question, areaId, need, groups: chosen })} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormStack>
          <TextField multiline rows={3} label="Your question" hint="Such as “Anyone with a wheelchair-friendly arts group on Thursdays?” Ask about what is out there, never about a person." voice="people" {...fromConform(question)} maxLength={mostQuestion + 100} autoComplete="off" onChange={(event) => setWords(event.currentTarget.value)} />
          <NameWarning words={words} known={places.map(({ name }) => name)} />
          <AsksAlike words={words} />
          <Select label="What it is about" placeholder="Choose one" choices={choices(needs)} {...fromConform(need)} />
          <Select label="Area" placeholder={everywhere} choices={places.map(({ id, name }) => ({ value: id, label: name }))} {...fromConform(areaId)} />
          <Disclosure summary="Who it is for (optional)">
            <CheckboxGroup label="Groups of people" hint="Up to six." name={chosen.name} id={chosen.id} error={chosen.errors} choices={choices(groups)} defaultValue={startOf(chosen.defaultValue)} />
          </Disclosure>
          <div>
            <Button type="submit" variant="primary" isPending={navigation.state !== "idle"} pendingLabel="Asking…">
              Ask
            </Button>
          </div>
        </FormStack>
      </Form>
    </div>
  );
}

function startOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : typeof value === "string" && value ? [value] : [];
}
