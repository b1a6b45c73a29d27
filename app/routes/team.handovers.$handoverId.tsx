import { answered, said } from "~/features/gaps/group/answer.server";
import { markOpened } from "~/features/inbox/seen.server";
import { actOnHandover } from "~/features/relationships/handover/acts.server";
import { findHandover } from "~/features/relationships/handover/access.server";
import { handoverPage } from "~/features/relationships/handover/page.server";
import { HandoverPage } from "~/features/relationships/handover/pages/HandoverPage";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { actsInNetwork } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/team.handovers.$handoverId";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData ? "Handover" : "Not found"} · Common Thread` }];

/** The same handover for whoever makes it, is asked, or comes into the post; each reads what they may. */
export const loader = ({ context, params, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    if (!actsInNetwork(actor)) notFound();
    const checking = new URL(request.url).searchParams.has("check");
    return withActor(servicesOf(context).db, actor, async (trx) => {
      const shown = await handoverPage(trx, actor, params.handoverId);
      await markOpened(trx, actor, { handoverId: shown.handover.id });
      return { shown, checking };
    });
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/team.handovers.$handoverId");

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    await limit("command", actor.accountId);
    const done = await withActor(db, actor, async (trx) => {
      await findHandover(trx, actor, params.handoverId);
      return actOnHandover(trx, actor, params.handoverId, (name) => said(form, name));
    });
    return `/team/handovers/${params.handoverId}?done=${done}`;
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked, "part");

export { shouldRevalidate } from "~/features/shadowing/book/revalidate";

export default function TeamHandover({ loaderData: { shown, checking }, actionData }: Route.ComponentProps) {
  return <HandoverPage key={shown.handover.id} shown={shown} base={`/team/handovers/${shown.handover.id}`} checking={checking} refused={actionData} />;
}
