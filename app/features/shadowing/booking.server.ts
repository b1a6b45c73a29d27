import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, databaseReason } from "~/shared/errors";
import { actedBy, inActingSeat, lineOf } from "../gaps/access.server";
import { findBooking, findDay, holdDay, isFull, ownBooking, type Booking, type Turn } from "./access.server";
import { canGiveUp, canHost, isGuest } from "./policy";
import { heldMinutes, most, visitsWords, type BookingState, type Visits } from "./words";

type When = { at?: Date };

/**
 * Holds a place for five minutes while somebody decides. Their own hold of that day is given back as it is, so that a
 * second tab and a reload take nothing more. @throws not_found, conflict when nothing is free (`code` conflict), when they host it, or when it has begun
 */
export async function holdPlace(db: Database, actor: Actor, dayId: string, when: When = {}): Promise<{ bookingId: string; until: Date | null; state: BookingState }> {
  return inTransaction(db, async (trx) => {
    const { booking } = await begin(trx, actor, dayId, when, { to: "held", why: "holds" });
    return { bookingId: booking.id, until: booking.until, state: booking.state };
  });
}

/** Five minutes more, as often as half an hour allows. @throws not_found, conflict when it ran out */
export async function moreTime(db: Database, actor: Actor, bookingId: string): Promise<{ until: Date | null }> {
  return inTransaction(db, async (trx) => {
    const booking = await ownOne(trx, actor, bookingId);
    await holdDay(trx, booking.dayId);
    const now = await ownOne(trx, actor, bookingId);
    if (now.state !== "held") throw new AppError("conflict", "The place is no longer held. Press Book to hold one again.");
    const turned = await turn(trx, actor, now, { to: "held", why: "holds" });
    return { until: turned.until };
  });
}

/**
 * Books: asks the host for a place that is held or offered, or straight away where one is free. The confidentiality
 * agreement comes first, once a year. Doing it twice changes nothing.
 * @throws not_found, wrong_entry, conflict "Someone took the last place."
 */
export async function book(db: Database, actor: Actor, dayId: string, { help = "" }: { help?: string } = {}, when: When = {}): Promise<{ bookingId: string; state: BookingState }> {
  const words = lineOf(help, { field: "help", most: most.help, sentence: "", mayBeEmpty: true, paragraphs: true });
  return inTransaction(db, async (trx) => {
    const { booking, isNew } = await begin(trx, actor, dayId, when, { to: "asked", why: "asks" }, words);
    if (isNew || booking.state === "asked" || booking.state === "confirmed") return { bookingId: booking.id, state: booking.state };
    if (booking.state === "waiting") throw new AppError("conflict", "You are on the waiting list. We tell you when a place is free.");
    await trx.updateTable("shadow_booking").set({ help_words: words }).where("id", "=", booking.id).execute();
    const turned = await turn(trx, actor, booking, { to: "asked", why: "asks" }, when);
    return { bookingId: booking.id, state: turned.state };
  });
}

/** Waits for a place: in order, and each is offered one for 24 hours. @throws not_found, conflict when a place is free after all */
export async function waitForPlace(db: Database, actor: Actor, dayId: string, when: When = {}): Promise<{ bookingId: string; state: BookingState }> {
  return inTransaction(db, async (trx) => {
    const { booking } = await begin(trx, actor, dayId, when, { to: "waiting", why: "waits" });
    return { bookingId: booking.id, state: booking.state };
  });
}

/** Gives up a hold, a wait, a question or a place. The next in line is offered it in the same moment. Twice changes nothing. @throws not_found, not_allowed, conflict */
export async function giveUp(db: Database, actor: Actor, bookingId: string, { line = "" }: { line?: string } = {}, when: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const seen = await findBooking(trx, actor, bookingId);
    if (!canGiveUp(actor, seen)) throw new AppError("not_allowed");
    const day = await findDay(trx, actor, seen.dayId);
    await holdDay(trx, seen.dayId);
    const booking = await findBooking(trx, actor, bookingId);
    if (isOver(booking.state)) return;
    if (day.startsAt <= (when.at ?? new Date()) && booking.state === "confirmed") throw new AppError("conflict", "This day has begun. Tell your host.");
    await turn(trx, actor, booking, { to: booking.state === "held" ? "released" : "cancelled", why: booking.state === "held" ? "let_go" : "guest_cannot", line }, when);
  });
}

/**
 * The host says yes. Where people are seen, they say that each agreed to a second worker, or leave the visits out.
 * @throws not_found, not_allowed, wrong_entry, conflict when somebody answered first
 */
export async function sayYes(db: Database, actor: Actor, bookingId: string, { line = "", visits }: { line?: string; visits?: string | undefined } = {}, when: When = {}): Promise<void> {
  const word = visits && Object.hasOwn(visitsWords, visits) ? (visits as Visits) : undefined;
  await answer(db, actor, bookingId, { to: "confirmed", why: "yes", line, visits: word }, when);
}

/** "Not this time", with a line. @throws not_found, not_allowed, conflict */
export async function notThisTime(db: Database, actor: Actor, bookingId: string, { line = "" }: { line?: string } = {}, when: When = {}): Promise<void> {
  await answer(db, actor, bookingId, { to: "refused", why: "not_this_time", line }, when);
}

/** The host cannot after all, for one guest; the whole day is `cancelDay`. @throws not_found, not_allowed, conflict */
export async function hostCannot(db: Database, actor: Actor, bookingId: string, { line = "" }: { line?: string } = {}, when: When = {}): Promise<void> {
  await answer(db, actor, bookingId, { to: "cancelled", why: "host_cannot", line }, when);
}

async function answer(db: Database, actor: Actor, bookingId: string, to: Turn, when: When): Promise<void> {
  await inTransaction(db, async (trx) => {
    const seen = await findBooking(trx, actor, bookingId);
    if (!canHost(actor, seen)) throw new AppError("not_allowed");
    await holdDay(trx, seen.dayId);
    const booking = await findBooking(trx, actor, bookingId);
    if (booking.state === to.to) return;
    const expected = to.to === "cancelled" ? ["asked", "confirmed"] : ["asked"];
    if (!expected.includes(booking.state)) throw new AppError("conflict", answeredAlready[booking.state] ?? "There is nothing to answer any more.");
    await turn(trx, actor, booking, to, when);
  });
}

const answeredAlready: Partial<Record<BookingState, string>> = {
  confirmed: "A yes was said already.",
  refused: "“Not this time” was said already.",
  cancelled: "It was cancelled meanwhile.",
  unanswered: "Too many days went by, so they were pointed elsewhere. Offer them a new day.",
};

/** A booking of one's own for a day, begun with a first turn unless there is one already. */
async function begin(trx: Database, actor: Actor, dayId: string, { at }: When, to: Turn, help = ""): Promise<{ booking: Booking; isNew: boolean }> {
  const day = await findDay(trx, actor, dayId);
  if (day.hostAccountId === actor.accountId) throw new AppError("conflict", "This is your own day.");
  if (to.to !== "waiting" && (await isFull(trx, day)) && !(await ownBooking(trx, actor, day.id))) throw full;
  const held = await holdDay(trx, day.id);
  const own = await ownBooking(trx, actor, day.id);
  if (own) return { booking: own, isNew: false };
  if (to.to === "waiting" && held.taken + held.waiting < held.places) throw new AppError("conflict", "A place has just come free. Press Book.");
  const acted = actedBy(actor, at);
  await trx.insertInto("shadow_booking").values({ ...acted, day_id: day.id, help_words: help }).execute();
  const booking = await turn(trx, actor, { ...(await findBooking(trx, actor, acted.id)), state: "begun", version: 0 }, to, at ? { at } : {});
  return { booking, isNew: true };
}

/** One numbered turn of a booking whose day is held; triggers set its state, the day's count and what falls due. */
async function turn(trx: Database, actor: Actor, booking: Booking, { to, why, line = "", visits }: Turn, { at }: When = {}): Promise<Booking> {
  const said = lineOf(line, { field: "line", most: most.line, sentence: "", mayBeEmpty: true, paragraphs: true });
  const acted = actedBy(actor, at);
  await trx
    .insertInto("shadow_turn")
    .values({ ...acted, booking_id: booking.id, number: booking.version + 1, from_state: booking.state, to_state: to, why, line: said, visits: visits ?? null })
    .execute()
    .catch(saidByDatabase);
  await recordActivity(trx, inActingSeat(actor), { kind: "shadow.turned", subjectKind: "shadow_day", subjectId: booking.dayId, detail: { why } });
  return findBooking(trx, actor, booking.id);
}

async function ownOne(trx: Database, actor: Actor, bookingId: string): Promise<Booking> {
  const booking = await findBooking(trx, actor, bookingId);
  if (!isGuest(actor, booking)) throw new AppError("not_allowed");
  return booking;
}

const isOver = (state: BookingState) => ["cancelled", "released", "lapsed", "refused", "unanswered"].includes(state);

const full = new AppError("conflict", "Someone took the last place.");
const reasons: Record<string, AppError> = {
  full,
  others_wait: new AppError("conflict", "Others wait for this day. Join the waiting list."),
  ran_out: new AppError("conflict", `The place was held for ${heldMinutes} minutes and is free again. Press Book once more.`),
  holds_enough: new AppError("conflict", "Three places are held for you already. Book one or leave one, then hold the next."),
  held_long_enough: new AppError("conflict", "The place was held for half an hour. Book it now, or leave it to somebody else."),
  agreement_needed: new AppError("wrong_entry", "Read the confidentiality agreement and say that you agree.", { agreed: ["Read the confidentiality agreement and say that you agree."] }),
  visits_needed: new AppError("wrong_entry", "Say whether everybody to be seen has agreed, or that the visits are left out.", { visits: ["Say whether everybody to be seen has agreed, or that the visits are left out."] }),
  day_cancelled: new AppError("conflict", "This day has been cancelled."),
  nobody_hosts: new AppError("conflict", "Whoever would host this day has left. Choose another day."),
  day_begun: new AppError("conflict", "This day has begun."),
  turned_meanwhile: new AppError("conflict", "Somebody else changed this first. Look again."),
  no_such_turn: new AppError("conflict", "That is not possible any more. Look again."),
  not_allowed: new AppError("not_allowed"),
};

function saidByDatabase(error: unknown): never {
  throw reasons[databaseReason(error) ?? ""] ?? error;
}
