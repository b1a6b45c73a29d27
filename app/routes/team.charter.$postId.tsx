import { markOpened } from "~/features/inbox/seen.server";
import { actOnCharter } from "~/features/relationships/charter/acts.server";
import { CharterPage } from "~/features/relationships/charter/CharterPage";
import { charterPage, type CharterShown } from "~/features/relationships/charter/reading.server";
import { answered, said } from "~/features/shadowing/offer/answer.server";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/team.charter.$postId";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData ? `Role charter: ${loaderData.shown.post.title}` : "Not found"} · Common Thread` }];

/** What the bosses of a post each decide. Opening it is enough for the news that two differ. */
export const loader = ({ context, params }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => {
      const shown = await charterPage(trx, actor, params.postId);
      await markOpened(trx, actor, { charterPostId: shown.post.id });
      return { shown };
    });
  });

export const clientLoader = keepShown<{ shown: CharterShown }>("routes/team.charter.$postId");

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    await limit("diary", actor.accountId);
    return withActor(db, actor, (trx) => actOnCharter(trx, actor, params.postId, (name) => said(form, name)));
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked);

export default function RoleCharter({ loaderData, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData);
  const { post } = loaderData.shown;
  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "Directory", to: "/directory" }, { label: post.organisation, to: `/directory/organisations/${post.organisationId}` }, { label: post.title, to: `/directory/posts/${post.id}` }, { label: "Role charter" }]} />}
        title="Role charter"
        lead={`${post.title}, ${post.organisation}: who decides what.`}
      />
      <CharterPage shown={loaderData.shown} refused={refused} />
    </>
  );
}
