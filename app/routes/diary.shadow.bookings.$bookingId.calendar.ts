import { oneEntry } from "~/features/diary/calendar/one-entry.server";
import { bookingEntry } from "~/features/shadowing/calendar.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/diary.shadow.bookings.$bookingId.calendar";

/** One booking for one's own calendar, for the guest's side and the host's. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db, config } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(async () => oneEntry(await withActor(db, actor, (trx) => bookingEntry(trx, actor, params.bookingId, config.baseUrl))));
}
