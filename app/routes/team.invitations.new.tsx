import { useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, Form, useNavigation } from "react-router";
import type { z } from "zod";
import { invite } from "~/features/people/commands.server";
import { InvitationSent } from "~/features/people/components/InvitationSent";
import styles from "~/features/people/components/people.module.css";
import { invitationForm } from "~/features/people/form.server";
import { refusedFields } from "~/features/people/refused-fields.server";
import { postsToInviteTo } from "~/features/people/team-read.server";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { EmptyState } from "~/kit/EmptyState";
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
import type { Route } from "./+types/team.invitations.new";

export const meta = () => [{ title: "Invite someone · Common Thread" }];

export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    if (!actor.seats.some((seat) => seat.role === "manager" || seat.role === "facilitator")) notFound();
    const asked = new URL(request.url).searchParams.get("post");
    const posts = await withActor(servicesOf(context).db, actor, (trx) => postsToInviteTo(trx, actor, asked));
    return { posts, chosen: posts.some((post) => post.value === asked) ? (asked ?? "") : "" };
  });

/** Writes the invitation and its letter. The link is answered once, here, and is kept nowhere. */
export const action = ({ context, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, config, limit } = servicesOf(context);
    const actor = actorOf(context);
    const submission = parseWithZod(await request.formData(), { schema: invitationForm });
    if (submission.status !== "success") return data({ reply: submission.reply(), sent: undefined }, { status: 422 });
    await limit("command", actor.accountId);
    const { name, email } = submission.value;
    const sent = await withActor(db, actor, (trx) => invite(trx, actor, { ...submission.value, baseUrl: config.baseUrl })).catch((error: unknown) => refusedFields(submission, error));
    if (!("token" in sent)) return data({ reply: sent.data, sent: undefined }, sent.init ?? undefined);
    return data({ reply: undefined, sent: { name, email, link: `${config.baseUrl}/invite/${sent.token}`, byMail: config.smtpUrl !== undefined } });
  });

export default function NewInvitation({ loaderData, actionData }: Route.ComponentProps) {
  const { posts, chosen } = loaderData;
  const [form, fields] = useForm<z.input<typeof invitationForm>>({ id: "invitation", lastResult: actionData?.reply, defaultValue: { postId: chosen } });
  const navigation = useNavigation();
  if (actionData?.sent) {
    const { name: invited, ...letter } = actionData.sent;
    return (
      <div className={styles.narrow}>
        <PageHeader title={`${invited} is invited`} />
        <InvitationSent {...letter} />
      </div>
    );
  }
  const { postId, name, email, purpose } = fields;
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Team", to: "/team" }, { label: "Invite someone" }]} />} title="Invite someone" lead="They get a letter with a link that works once, for 14 days." />
      {posts.length === 0 ? (
        <EmptyState title="There is no post to invite to yet">Add a post to your organisation first. People sit in posts.</EmptyState>
      ) : (
        <>
          <ErrorSummary errors={errorsFrom(form.errors, { postId, name, email, purpose })} />
          <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
            <FormStack>
              <Select label="Post" placeholder="Choose one" choices={posts} {...fromConform(postId)} />
              <TextField label="Their name" autoComplete="off" {...fromConform(name)} />
              <TextField label="Their email address" type="email" autoComplete="off" spellCheck={false} {...fromConform(email)} />
              <TextField label="What for" hint="One line they read first, such as “To work with us on Tuesdays”." optional maxLength={500} {...fromConform(purpose)} />
              <div>
                <Button type="submit" variant="primary" isPending={navigation.state !== "idle"} pendingLabel="Sending…">
                  Send the invitation
                </Button>
              </div>
            </FormStack>
          </Form>
        </>
      )}
    </div>
  );
}
