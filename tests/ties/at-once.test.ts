import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { beforeEach, expect, test } from "vitest";
import { markPresent, takeBackPresence } from "~/features/events/commands.server";
import { postGap, seeThisToo } from "~/features/gaps/commands.server";
import { holdTie } from "~/features/relationships/access.server";
import { endTie, reviveTie } from "~/features/relationships/commands.server";
import { closeOrganisation } from "~/features/relationships/home/home.server";
import { tellWhatTiesNeed } from "~/features/relationships/ties/told.server";
import { holdDay } from "~/features/shadowing/access.server";
import { agreeToTerms, book, cancelDay, changeDay, giveUp, hostCannot, offerDays, sayYes } from "~/features/shadowing/commands.server";
import type { Actor } from "~/shared/actor";
import { bareEventBy } from "../support/events";
import { lockWaits, meet, told } from "../support/moments";
import { eventually } from "../support/wait";
import { houseOfTies } from "./scene";

/** Acts that touch several ties in one moment, or a tie and what stands in its story: one waits for the other. */
const t = houseOfTies();
const low = "00000000-0000-4000-8000-000000000001";
const high = "ffffffff-ffff-4fff-bfff-ffffffffffff";
const day = { date: "2027-02-02", from: "09:30", until: "13:00", places: 3 };

beforeEach(async () => {
  await t.empties();
  await t.house.admin`truncate learning_event, shadow_offer cascade`;
});

const actedBy = (actor: Actor) => ({ account_id: actor.accountId, post_id: actor.seat?.postId ?? "", organisation_id: actor.seat?.organisationId ?? "" });

/** Harbour's ties with two organisations; whoever comes first by themself has the one with the higher number. */
async function twoTies(guests: readonly Actor[]): Promise<void> {
  const { aileen } = t.cast;
  for (const [place, guest] of guests.entries()) {
    const [one_id = "", other_id = ""] = [aileen.seat?.organisationId ?? "", guest.seat?.organisationId ?? ""].toSorted();
    await t.house.admin`insert into tie ${t.house.admin({ id: place === 0 ? high : low, one_id, other_id, state: "held", version: 2, held_since: new Date(), ...actedBy(aileen) })}`;
  }
}

/** The same, in the order of the organisations' numbers. */
async function twoOrganisations(): Promise<[Actor, Actor]> {
  const { bashir, amir } = t.cast;
  const guests: [Actor, Actor] = (bashir.seat?.organisationId ?? "") < (amir.seat?.organisationId ?? "") ? [bashir, amir] : [amir, bashir];
  await twoTies(guests);
  return guests;
}

const offered = async () => (await t.as(t.cast.aileen, (trx) => offerDays(trx, t.cast.aileen, { ...day, where: "Quayside hall", expect: "Sorting." }))).dayIds[0] ?? "";

/** A day with a guest of each: their turns come in the order of their numbers when it is called off. */
async function bookedDay(): Promise<string> {
  const { aileen, bashir, amir } = t.cast;
  const dayId = await offered();
  const booked: { id: string; guest: Actor }[] = [];
  for (const guest of [bashir, amir]) booked.push({ id: await books(guest, dayId), guest });
  const inTurn = booked.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  await twoTies(inTurn.map(({ guest }) => guest));
  for (const { id } of inTurn) await t.as(aileen, (trx) => sayYes(trx, aileen, id));
  return dayId;
}

async function books(guest: Actor, dayId: string): Promise<string> {
  await t.as(guest, (trx) => agreeToTerms(trx, guest, 1));
  return (await t.as(guest, (trx) => book(trx, guest, dayId))).bookingId;
}

/** Bashir's yes from Aileen, on a day of hers. */
async function confirmed(): Promise<{ dayId: string; bookingId: string }> {
  const { aileen, bashir } = t.cast;
  const dayId = await offered();
  const bookingId = await books(bashir, dayId);
  await t.as(aileen, (trx) => sayYes(trx, aileen, bookingId));
  return { dayId, bookingId };
}

/** An event to which both came, and Aileen's own line of the list. */
async function eventWithBoth(): Promise<{ eventId: string; own: string }> {
  const { aileen } = t.cast;
  const guests = await twoOrganisations();
  const { eventId } = await bareEventBy(t.house.db, aileen);
  await t.house.admin`update learning_event set state = 'set', starts_at = now() - interval '1 hour', ends_at = now() + interval '1 hour' where id = ${eventId}`;
  const invited: string[] = [];
  for (const one of [...guests, aileen]) {
    const id = randomUUID();
    await t.house.admin`insert into event_invitee ${t.house.admin({ id, event_id: eventId, invited_post_id: one.seat?.postId ?? "", came_by: "self", ...actedBy(one) })}`;
    invited.push(id);
  }
  for (const id of invited.slice(0, -1)) await t.as(aileen, (trx) => markPresent(trx, aileen, eventId, id));
  return { eventId, own: invited.at(-1) ?? "" };
}

/** Somebody holds the one tie, and then the other, while the act is on its way: ties are taken in the order of their numbers. */
async function whileBothAreTaken(act: () => Promise<unknown>): Promise<void> {
  let went: Promise<string> = Promise.resolve("");
  // Read row by row as they were written, and not by an index on the very numbers.
  await t.house.admin`analyze tie, tie_contact`;
  const took = t.as(t.cast.aileen, async (trx) => {
    await holdTie(trx, low);
    went = told(act());
    await eventually(async () => (await lockWaits(t.house)) > 0, "the act to wait for a tie");
    await holdTie(trx, high);
  });
  expect([await told(took), await went]).toEqual(["done", "done"]);
}

const isHere = (eventId: string, own: string) => t.as(t.cast.aileen, (trx) => markPresent(trx, t.cast.aileen, eventId, own));

test("a name ticked at an event takes the ties of all who came in one order", async () => {
  const { eventId, own } = await eventWithBoth();
  await whileBothAreTaken(() => isHere(eventId, own));
});

test("so does a tick that is taken back", async () => {
  const { eventId, own } = await eventWithBoth();
  await isHere(eventId, own);
  await whileBothAreTaken(() => t.as(t.cast.aileen, (trx) => takeBackPresence(trx, t.cast.aileen, eventId, own)));
});

test("so does somebody who sees a gap that both see", async () => {
  const { aileen } = t.cast;
  const guests = await twoOrganisations();
  const { gapId } = await t.as(guests[0], (trx) => postGap(trx, guests[0], { sentence: "Nowhere warm to sit", need: "warmth", groups: [] }));
  await t.as(guests[1], (trx) => seeThisToo(trx, guests[1], gapId));
  await whileBothAreTaken(() => t.as(aileen, (trx) => seeThisToo(trx, aileen, gapId)));
});

test("so does a day that is moved", async () => {
  const dayId = await bookedDay();
  await whileBothAreTaken(() => t.as(t.cast.aileen, (trx) => changeDay(trx, t.cast.aileen, dayId, { ...day, from: "10:30" })));
});

test("so does a day that is called off", async () => {
  const dayId = await bookedDay();
  await whileBothAreTaken(() => t.as(t.cast.aileen, (trx) => cancelDay(trx, t.cast.aileen, dayId)));
});

test("so does the work of the day that looks which days have come", async () => {
  await twoTies([t.cast.bashir, t.cast.amir]);
  await t.house.admin`insert into tie_contact (id, tie_id, one_id, other_id, kind, happened_at, source_id) select gen_random_uuid(), id, one_id, other_id, 'event', now() - interval '1 day', gen_random_uuid() from tie order by id desc`;
  await t.house.admin`update tie set last_contact_at = null`;
  await whileBothAreTaken(() => tellWhatTiesNeed(t.house.db, "http://localhost"));
});

test("a booking given up and a tie taken up again in that moment: what was called off is not in its story", async () => {
  const { aileen, bashir } = t.cast;
  const tieId = await t.holds(aileen, bashir);
  const { bookingId } = await confirmed();
  await t.as(aileen, (trx) => endTie(trx, aileen, tieId, { version: 2 }));
  const heldContact = (third: postgres.TransactionSql) => third`select from tie_contact where source_id = ${bookingId} for update`;
  const both = await meet(t.house, heldContact, () => t.as(bashir, (trx) => giveUp(trx, bashir, bookingId)), () => t.as(aileen, (trx) => reviveTie(trx, aileen, tieId, { version: 3 })));
  expect(both).toEqual(["done", "done"]);
  expect(await t.house.admin`select 1 from tie_contact where source_id = ${bookingId} and ended_at is null`).toHaveLength(0);
});

test("an organisation that closes waits for a host who says no more to a guest, and not each for the other", async () => {
  const { aileen, bashir, fay, organisations } = t.cast;
  await t.holds(aileen, bashir);
  const { dayId, bookingId } = await confirmed();
  let closed: Promise<string> = Promise.resolve("");
  const took = t.as(aileen, async (trx) => {
    await holdDay(trx, dayId);
    closed = told(t.as(fay, (other) => closeOrganisation(other, fay, organisations.harbour)));
    await eventually(async () => (await lockWaits(t.house)) > 0, "the closing to wait for the day");
    await hostCannot(trx, aileen, bookingId);
  });
  expect([await told(took), await closed]).toEqual(["done", "done"]);
});
