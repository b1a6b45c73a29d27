import { letterCalendar } from "~/features/people/outbox-read.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/outbox.$letterId.calendar";

/** The calendar entry that goes with a letter, for whoever hands letters over by hand. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db, config } = servicesOf(context);
  const actor = actorOf(context);
  const calendar = await guarded(() => withActor(db, actor, (trx) => letterCalendar(trx, actor, params.letterId, { development: config.development, byMail: config.smtpUrl !== undefined })));
  return new Response(calendar, { headers: { "Content-Type": "text/calendar; charset=utf-8", "Content-Disposition": 'attachment; filename="diary.ics"' } });
}
