import { answered, said } from "~/features/gaps/group/answer.server";
import { saveWords } from "~/features/relationships/handover/acts.server";
import { WordsPage } from "~/features/relationships/handover/pages/WordsPage";
import { wordsPage } from "~/features/relationships/handover/words-page.server";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/team.handovers.$handoverId.people.$itemId";

export const meta = () => [{ title: "What the next person should know · Common Thread" }];

/** For those who hold the case; each opening is a look. */
export const loader = ({ context, params }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, (trx) => wordsPage(trx, actor, params.handoverId, params.itemId));
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/team.handovers.$handoverId.people.$itemId");

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    await limit("command", actor.accountId);
    await withActor(db, actor, (trx) => saveWords(trx, actor, params.itemId, (name) => said(form, name)));
    return `/team/handovers/${params.handoverId}/people/${params.itemId}?done=words`;
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked, "part");

export { shouldRevalidate } from "~/features/shadowing/book/revalidate";

export default function HandoverWords({ loaderData, actionData }: Route.ComponentProps) {
  return <WordsPage key={loaderData.item.id} shown={loaderData} refused={actionData} />;
}
