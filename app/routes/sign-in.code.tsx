import { useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, Form, Link, redirect, useNavigation } from "react-router";
import type { z } from "zod";
import { sendCode, shownCode, tryCode } from "~/features/people/codes.server";
import { CodeField, ShownCode } from "~/features/people/components/CodeField";
import styles from "~/features/people/components/people.module.css";
import { codeForm } from "~/features/people/form.server";
import { codesAreShown, signIn, waitingOf } from "~/features/people/sign-in.server";
import { tooMany } from "~/features/people/too-many.server";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { errorsFrom } from "~/kit/errorsFrom";
import { FormRow } from "~/kit/FormRow";
import { actorContext, addressContext, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/sign-in.code";

export const meta = () => [{ title: "Your code · Common Thread" }];

export async function loader({ context, request }: Route.LoaderArgs) {
  const services = servicesOf(context);
  if (context.get(actorContext)) throw redirect("/today");
  const waiting = waitingOf(request);
  if (!waiting) throw redirect("/sign-in");
  const code = (await codesAreShown(services)) ? await shownCode(services.db, waiting.email) : undefined;
  return { email: waiting.email, code, again: new URL(request.url).searchParams.has("again") };
}

const wrong = "That is not the code. Check the newest email and try again.";
const spent = "That was not the code. We have sent a new one; use that.";

/** Signs in with the code, or sends another. After three wrong tries another is sent without asking. */
export async function action({ context, request }: Route.ActionArgs) {
  const services = servicesOf(context);
  const { db, limit } = services;
  const waiting = waitingOf(request);
  if (!waiting) return redirect("/sign-in");
  const form = await request.formData();
  const submission = parseWithZod(form, { schema: codeForm });
  const sendAnother = () => tooMany(() => limit("code", waiting.email)).then(async (refused) => refused ?? (await sendCode(db, waiting.email), undefined));
  if (form.get("intent") === "again") {
    const refused = await sendAnother();
    return refused ? data(submission.reply({ formErrors: [refused] }), { status: 429 }) : redirect("/sign-in/code?again");
  }
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const refused = await tooMany(() => limit("sign_in", `try ${context.get(addressContext)}`));
  if (refused) return data(submission.reply({ formErrors: [refused] }), { status: 429 });
  const outcome = await tryCode(db, waiting.email, submission.value.code);
  if ("accountId" in outcome) return signIn(services, request, { ...waiting, accountId: outcome.accountId, method: "code" });
  if (outcome.refused === "wrong") return data(submission.reply({ fieldErrors: { code: [wrong] } }), { status: 422 });
  return data(submission.reply({ fieldErrors: { code: [(await sendAnother()) ?? spent] }, resetForm: false }), { status: 422 });
}

export default function SignInCode({ loaderData, actionData }: Route.ComponentProps) {
  const [form, fields] = useForm<z.input<typeof codeForm>>({ lastResult: actionData, id: "code-form" });
  const navigation = useNavigation();
  const { email, code, again } = loaderData;
  return (
    <>
      <PageHeader title="Check your email" lead={`If ${email} has a place here, six digits are on their way. They work once, for 10 minutes.`} />
      {again && !actionData ? <Banner tone="agreed">A new code was sent. Use the newest one.</Banner> : null}
      <ErrorSummary errors={errorsFrom(form.errors, { code: fields.code })} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className={styles.stack}>
        <ShownCode code={code} />
        <CodeField field={fields.code} />
        <FormRow kind="buttons">
          <Button type="submit" variant="primary" isPending={navigation.state !== "idle"} pendingLabel="Checking…">
            Sign in
          </Button>
          <Button type="submit" name="intent" value="again" variant="quiet">
            Send a new code
          </Button>
        </FormRow>
      </Form>
      <p className={styles.section}>
        <Link to="/sign-in">Use another address</Link>
      </p>
    </>
  );
}
