import { useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { useEffect } from "react";
import { data, Form, redirect, useNavigation } from "react-router";
import type { z } from "zod";
import { sendCode } from "~/features/people/codes.server";
import { DemonstrationPeople } from "~/features/people/components/DemonstrationPeople";
import { DeviceChoice } from "~/features/people/components/DeviceChoice";
import { PasskeyButton } from "~/features/people/components/PasskeyButton";
import styles from "~/features/people/components/people.module.css";
import { signInForm } from "~/features/people/form.server";
import { demonstrationPeople } from "~/features/people/network.server";
import { safePath } from "~/features/people/safe-path";
import { deviceOf, signIn, waitingCookie } from "~/features/people/sign-in.server";
import { Button } from "~/kit/Button";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { errorsFrom } from "~/kit/errorsFrom";
import { fromConform } from "~/kit/field";
import { TextField } from "~/kit/TextField";
import { tooMany } from "~/features/people/too-many.server";
import { actorContext, addressContext, coveredContext, servicesOf } from "~/shared/services.server";
import { forgetCover } from "~/shell/idleClock";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/sign-in";

export const meta = () => [{ title: "Sign in · Common Thread" }];

export async function loader({ context, request }: Route.LoaderArgs) {
  const then = safePath(new URL(request.url).searchParams.get("then"));
  if (context.get(actorContext)) throw redirect(then);
  if (context.get(coveredContext)) throw redirect(`/covered?${new URLSearchParams({ then })}`);
  return { people: await demonstrationPeople(servicesOf(context).db), then };
}

/** Sends a code to an address, or signs in as one of the invented people where there are any. */
export async function action({ context, request }: Route.ActionArgs) {
  const services = servicesOf(context);
  const { db, config, limit } = services;
  const form = await request.formData();
  const account = form.get("account");
  if (account !== null) {
    const person = (await demonstrationPeople(db)).find((one) => one.accountId === account);
    if (!person) return redirect("/sign-in");
    return signIn(services, request, { accountId: person.accountId, device: deviceOf(form), method: "demonstration", then: String(form.get("then")) });
  }
  const submission = parseWithZod(form, { schema: signInForm });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const { email, device, then } = submission.value;
  const refused = await tooMany(async () => {
    await limit("sign_in", `address ${context.get(addressContext)}`);
    await limit("code", email);
  });
  if (refused) return data(submission.reply({ formErrors: [refused] }), { status: 429 });
  await sendCode(db, email);
  return redirect("/sign-in/code", { headers: { "Set-Cookie": waitingCookie(config, { email, device, then: safePath(then) }) } });
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const [form, fields] = useForm<z.input<typeof signInForm>>({ lastResult: actionData, id: "sign-in" });
  const navigation = useNavigation();
  // Whoever signs in next on this computer starts with an open page.
  useEffect(forgetCover, []);
  return (
    <>
      <PageHeader title="Sign in" lead="A passkey is the safest way. A code by email is the other." />
      <ErrorSummary errors={errorsFrom(form.errors, { email: fields.email })} />
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className={styles.stack}>
        <input type="hidden" name="then" value={loaderData.then} />
        <DeviceChoice />
        <PasskeyButton formId={form.id} />
        <TextField label="Email address" type="email" autoComplete="username webauthn" inputMode="email" spellCheck={false} {...fromConform(fields.email)} />
        <div>
          <Button type="submit" isPending={navigation.state !== "idle" && navigation.formData?.get("account") === null} pendingLabel="Sending…">
            Email me a code
          </Button>
        </div>
        {loaderData.people.length > 0 ? <DemonstrationPeople people={loaderData.people} /> : null}
      </Form>
    </>
  );
}
