import { PrintButton } from "~/features/case-notes/components/PrintButton";
import { agendaOf } from "~/features/events/pages/page/agenda.server";
import { eventFrame } from "~/features/events/pages/page/event-page.server";
import { EventSheet } from "~/features/events/pages/page/EventSheet";
import { jobsOf } from "~/features/events/pages/page/jobs.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/diary.events.$eventId.sheet";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.event.title ?? "Not found"} · Common Thread` }];

/** What goes on the wall: the agenda as it is stored now, and the jobs. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db, documents } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const event = await eventFrame(trx, actor, params.eventId);
      const { rows } = await agendaOf(trx, documents, event.id);
      return { event, rows, jobs: await jobsOf(trx, actor, event.id), printedAt: new Date().toISOString() };
    }),
  );
}

export default function Sheet({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <PrintButton back={`/diary/events/${loaderData.event.id}`} backWords="Back to the event" />
      <EventSheet {...loaderData} />
    </>
  );
}
