import { parseWithZod } from "@conform-to/zod/v4";
import { data, Link, redirect } from "react-router";
import { OwnPasskeys } from "~/features/people/components/OwnPasskeys";
import { OwnPosts } from "~/features/people/components/OwnPosts";
import { OwnProfile } from "~/features/people/components/OwnProfile";
import { OwnSessions } from "~/features/people/components/OwnSessions";
import styles from "~/features/people/components/people.module.css";
import { passkeyForm, profileForm } from "~/features/people/form.server";
import { changeDevice, changeName, endOwnSession, ownPage, signOutEverywhere } from "~/features/people/own-page.server";
import { removePasskey, renamePasskey } from "~/features/people/passkeys.server";
import { sessionCookie } from "~/features/people/session-cookie";
import { deviceOf } from "~/features/people/sign-in.server";
import { actsInNetwork } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Route } from "./+types/me";

export const meta = () => [{ title: "My page · Common Thread" }];

export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => ({ ...(await ownPage(trx, actor)), acts: actsInNetwork(actor) }));
  });

/** What one changes about oneself: name, passkeys, sessions, and whether this computer is one's own. */
export const action = ({ context, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, config, limit } = servicesOf(context);
    const actor = actorOf(context);
    await limit("command", actor.accountId);
    const form = await request.formData();
    const intent = form.get("intent");
    const id = String(form.get("id") ?? "");
    if (intent === "everywhere") {
      await withActor(db, actor, (trx) => signOutEverywhere(trx, actor));
      return redirect("/sign-in", { headers: { "Set-Cookie": sessionCookie(config, undefined), "Clear-Site-Data": '"cache"' } });
    }
    if (intent === "end") await withActor(db, actor, (trx) => endOwnSession(trx, actor, id));
    else if (intent === "device") await withActor(db, actor, (trx) => changeDevice(trx, actor, deviceOf(form)));
    else if (intent === "remove-passkey") await withActor(db, actor, (trx) => removePasskey(trx, actor, id));
    else if (intent === "rename-passkey") {
      const submission = parseWithZod(form, { schema: passkeyForm });
      if (submission.status !== "success") return data({ of: id, reply: submission.reply() }, { status: 422 });
      await withActor(db, actor, (trx) => renamePasskey(trx, actor, id, submission.value.name));
    } else if (intent === "name") {
      const submission = parseWithZod(form, { schema: profileForm });
      if (submission.status !== "success") return data({ of: "name", reply: submission.reply() }, { status: 422 });
      await withActor(db, actor, (trx) => changeName(trx, actor, submission.value.name));
    } else notFound();
    return redirect("/me");
  });

export default function Me({ loaderData, actionData }: Route.ComponentProps) {
  const { name, email, posts, passkeys, sessions, device, acts } = loaderData;
  const replyTo = (of: string) => (actionData?.of === of ? actionData.reply : undefined);
  return (
    <>
      <PageHeader title="My page" lead={email} />
      <TwoColumns side={<OwnPosts posts={posts} />} sideLabel="My posts">
        <div className={styles.stack}>
          <OwnProfile key={name} name={name} reply={replyTo("name")} />
          <OwnPasskeys passkeys={passkeys} replyTo={replyTo} />
          <OwnSessions sessions={sessions} device={device} />
          {acts ? (
            <p>
              <Link to="/me/calendar">See my diary in my own calendar</Link>
            </p>
          ) : null}
          {acts ? (
            <p>
              <Link to="/me/handover">Hand over my post</Link>
            </p>
          ) : null}
        </div>
      </TwoColumns>
    </>
  );
}
