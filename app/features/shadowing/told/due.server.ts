import { sql } from "kysely";
import { asking, type Database } from "~db/client";
import { recordActivityOfDuty } from "~/shared/activity.server";
import * as guest from "./guest-letters";
import * as host from "./host-letters";
import { storyOf, type Story } from "./story.server";
import { tellGuest, tellHost } from "./telling.server";

type Due = "ran_out" | "unanswered" | "remind_host" | "tomorrow" | "reflect" | null;
type What = "remind_host" | "tomorrow" | "reflect" | "moved" | "cancelled" | "host";

/** What falls due of a booking. PostgreSQL says what, and does what can be done; turns that came of it are told as turns are. */
export async function tellWhatIsDue(db: Database, baseUrl: string, bookingId: string): Promise<Due> {
  return asking(db, { duty: "diary" }, async (trx) => {
    const { rows } = await sql<{ due: Due }>`select app.booking_due(${bookingId}) as due`.execute(trx);
    const due = rows[0]?.due ?? null;
    if (due !== "remind_host" && due !== "tomorrow" && due !== "reflect") return due;
    const story = await storyOf(trx, bookingId);
    if (!story || !(await isFirst(trx, due, story.day, bookingId))) return null;
    await tellings[due](trx, story, { line: "", baseUrl });
    await recordActivityOfDuty(trx, { kind: "shadow.told", subjectKind: "shadow_day", subjectId: story.day.id });
    return due;
  });
}

/** Marks something as told: no when it was, whoever told it. After a new time, the day before is another one. */
export async function isFirst(trx: Database, what: What, day: { id: string; sequence: number }, bookingId: string | null): Promise<boolean> {
  const sequence = what === "remind_host" ? 0 : day.sequence;
  const told = await trx
    .insertInto("shadow_told")
    .values({ day_id: day.id, booking_id: bookingId, what, sequence })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return told !== undefined;
}

type Tell = (trx: Database, story: Story, said: guest.Said) => Promise<void>;
const tellings: Record<"remind_host" | "tomorrow" | "reflect", Tell> = {
  remind_host: (trx, story, said) => tellHost(trx, story, { kind: "shadow.asked", letter: host.stillAskedLetter(story, said) }, said.baseUrl),
  async tomorrow(trx, story, said) {
    await tellGuest(trx, story, { kind: "shadow.tomorrow", letter: guest.tomorrowLetter(story, said) }, said.baseUrl);
    await tellHost(trx, story, { kind: "shadow.tomorrow", letter: host.comesTomorrowLetter(story, said) }, said.baseUrl);
  },
  async reflect(trx, story, said) {
    await tellGuest(trx, story, { kind: "shadow.reflect", letter: guest.reflectLetter(story, said) }, said.baseUrl);
    await tellHost(trx, story, { kind: "shadow.reflect", letter: host.hostReflectLetter(story, said) }, said.baseUrl);
  },
};
