import { useRouteLoaderData } from "react-router";
import { findEvent } from "~/features/events/access.server";
import { Agenda } from "~/features/events/agenda/Agenda";
import { agendaOf, type AgendaWords } from "~/features/events/pages/page/agenda.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/diary.events.$eventId.agenda";
import type { loader as layout } from "./diary.events.$eventId";

/** The agenda, written together. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db, documents } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const event = await findEvent(trx, actor, params.eventId);
      return agendaOf(trx, documents, event.id);
    }),
  );
}

export const clientLoader = keepShown<AgendaWords>("routes/diary.events.$eventId.agenda");

export default function EventAgenda({ loaderData }: Route.ComponentProps) {
  const around = useRouteLoaderData<typeof layout>("routes/diary.events.$eventId");
  if (!around) return null;
  const { event } = around;
  return <Agenda {...loaderData} accountId={event.me.accountId} startsAt={event.startsAt ?? undefined} endsAt={event.endsAt ?? undefined} />;
}
