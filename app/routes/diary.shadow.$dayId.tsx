import { actOnDay } from "~/features/shadowing/book/day-acts.server";
import { dayPage } from "~/features/shadowing/book/day-page.server";
import { DayPage, type DayShown } from "~/features/shadowing/book/DayPage";
import { dayDone } from "~/features/shadowing/book/done";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { answered, said } from "~/features/gaps/group/answer.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/diary.shadow.$dayId";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData ? `A day with ${loaderData.shown.day.host}` : "Not found"} · Common Thread` }];

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const actor = actorOf(context);
  return guarded(async () => ({
    shown: await withActor(servicesOf(context).db, actor, (trx) => dayPage(trx, actor, params.dayId)),
    done: dayDone(new URL(request.url).searchParams),
  }));
}

/** Whoever decides keeps the panel, and every word, when the connection goes while the page looks again. */
export const clientLoader = keepShown<{ shown: DayShown; done: string | undefined }>("routes/diary.shadow.$dayId");

/** Holds a place, gives more time, asks the host, waits, lets go. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    await limit("diary", actor.accountId);
    return withActor(db, actor, (trx) => actOnDay(trx, actor, params.dayId, (name) => said(form, name)));
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked, "part");

/** A refusal means that the day has changed: it is asked again, for what is like it. */
export { shouldRevalidate } from "~/features/shadowing/book/revalidate";

export default function ShadowDay({ loaderData, actionData }: Route.ComponentProps) {
  return <DayPage key={loaderData.shown.day.id} {...loaderData} refused={actionData} />;
}
