import { makeFeed } from "~/features/diary/calendar/feeds.server";
import { addJob, inviteGuest, openSignIn, planEvent, startSeries } from "~/features/events/commands.server";
import { askForDay } from "~/features/shadowing/commands.server";
import { withActor } from "~/shared/actor.server";
import { addDays, dayAt } from "~/shared/zoned";
import type { Cast } from "../../support/cast";
import type { TestDatabase } from "../../support/database";

/** What stands behind the addresses of the diary, by the name of the part of the address or of the field of a form. */
export type DiaryScene = Record<"learningEventId" | "seriesId" | "wishId" | "token" | "secret" | "feed" | "jobId" | "failedJob", string>;

const soon = (days: number) => ({ date: addDays(dayAt(new Date()), days), from: "13:00", until: "14:30" });

/**
 * Bashir of the Food Hub plans a learning event with a job, a guest without an account, and a code for the door, and a
 * series; Aileen asks him for a day and follows her diary elsewhere; and some work failed until it was given up.
 */
export async function diaryOf({ db, admin }: Pick<TestDatabase, "db" | "admin">, { aileen, bashir }: Cast): Promise<DiaryScene> {
  const planned = await withActor(db, bashir, async (trx) => {
    const { eventId } = await planEvent(trx, bashir, { title: "Meet the Food Hub", place: "Quayside hall", times: soon(30) });
    const { eventId: running } = await planEvent(trx, bashir, { title: "Going on", place: "Quayside hall", times: soon(2) });
    const guest = await inviteGuest(trx, bashir, running, { name: "Dr Isla Moir", email: "isla@gp.example" }, { baseUrl: "http://localhost" });
    const { seriesId } = await startSeries(trx, bashir, { title: "Protected time", every: "week", from: soon(30).date, until: soon(60).date, start: "13:00", minutes: 60 });
    const { jobId } = await addJob(trx, bashir, eventId, { what: "Bring the projector" });
    return { learningEventId: eventId, seriesId, jobId, token: guest.token ?? "", ...(await openSignIn(trx, bashir, running)), running };
  });
  // It began an hour ago.
  await admin`update learning_event set starts_at = now() - interval '1 hour', ends_at = now() + interval '3 hours' where id = ${planned.running}`;
  const own = await withActor(db, aileen, async (trx) => ({
    ...(await askForDay(trx, aileen, { hostPostId: bashir.seat?.postId ?? "" })),
    feed: await makeFeed(trx, aileen, "mine"),
  }));
  const [job] = await admin`insert into graphile_worker._private_jobs (task_id, payload, attempts, max_attempts, last_error, run_at)
    select id, '{}', 12, 12, 'It went wrong', now() from graphile_worker._private_tasks where identifier = 'booking-told' returning id`;
  return { ...planned, ...own, failedJob: String(job?.id ?? "") };
}
