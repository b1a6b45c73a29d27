import { answered, said } from "~/features/gaps/group/answer.server";
import { markOpened } from "~/features/inbox/seen.server";
import { CoverPage } from "~/features/relationships/cover/CoverPage";
import { actOnCover, coverPage } from "~/features/relationships/cover/page.server";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/team.cover.$coverId";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData ? `${loaderData.cover.away} ${loaderData.cover.endedAt ? "is back" : "is away"}` : "Not found"} · Common Thread` }];

export const loader = ({ context, params }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => {
      const shown = await coverPage(trx, actor, params.coverId);
      await markOpened(trx, actor, { coverId: shown.cover.id });
      return shown;
    });
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/team.cover.$coverId");

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    await limit("command", actor.accountId);
    const done = await withActor(db, actor, (trx) => actOnCover(trx, actor, params.coverId, (name) => said(form, name)));
    return `/team/cover/${params.coverId}?done=${done}`;
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked, "part");

export { shouldRevalidate } from "~/features/shadowing/book/revalidate";

export default function Cover({ loaderData, actionData }: Route.ComponentProps) {
  return <CoverPage key={loaderData.cover.id} shown={loaderData} refused={actionData} />;
}
