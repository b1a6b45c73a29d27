import { isRouteErrorResponse, Outlet } from "react-router";
import { EventHead } from "~/features/events/pages/page/EventHead";
import { eventFrame, type EventFrame } from "~/features/events/pages/page/event-page.server";
import { eventTabs } from "~/features/events/pages/page/tabs";
import { useEventLive } from "~/features/events/pages/page/useEventLive";
import { markOpened } from "~/features/inbox/seen.server";
import { NotLive } from "~/features/writing/NotLive";
import { Tabs } from "~/kit/Tabs";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import { ErrorPage } from "~/shell/ErrorPage";
import type { Route } from "./+types/diary.events.$eventId";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: loaderData ? `${loaderData.event.title} · Common Thread` : "Common Thread" }];

/** What stands around every part of an event. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const event = await eventFrame(trx, actor, params.eventId);
      // Opening it is enough for most news about it.
      await markOpened(trx, actor, { eventId: event.id });
      return { event };
    }),
  );
}

export const clientLoader = keepShown<{ event: EventFrame }>("routes/diary.events.$eventId");

export default function EventPage({ loaderData: { event } }: Route.ComponentProps) {
  const { notLive } = useEventLive(event.id);
  return (
    <>
      <NotLive notLive={notLive} />
      <EventHead event={event} />
      <Tabs label="About this event" tabs={eventTabs(event)} />
      <Outlet />
    </>
  );
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage status={isRouteErrorResponse(error) ? error.status : 500} backTo="/diary/events" backLabel="Go to Learning events" />;
}
