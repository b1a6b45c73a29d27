import { answered, said } from "~/features/gaps/group/answer.server";
import { HomePost } from "~/features/relationships/home/HomePost";
import { giveFrom, homePage } from "~/features/relationships/home/page.server";
import { cancelDay } from "~/features/shadowing/commands.server";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/team.home.$postId";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.post.title ?? "Not found"} · Common Thread` }];

/** People are named for those who hold their case alone; each name is a look. */
export const loader = ({ context, params }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, (trx) => homePage(trx, actor, params.postId));
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/team.home.$postId");

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    await limit("command", actor.accountId);
    await withActor(db, actor, (trx) => giveFrom(trx, actor, params.postId, (name) => said(form, name), (dayId, line) => cancelDay(trx, actor, dayId, { line })));
    return `/team/home/${params.postId}?done=given`;
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked, "part");

export { shouldRevalidate } from "~/features/shadowing/book/revalidate";

export default function HomeOfPost({ loaderData, actionData }: Route.ComponentProps) {
  useNotices(["team"]);
  return <HomePost key={loaderData.post.id} shown={loaderData} refused={actionData} />;
}
