import { redirect } from "react-router";
import { answered, said } from "~/features/gaps/group/answer.server";
import { noticeFrom, openFrom } from "~/features/relationships/handover/acts.server";
import { offboard } from "~/features/relationships/home/home.server";
import { LeavingPage } from "~/features/relationships/leaving/LeavingPage";
import { leavingPage } from "~/features/relationships/leaving/page.server";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/team.leaving.$accountId";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData ? `When ${loaderData.account.name} leaves` : "Not found"} · Common Thread` }];

export const loader = ({ context, params }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    // Whoever looks after others looks after their own leaving too.
    if (params.accountId === actor.accountId && actor.seats.some(({ role }) => role === "manager" || role === "facilitator")) throw redirect("/me/handover");
    return withActor(servicesOf(context).db, actor, (trx) => leavingPage(trx, actor, params.accountId));
  });

/** Opens a handover for them, says their last day, or ends everything that lets them in. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const read = (name: string) => said(form, name);
  return answered(form, async () => {
    await limit("command", actor.accountId);
    return withActor(db, actor, async (trx) => {
      await leavingPage(trx, actor, params.accountId);
      if (read("intent") === "open") return `/team/handovers/${await openFrom(trx, actor, read)}?done=opened`;
      if (read("intent").startsWith("notice")) {
        return `/team/leaving/${params.accountId}?done=${await noticeFrom(trx, actor, (name) => (name === "accountId" ? params.accountId : read(name)))}`;
      }
      if (read("intent") !== "end") return notFound();
      await offboard(trx, actor, params.accountId, read("why"));
      return "/team?done=offboarded";
    });
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked, "part");

export default function Leaving({ loaderData, actionData }: Route.ComponentProps) {
  return <LeavingPage shown={loaderData} refused={actionData} />;
}
