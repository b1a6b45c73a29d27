import { oneEntry } from "~/features/diary/calendar/one-entry.server";
import { eventEntry } from "~/features/events/calendar.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/diary.events.$eventId.calendar";

/** One event with a date for one's own calendar. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db, config } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(async () => oneEntry(await withActor(db, actor, (trx) => eventEntry(trx, actor, params.eventId, config.baseUrl))));
}
