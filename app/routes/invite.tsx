import { useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, Form, redirect, useNavigation } from "react-router";
import type { z } from "zod";
import { DeviceChoice } from "~/features/people/components/DeviceChoice";
import { InvitationFacts } from "~/features/people/components/InvitationFacts";
import { InvitationOver, titleOver } from "~/features/people/components/InvitationOver";
import styles from "~/features/people/components/people.module.css";
import { PrivacySentences } from "~/features/people/components/PrivacySentences";
import { acceptanceForm } from "~/features/people/form.server";
import { askForInvitation, findInvitation } from "~/features/people/invitations.server";
import { joinByInvitation } from "~/features/people/joining.server";
import { tooMany } from "~/features/people/too-many.server";
import { Button } from "~/kit/Button";
import { Checkbox } from "~/kit/Checkbox";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { errorsFrom } from "~/kit/errorsFrom";
import { fromConform } from "~/kit/field";
import { LinkButton } from "~/kit/LinkButton";
import { TextField } from "~/kit/TextField";
import { guarded } from "~/shared/edges.server";
import { errorCode } from "~/shared/errors";
import { actorContext, addressContext, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/invite";

export const meta = () => [{ title: "Your invitation · Common Thread" }, { name: "referrer", content: "strict-origin" }];

/** Who invited you, to which post and what for. The link itself is the key, so nothing here leads elsewhere with it. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { db, limit } = servicesOf(context);
  return guarded(async () => {
    await limit("sign_in", `invite ${context.get(addressContext)}`);
    const invitation = await findInvitation(db, params.token).catch((error: unknown) => {
      if (errorCode(error) === "not_found") return undefined;
      throw error;
    });
    const actor = context.get(actorContext);
    const isYou = actor !== undefined && actor.email === invitation?.email;
    const mustSignIn = invitation !== undefined && invitation.hasAccount && !isYou;
    return data({ invitation, isYou, mustSignIn, asked: new URL(request.url).searchParams.has("asked") }, { status: invitation ? 200 : 404 });
  });
}

export const action = ({ context, params, request }: Route.ActionArgs) =>
  guarded(async () => {
    const services = servicesOf(context);
    const form = await request.formData();
    if (form.get("intent") === "ask") {
      await services.limit("code", `ask ${context.get(addressContext)}`);
      await askForInvitation(services.db, params.token);
      return redirect(`/invite/${encodeURIComponent(params.token)}?asked`);
    }
    const submission = parseWithZod(form, { schema: acceptanceForm });
    if (submission.status !== "success") return data(submission.reply(), { status: 422 });
    const refused = await tooMany(() => services.limit("sign_in", `accept ${context.get(addressContext)}`));
    if (refused) return data(submission.reply({ formErrors: [refused] }), { status: 429 });
    return joinByInvitation(services, request, { ...submission.value, token: params.token, actor: context.get(actorContext) }).catch((error: unknown) => {
      if (errorCode(error) !== "conflict" && errorCode(error) !== "signed_out") throw error;
      return data(submission.reply({ formErrors: [error instanceof Error ? error.message : ""] }), { status: 409 });
    });
  });

export default function Invite({ loaderData, actionData, params }: Route.ComponentProps) {
  const { invitation, isYou, mustSignIn, asked } = loaderData;
  const [form, fields] = useForm<z.input<typeof acceptanceForm>>({ id: "joining", lastResult: actionData, defaultValue: { name: invitation?.name ?? "" } });
  const navigation = useNavigation();
  if (!invitation || invitation.state !== "open") {
    return (
      <>
        <PageHeader title={titleOver(invitation)} />
        <InvitationOver invitation={invitation} asked={asked} />
      </>
    );
  }
  const { invitedBy, postTitle, organisationName } = invitation;
  return (
    <>
      <PageHeader title={`${invitedBy ?? "Your network"} has made you a place`} lead={`As “${postTitle}” at ${organisationName}.`} />
      <ErrorSummary errors={errorsFrom(form.errors, { name: fields.name, read: fields.read })} />
      <InvitationFacts invitation={invitation} />
      {mustSignIn ? (
        <div className={styles.stack}>
          <p>You have an account here already, so a link alone does not open it. Sign in as yourself, and this page comes back.</p>
          <div>
            <LinkButton variant="primary" to={`/sign-in?${new URLSearchParams({ then: `/invite/${params.token}` })}`}>
              Sign in first
            </LinkButton>
          </div>
        </div>
      ) : (
        <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className={styles.stack}>
          {isYou ? <input type="hidden" name="name" value={invitation.name} /> : <TextField label="Your name" hint="As colleagues know it." autoComplete="name" {...fromConform(fields.name)} />}
          <section aria-labelledby="privacy-sentences" className={styles.stack}>
            <h2 id="privacy-sentences">Privacy in five sentences</h2>
            <PrivacySentences />
            <Checkbox label="I have read this" value="yes" name={fields.read.name} id={fields.read.id} error={fields.read.errors} />
          </section>
          <DeviceChoice />
          <div>
            <Button type="submit" variant="primary" isPending={navigation.state !== "idle"} pendingLabel="One moment…">
              Join
            </Button>
          </div>
        </Form>
      )}
    </>
  );
}
