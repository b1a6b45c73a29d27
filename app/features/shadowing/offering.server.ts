import { randomUUID } from "node:crypto";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, databaseReason, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { repeatedDays } from "~/shared/repeats.server";
import { instantOf, isDay } from "~/shared/zoned";
import { actedBy, inActingSeat, lineOf, requireArea, wrong } from "../gaps/access.server";
import { findDay, holdDay, type Day } from "./access.server";
import { tellOfDay } from "./find/alerts.server";
import { canHost, canShadow } from "./policy";
import { isForRole, most, repeats, type RepeatEvery } from "./words";

type When = { at?: Date };

/** Dates and times as they are said in Scotland: "2026-11-24", "09:30". */
export type Times = { date: string; from: string; until: string };
export type OfferWords = { where: string; expect: string; access?: string | undefined; areaId?: string | null | undefined; forRoles?: readonly string[] | undefined; seesPeople?: boolean | undefined };
export type NewOffer = Times & OfferWords & { places: number; repeat?: { every: string; until: string; except?: readonly string[] } | undefined; newcomerId?: string | undefined };

/**
 * Offers a day, or one that comes again until a last date, written out at once. A handover has a newcomer, who alone
 * sees it and comes. @throws not_found, not_allowed, wrong_entry beside the field that is wrong
 */
export async function offerDays(db: Database, actor: Actor, offer: NewOffer, { at }: When = {}): Promise<{ offerId: string; dayIds: string[] }> {
  return inTransaction(db, async (trx) => {
    if (!canShadow(actor)) notFound();
    const words = await wordsOf(trx, offer);
    const dates = datesOf(offer);
    const times = dates.map((date) => timesOf({ ...offer, date }));
    if ((times[0]?.starts_at ?? new Date(0)) <= (at ?? new Date())) throw wrong("date", "Choose a day that is still to come.");
    const places = placesOf(offer.places);
    const newcomerId = await requireNewcomer(trx, actor, offer.newcomerId);
    const acted = actedBy(actor, at);
    const repeat = offer.repeat?.every ? { repeat_every: offer.repeat.every, repeat_until: offer.repeat.until } : {};
    await trx
      .insertInto("shadow_offer")
      .values({ ...acted, ...words, ...repeat, kind: newcomerId ? "handover" : "open", newcomer_id: newcomerId })
      .execute();
    const days = times.map((time) => ({ id: randomUUID(), offer_id: acted.id, ...time, places }));
    await trx.insertInto("shadow_day").values(days).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "shadow.offered", subjectKind: "shadow_day", subjectId: days[0]?.id ?? acted.id, detail: { days: days.length, handover: newcomerId !== null } });
    // What is told of months gone by is news to nobody.
    if (!at) await tellOfDay(trx, inActingSeat(actor), days[0]?.id ?? "", newcomerId);
    return { offerId: acted.id, dayIds: days.map(({ id }) => id) };
  });
}

/** Changes the words of an offer, for all its days. @throws not_found, not_allowed, wrong_entry */
export async function rewordOffer(db: Database, actor: Actor, dayId: string, words: OfferWords): Promise<void> {
  await inTransaction(db, async (trx) => {
    const day = await hostedDay(trx, actor, dayId);
    await trx.updateTable("shadow_offer").set(await wordsOf(trx, words)).where("id", "=", day.offerId).execute().catch(guestsCome);
    await recordActivity(trx, inActingSeat(actor), { kind: "shadow.changed", subjectKind: "shadow_day", subjectId: day.id });
  });
}

/**
 * Changes when one day is and how many places it has; who comes is told of a new time. Never fewer places than are
 * taken: PostgreSQL holds it too. @throws not_found, not_allowed, wrong_entry
 */
export async function changeDay(db: Database, actor: Actor, dayId: string, change: Times & { places: number }): Promise<{ moved: boolean }> {
  return inTransaction(db, async (trx) => {
    const day = await hostedDay(trx, actor, dayId);
    const held = await holdDay(trx, day.id);
    if (held.cancelled_at) throw new AppError("conflict", "This day is cancelled. Offer a new one.");
    if (held.ends_at <= new Date()) throw new AppError("conflict", "This day has been. It stays in the diary.");
    const times = timesOf(change);
    if (times.starts_at <= new Date()) throw wrong("date", "Choose a day that is still to come.");
    const places = placesOf(change.places);
    if (places < held.taken) throw wrong("places", tooFew(held.taken));
    const moved = times.starts_at.getTime() !== held.starts_at.getTime() || times.ends_at.getTime() !== held.ends_at.getTime();
    await trx.updateTable("shadow_day").set({ ...times, places }).where("id", "=", day.id).execute().catch(sameDayTwice);
    await recordActivity(trx, inActingSeat(actor), { kind: "shadow.changed", subjectKind: "shadow_day", subjectId: day.id, detail: { moved } });
    return { moved };
  });
}

/** Cancels one day; everybody who comes, asks or waits is told why. Twice changes nothing. @throws not_found, not_allowed, wrong_entry */
export async function cancelDay(db: Database, actor: Actor, dayId: string, { line = "" }: { line?: string } = {}): Promise<{ told: number }> {
  return inTransaction(db, async (trx) => {
    const day = await hostedDay(trx, actor, dayId);
    const said = lineOf(line, { field: "line", most: 200, sentence: "", mayBeEmpty: true });
    const held = await holdDay(trx, day.id);
    if (held.cancelled_at) return { told: 0 };
    if (held.ends_at <= new Date()) throw new AppError("conflict", "This day has been. It stays in the diary.");
    await trx.updateTable("shadow_day").set({ cancelled_at: new Date(), cancelled_by: actor.accountId, cancel_line: said }).where("id", "=", day.id).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "shadow.cancelled", subjectKind: "shadow_day", subjectId: day.id });
    return { told: held.taken + held.waiting };
  });
}

/** Adds a day to an offer that repeats, or puts one more beside it. @throws not_found, not_allowed, wrong_entry */
export async function addDay(db: Database, actor: Actor, dayId: string, times: Times & { places: number }): Promise<{ dayId: string }> {
  return inTransaction(db, async (trx) => {
    const day = await hostedDay(trx, actor, dayId);
    const when = timesOf(times);
    if (when.starts_at <= new Date()) throw wrong("date", "Choose a day that is still to come.");
    const id = randomUUID();
    await trx.insertInto("shadow_day").values({ id, offer_id: day.offerId, ...when, places: placesOf(times.places) }).execute().catch(sameDayTwice);
    await recordActivity(trx, inActingSeat(actor), { kind: "shadow.offered", subjectKind: "shadow_day", subjectId: id, detail: { days: 1 } });
    await tellOfDay(trx, inActingSeat(actor), id, day.newcomerId);
    return { dayId: id };
  });
}

/** A day, for whoever may keep it. @throws not_found, not_allowed */
export async function hostedDay(trx: Database, actor: Actor, dayId: string): Promise<Day> {
  const day = await findDay(trx, actor, dayId);
  if (!canHost(actor, day)) throw new AppError("not_allowed");
  return day;
}

async function wordsOf(trx: Database, { where, expect, access = "", areaId, forRoles = [], seesPeople = false }: OfferWords) {
  if (!forRoles.every(isForRole)) throw wrong("forRoles", "Choose from the list, or leave it open to everybody.");
  return {
    where_words: lineOf(where, { field: "where", most: most.where, sentence: "Say where to come: the building, the street, the door." }),
    expect_words: lineOf(expect, { field: "expect", most: most.expect, sentence: "Say in a sentence what they can expect.", paragraphs: true }),
    access_words: lineOf(access, { field: "access", most: most.access, sentence: "", mayBeEmpty: true, paragraphs: true }),
    area_id: await requireArea(trx, areaId),
    for_roles: [...new Set(forRoles)],
    sees_people: seesPeople,
  };
}

function datesOf({ date, repeat }: NewOffer): string[] {
  if (!repeat?.every) return [date];
  if (!Object.hasOwn(repeats, repeat.every)) throw wrong("repeat", "Choose every week, every two weeks or every month.");
  try {
    return repeatedDays({ from: date, every: repeat.every as RepeatEvery, until: repeat.until, except: repeat.except });
  } catch (error) {
    throw inOwnFields(error);
  }
}

const ownFields: Record<string, string> = { from: "date", until: "repeatUntil", except: "repeatExcept" };

/** A repeat speaks of its own from and until; this form has those of the day as well. */
function inOwnFields(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  return new AppError(error.code, error.message, Object.fromEntries(Object.entries(error.fields).map(([field, sentences]) => [ownFields[field] ?? field, sentences])));
}

function timesOf({ date, from, until }: Times): { starts_at: Date; ends_at: Date } {
  if (!isDay(date)) throw wrong("date", "Choose a day, with its month and year.");
  const starts_at = instantOf(date, from, "from");
  const ends_at = instantOf(date, until, "until");
  if (ends_at <= starts_at) throw wrong("until", "The end comes before the start. Choose a later end.");
  return { starts_at, ends_at };
}

function placesOf(places: number): number {
  if (!Number.isInteger(places) || places < 1 || places > most.places) throw wrong("places", `Choose from 1 to ${most.places} places.`);
  return places;
}

const tooFew = (taken: number) => `${taken === 1 ? "1 place is" : `${taken} places are`} taken. Ask ${taken === 1 ? "that person" : "somebody"} to change first, or keep ${taken}.`;

async function requireNewcomer(trx: Database, actor: Actor, newcomerId: string | undefined): Promise<string | null> {
  if (!newcomerId) return null;
  if (newcomerId === actor.accountId) throw wrong("newcomerId", "Choose the person who takes over from you.");
  const found = isId(newcomerId) && (await trx.selectFrom("app.seat").where("account_id", "=", newcomerId).where("role", "<>", "commissioner").select("account_id").executeTakeFirst());
  if (!found) throw wrong("newcomerId", "Choose somebody who works in the network now.");
  return newcomerId;
}

/** Who said yes to a guest knew whether people are seen. */
function guestsCome(error: unknown): never {
  if (databaseReason(error) === "guests_come") throw wrong("seesPeople", "Somebody comes already. Offer another day for visits.");
  throw error;
}

function sameDayTwice(error: unknown): never {
  if (typeof error === "object" && error !== null && "code" in error && error.code === "23505") throw wrong("from", "You offer that time already.");
  if (typeof error === "object" && error !== null && "code" in error && error.code === "23514") throw wrong("places", "More places are taken than that.");
  throw error;
}
