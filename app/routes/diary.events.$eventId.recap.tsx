import { eventTabs } from "~/features/events/pages/page/tabs";
import { recapDone } from "~/features/events/recap/done";
import { actOnRecap } from "~/features/events/recap/recap-acts.server";
import { recapPage } from "~/features/events/recap/recap-page.server";
import { RecapPage, type RecapShown } from "~/features/events/recap/RecapPage";
import { answered, said } from "~/features/gaps/group/answer.server";
import { markOpened } from "~/features/inbox/seen.server";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Tabs } from "~/kit/Tabs";
import { formatTime } from "~/kit/wallTime";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/diary.events.$eventId.recap";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData ? `${loaderData.shown.event.title}: the recap` : "Not found"} · Common Thread` }];

/** What was said, agreed and learned. Opening it is enough for the news that it was sent. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { db, documents } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const shown = await recapPage(trx, actor, documents, params.eventId, new Date());
      await markOpened(trx, actor, { eventId: shown.event.id });
      return { shown, done: recapDone(new URL(request.url).searchParams) };
    }),
  );
}

export const clientLoader = keepShown<{ shown: RecapShown; done: string | undefined }>("routes/diary.events.$eventId.recap");

export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, documents, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    await limit("diary", actor.accountId);
    return withActor(db, actor, (trx) => actOnRecap(trx, actor, documents, params.eventId, (name) => said(form, name)));
  });
}

export default function Recap({ loaderData, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData);
  const { event, parts } = loaderData.shown;
  return (
    <>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Learning events", to: "/diary/events" }, { label: event.title, to: `/diary/events/${event.id}` }, { label: "Recap" }]} />} title="Recap" lead={event.startsAt ? `${event.title} · ${formatTime(event.startsAt, "dayYear")}` : event.title} />
      <Tabs label="About this event" tabs={eventTabs(parts)} />
      <RecapPage {...loaderData} refused={refused} />
    </>
  );
}
