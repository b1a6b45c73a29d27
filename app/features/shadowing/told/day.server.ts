import { asking, type Database } from "~db/client";
import type { NewsKind } from "../../inbox/words";
import { recordActivityOfDuty } from "~/shared/activity.server";
import { isFirst } from "./due.server";
import { movedLetter, otherHostLetter, type Letter, type Said } from "./guest-letters";
import { nowYoursLetter, ownDayLetter } from "./host-letters";
import { storyDay, storyOf, type Story } from "./story.server";
import { tellGuest, tellHostOfDay } from "./telling.server";

/**
 * A day has a new time, or is cancelled. Of a new time, whoever comes, asked, waits or was offered a place is asked
 * whether it still suits; a cancelled day turned their bookings already, and turns are told by themselves. The host's
 * own calendar is put right where somebody had made it theirs by saying yes.
 */
export async function tellOfDay(db: Database, baseUrl: string, dayId: string): Promise<void> {
  await asking(db, { duty: "diary" }, async (trx) => {
    const day = await storyDay(trx, dayId);
    if (!day || day.sequence === 0 || !(await isFirst(trx, day.cancelled ? "cancelled" : "moved", day, null))) return;
    if (!day.cancelled) for (const id of await whoComes(trx, dayId)) await tellGoing(trx, id, movedLetter, baseUrl, "shadow.changed");
    if (await wasConfirmed(trx, dayId)) await tellHostOfDay(trx, day, ownDayLetter(day, baseUrl), baseUrl);
    await recordActivityOfDuty(trx, { kind: "shadow.told", subjectKind: "shadow_day", subjectId: dayId });
  });
}

/** A day was passed on to a colleague. Whoever comes has it in the inbox from that moment; here it comes by letter too. */
export async function tellOfHost(db: Database, baseUrl: string, dayId: string): Promise<void> {
  await asking(db, { duty: "diary" }, async (trx) => {
    const day = await storyDay(trx, dayId);
    if (!day || day.cancelled || !(await isFirst(trx, "host", day, null))) return;
    for (const id of await whoComes(trx, dayId)) await tellGoing(trx, id, otherHostLetter, baseUrl);
    if (await wasConfirmed(trx, dayId)) await tellHostOfDay(trx, day, nowYoursLetter(day, baseUrl), baseUrl);
    await recordActivityOfDuty(trx, { kind: "shadow.told", subjectKind: "shadow_day", subjectId: dayId });
  });
}

/** Whoever waits has no place yet, and gets no letter. */
async function tellGoing(trx: Database, bookingId: string, letterFor: (story: Story, said: Said) => Letter, baseUrl: string, kind?: NewsKind): Promise<void> {
  const story = await storyOf(trx, bookingId);
  if (!story) return;
  const letter = story.state === "waiting" ? undefined : letterFor(story, { line: "", baseUrl });
  await tellGuest(trx, story, { ...(kind ? { kind } : {}), letter, withEntry: story.state === "confirmed" }, baseUrl);
}

async function whoComes(trx: Database, dayId: string): Promise<string[]> {
  const rows = await trx.selectFrom("shadow_booking").where("day_id", "=", dayId).where("state", "in", ["waiting", "offered", "asked", "confirmed"]).orderBy("id").select("id").execute();
  return rows.map(({ id }) => id);
}

async function wasConfirmed(trx: Database, dayId: string): Promise<boolean> {
  const found = await trx.selectFrom("shadow_turn as turn").innerJoin("shadow_booking as booking", "booking.id", "turn.booking_id").where("booking.day_id", "=", dayId).where("turn.to_state", "=", "confirmed").select("turn.id").executeTakeFirst();
  return found !== undefined;
}
