import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { beginTurn } from "~/shared/turning.server";
import { inActingSeat, lineOf } from "../../gaps/access.server";
import { findBooking, findDay, holdDay, ownBooking, type Booking } from "../access.server";
import { book, giveUp, holdPlace, waitForPlace } from "../booking.server";
import { isGuest } from "../policy";
import { isLive, most, type BookingState } from "../words";

type When = { at?: Date };

/** Waits for a place; where one came free in the same moment, it is held instead. @throws not_found, conflict */
export async function waitOrHold(db: Database, actor: Actor, dayId: string, when: When = {}): Promise<{ bookingId: string; state: BookingState }> {
  return inTransaction(db, async (trx) => {
    const day = await findDay(trx, actor, dayId);
    const { places, taken, waiting } = await holdDay(trx, day.id);
    const isFree = taken + waiting < places && !(await ownBooking(trx, actor, day.id));
    return isFree ? holdPlace(trx, actor, day.id, when) : waitForPlace(trx, actor, day.id, when);
  });
}

/** Puts what would help in other words, for as long as it can help. @throws not_found, not_allowed, wrong_entry, conflict */
export async function sayWhatHelps(db: Database, actor: Actor, bookingId: string, help: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const booking = await guestsOwn(trx, actor, bookingId);
    const words = lineOf(help, { field: "help", most: most.help, sentence: "", mayBeEmpty: true, paragraphs: true });
    if (!isLive(booking.state)) throw new AppError("conflict", "This booking is over. Book another day.");
    if (words === booking.help) return;
    await trx.updateTable("shadow_booking").set({ help_words: words }).where("id", "=", booking.id).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "shadow.changed", subjectKind: "shadow_day", subjectId: booking.dayId });
  });
}

/**
 * Asks for another day instead: the new place is taken before the old one is given up, in one transaction, so that
 * nobody ends up with neither. Both days are held in one order, and behind the gate, so that neither two who change places
 * wait for each other, nor whoever changes and whoever leaves and gives up several.
 * @throws not_found, not_allowed, wrong_entry, conflict "Someone took the last place."
 */
export async function moveTo(db: Database, actor: Actor, bookingId: string, dayId: string): Promise<{ bookingId: string }> {
  return inTransaction(db, async (trx) => {
    const old = await guestsOwn(trx, actor, bookingId);
    if (!isId(dayId)) notFound();
    if (old.state !== "asked" && old.state !== "confirmed") throw new AppError("conflict", "There is no place to change any more. Book the other day.");
    await beginTurn(trx);
    for (const id of [old.dayId, dayId].sort()) await holdDay(trx, id);
    const { bookingId: newId, state } = await book(trx, actor, dayId, { help: old.help });
    if (state !== "asked" && state !== "confirmed") throw new AppError("conflict", "Someone took the last place.");
    await giveUp(trx, actor, bookingId);
    return { bookingId: newId };
  });
}

async function guestsOwn(trx: Database, actor: Actor, bookingId: string): Promise<Booking> {
  const booking = await findBooking(trx, actor, bookingId);
  if (!isGuest(actor, booking)) throw new AppError("not_allowed");
  return booking;
}
