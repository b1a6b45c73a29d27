import { data, redirect } from "react-router";
import { parseWithZod } from "@conform-to/zod/v4";
import { changeLine, closePost, endTenure } from "~/features/people/commands.server";
import { PostHistory } from "~/features/people/components/PostHistory";
import { PostLines } from "~/features/people/components/PostLines";
import styles from "~/features/people/components/people.module.css";
import { managerPosts, organisationsNear, postPage } from "~/features/people/directory-read.server";
import { endingForm, lineForm } from "~/features/people/form.server";
import { idOf } from "~/features/people/named-lines.server";
import { refusedFields } from "~/features/people/refused-fields.server";
import { mayReadCharter } from "~/features/relationships/charter/access.server";
import { AwayLine } from "~/features/relationships/cover/AwayLine";
import { awayFrom } from "~/features/relationships/cover/page.server";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { LinkButton } from "~/kit/LinkButton";
import { Time } from "~/kit/Time";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Route } from "./+types/directory.posts.$postId";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.post.title ?? "Not found"} · Common Thread` }];

export const loader = ({ context, params }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => {
      const page = await postPage(trx, actor, params.postId);
      const { organisationId } = page.post;
      const away = await awayFrom(trx, params.postId);
      const hasCharter = await mayReadCharter(trx, actor, params.postId);
      if (!page.abilities.lookAfter) return { ...page, away, hasCharter, managers: [], organisations: [] };
      return { ...page, away, hasCharter, managers: await managerPosts(trx, actor, organisationId), organisations: await organisationsNear(trx, actor, organisationId) };
    });
  });

/** Ends somebody's time in the post, moves a line, or closes the post. */
export const action = ({ context, params, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    await limit("command", actor.accountId);
    const form = await request.formData();
    const intent = form.get("intent");
    const { postId } = params;
    if (intent === "close") await withActor(db, actor, (trx) => closePost(trx, actor, postId));
    else if (intent === "end") {
      const submission = parseWithZod(form, { schema: endingForm });
      if (submission.status !== "success") return data(submission.reply(), { status: 422 });
      await withActor(db, actor, (trx) => endTenure(trx, actor, submission.value.tenureId, submission.value.why));
    } else if (intent === "line") {
      const submission = parseWithZod(form, { schema: lineForm });
      if (submission.status !== "success") return data(submission.reply(), { status: 422 });
      const { kind, to } = submission.value;
      const refused = await withActor(db, actor, async (trx) => {
        const target = to && kind !== "managed_by" ? await idOf(trx, actor, "to", to) : to;
        return changeLine(trx, actor, { postId, kind, to: target });
      }).catch((error: unknown) => refusedFields(submission, error));
      if (refused) return refused;
    } else notFound();
    return redirect(`/directory/posts/${postId}`);
  });

export default function PostPage({ loaderData, actionData }: Route.ComponentProps) {
  const { post, lines, tenures, abilities, managers, organisations, away, hasCharter } = loaderData;
  const canChange = abilities.lookAfter && !post.closedAt;
  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "Directory", to: "/directory" }, { label: post.organisationName, to: `/directory/organisations/${post.organisationId}` }, { label: post.title }]} />}
        title={post.title}
        lead={`${post.role.label}: ${post.role.does}.`}
        actions={
          <>
            {hasCharter ? <LinkButton to={`/team/charter/${post.id}`}>Role charter</LinkButton> : null}
            {canChange ? (
              <LinkButton variant="primary" to={`/team/invitations/new?post=${post.id}`}>
                Invite someone
              </LinkButton>
            ) : null}
          </>
        }
      />
      {away ? <AwayLine away={away} /> : null}
      {post.closedAt ? (
        <Banner tone="plain">
          This post was closed on <Time iso={post.closedAt} format="date" />. Its history stays.
        </Banner>
      ) : null}
      <TwoColumns side={<PostLines lines={lines} canChange={canChange} managers={managers} organisations={organisations} reply={actionData} />} sideLabel="Lines">
        <div className={styles.stack}>
          <PostHistory tenures={tenures} canEnd={abilities.lookAfter} canClose={canChange} />
        </div>
      </TwoColumns>
    </>
  );
}
