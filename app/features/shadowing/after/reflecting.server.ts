import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { actedBy, inActingSeat, lineOf } from "../../gaps/access.server";
import { findBooking, findDay, type Booking } from "../access.server";
import { canTakeLinesOff, isPast } from "../book/sides";
import { most } from "../words";

type When = { at?: Date };
export type Lines = { surprised: string; differently: string };

/** Two lines about a day that has been, or the same put in other words. They are between the two. @throws not_found, not_allowed, wrong_entry, conflict */
export async function reflect(db: Database, actor: Actor, bookingId: string, { surprised, differently }: Lines, { at }: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const booking = await oneThatWas(trx, actor, bookingId, at);
    const lines = {
      surprised: lineOf(surprised, { field: "surprised", most: most.reflection, sentence: "Say in a line what surprised you." }),
      differently: lineOf(differently, { field: "differently", most: most.reflection, sentence: "Say in a line what you will do differently." }),
    };
    const own = await trx.selectFrom("shadow_reflection").where("booking_id", "=", booking.id).where("account_id", "=", actor.accountId).select("id").executeTakeFirst();
    if (own) await trx.updateTable("shadow_reflection").set({ ...lines, changed_at: new Date() }).where("id", "=", own.id).execute();
    else await trx.insertInto("shadow_reflection").values({ ...actedBy(actor, at), booking_id: booking.id, ...lines }).execute();
    await said(trx, actor, booking, "lines");
  });
}

/** One side's word that both sides' lines may stand on both organisations' pages. It takes both. Twice changes nothing. @throws not_found, not_allowed, conflict */
export async function shareLines(db: Database, actor: Actor, bookingId: string, { at }: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const { side, ...booking } = await oneThatWas(trx, actor, bookingId, at);
    await trx
      .insertInto("shadow_share")
      .values({ ...actedBy(actor, at), booking_id: booking.id, side })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await said(trx, actor, booking, "shared");
  });
}

/**
 * Takes one's own word back, or, for facilitators, everybody's: nobody but the two reads the lines from that moment.
 * @throws not_found, not_allowed
 */
export async function unshare(db: Database, actor: Actor, bookingId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const booking = await findBooking(trx, actor, bookingId);
    const side = await sideOfTheDay(trx, booking.id);
    if (!side && !canTakeLinesOff(actor)) throw new AppError("not_allowed");
    const standing = trx.updateTable("shadow_share").set({ ended_at: new Date(), ended_by: actor.accountId }).where("booking_id", "=", booking.id).where("ended_at", "is", null);
    await (side ? standing.where("account_id", "=", actor.accountId) : standing).execute();
    await said(trx, actor, booking, "unshared");
  });
}

type DaySide = "guest" | "host";
export type Reflected = { side: DaySide | undefined; mine: Lines | undefined; theirs: (Lines & { by: string })[]; iShare: boolean; theyShare: boolean; isShared: boolean; mayTakeOff: boolean };

/** What the two wrote, for the two; others learn no more than that there is something. */
export async function reflectionsOf(trx: Database, actor: Actor, booking: Booking): Promise<Reflected> {
  const rows = await trx
    .selectFrom("shadow_reflection as lines")
    .innerJoin("account", "account.id", "lines.account_id")
    .where("lines.booking_id", "=", booking.id)
    .orderBy("lines.at")
    .select(["lines.account_id as accountId", "account.name as by", "lines.surprised", "lines.differently", "lines.shared"])
    .execute();
  const sides = await trx.selectFrom("shadow_share").where("booking_id", "=", booking.id).where("ended_at", "is", null).select("side").execute();
  const side = await sideOfTheDay(trx, booking.id);
  const shown = rows.filter(({ shared }) => side !== undefined || shared);
  const mine = shown.find(({ accountId }) => accountId === actor.accountId);
  return {
    side,
    mine: mine && { surprised: mine.surprised, differently: mine.differently },
    theirs: shown.filter((row) => row !== mine).map(({ by, surprised, differently }) => ({ by, surprised, differently })),
    iShare: sides.some((one) => one.side === side),
    theyShare: sides.some((one) => one.side !== side),
    isShared: shown.some(({ shared }) => shared),
    mayTakeOff: side === undefined && canTakeLinesOff(actor),
  };
}

async function oneThatWas(trx: Database, actor: Actor, bookingId: string, at: Date = new Date()): Promise<Booking & { side: DaySide }> {
  const booking = await findBooking(trx, actor, bookingId);
  const side = await sideOfTheDay(trx, booking.id);
  if (!side) throw new AppError("not_allowed");
  const day = await findDay(trx, actor, booking.dayId);
  if (!isPast(booking, day, at)) throw new AppError("conflict", "Write your lines once the day has been.");
  return { ...booking, side };
}

/** Which of the two somebody is: whoever came, or whoever sat in the host's post that day. Nobody else is either. */
async function sideOfTheDay(trx: Database, bookingId: string): Promise<DaySide | undefined> {
  const { rows } = await sql<{ side: DaySide | null }>`select app.my_side_of_the_day(${bookingId}) as side`.execute(trx);
  return rows[0]?.side ?? undefined;
}

async function said(trx: Database, actor: Actor, booking: Pick<Booking, "dayId">, what: string): Promise<void> {
  await recordActivity(trx, inActingSeat(actor), { kind: "shadow.reflected", subjectKind: "shadow_day", subjectId: booking.dayId, detail: { what } });
}
