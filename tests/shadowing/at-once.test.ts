import type postgres from "postgres";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { endTenure } from "~/features/people/commands.server";
import { handoverTasks } from "~/features/relationships/handover/tasks.server";
import { acceptTie, proposeTie } from "~/features/relationships/commands.server";
import { holdDay } from "~/features/shadowing/access.server";
import { agreeToTerms, askForDay, book, grantWish, moveTo, offerDays, sayYes } from "~/features/shadowing/commands.server";
import { shadowTasks } from "~/features/shadowing/told/tasks.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Services } from "~/shared/services.server";
import type { Database } from "~db/client";
import { readConfig } from "~server/config";
import { castOf, type Cast, type Member } from "../support/cast";
import { database } from "../support/database";
import { lockWaits, meet } from "../support/moments";
import { eventually } from "../support/wait";

/** Two acts on shadow days in one moment, each with what the other needs next: one waits, and then sees what the first did. */
const house = database();
let cast: Cast;
let low: string;
let high: string;
let guest: Member;

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const offers = async (host: Actor, from = "09:30", places = 3) => (await as(host, (trx) => offerDays(trx, host, { date: "2027-02-02", from, until: "17:00", where: "Quayside hall", expect: "Sorting.", places }))).dayIds[0] ?? "";
const books = async (actor: Actor, day: string) => (await as(actor, (trx) => book(trx, actor, day))).bookingId;
const agreed = async (name: string, organisation: string) => {
  const one = await cast.another(name, organisation, "worker");
  await as(one, (trx) => agreeToTerms(trx, one, 1));
  return one;
};
const leaves = (one: Member) => as(cast.fay, (trx) => endTenure(trx, cast.fay, one.seat?.tenureId ?? "", "Gone"));
const heldDay = (id: string) => (third: postgres.TransactionSql) => third`select from shadow_day where id = ${id} for update`;
const stateOf = async (id: string) => (await house.admin`select state from shadow_booking where id = ${id}`)[0]?.["state"];

beforeAll(async () => {
  cast = await castOf(house.db);
  await as(cast.amir, (trx) => agreeToTerms(trx, cast.amir, 1));
});
let people = 0;
beforeEach(async () => {
  guest = await agreed(`Gus ${"abcdefgh"[people++]}`, cast.organisations.harbour);
  [low = "", high = ""] = [await offers(cast.bashir), await offers(cast.bashir, "10:30")].toSorted();
});

test("what falls due of a guest who has left waits for the work that gives up all their days", async () => {
  const [one, other] = [await books(guest, low), await books(guest, high)];
  const tenure = guest.seat?.tenureId ?? "";
  await house.admin`update tenure set valid_until = clock_timestamp() + interval '50 milliseconds' where id = ${tenure}`;
  await eventually(async () => (await house.admin`select 1 from app.seat where account_id = ${guest.accountId}`).length === 0, "their time to run out");
  const services = { db: house.db, config: readConfig({}) } as unknown as Services;
  const both = await meet(house, heldDay(low), async () => handoverTasks["seat-ends"]?.(services, { id: tenure }), async () => shadowTasks["booking-due"]?.(services, { id: other }));
  expect(both).toEqual(["done", "done"]);
  expect([await stateOf(one), await stateOf(other)]).toEqual(["cancelled", "cancelled"]);
});

test("a guest who changes days waits for a leaver who was a guest of the one and the host of the other", async () => {
  // The first of all by its number, so that whoever changes holds it before the other.
  const theirs = "00000000-0000-4000-8000-000000000001";
  await house.admin`update shadow_day set id = ${theirs} where id = ${await offers(guest)}`;
  await books(guest, high);
  const old = await books(cast.amir, high);
  const both = await meet(house, heldDay(high), () => leaves(guest), () => as(cast.amir, (trx) => moveTo(trx, cast.amir, old, theirs)));
  expect(both).toEqual(["done", "Whoever would host this day has left. Choose another day."]);
  expect(await stateOf(old)).toBe("asked");
});

test("a host who says yes to a guest waits for whoever gives up two days with them, and not they for the host", async () => {
  const bookings = [await books(guest, low), await books(guest, high)];
  const { tieId } = await as(cast.aileen, (trx) => proposeTie(trx, cast.aileen, { organisationId: cast.organisations.foodHub }));
  await as(cast.bashir, (trx) => acceptTie(trx, cast.bashir, tieId, { version: 1 }));
  for (const id of bookings) await as(cast.bashir, (trx) => sayYes(trx, cast.bashir, id));
  const colleague = await agreed(`Una ${"abcdefgh"[people]}`, cast.organisations.harbour);
  const asked = await books(colleague, high);
  let left: Promise<unknown> = Promise.resolve();
  await as(cast.bashir, async (trx) => {
    await holdDay(trx, high);
    left = leaves(guest);
    left.catch(() => {});
    await eventually(async () => (await lockWaits(house)) > 0, "the leaving to wait for the day");
    await sayYes(trx, cast.bashir, asked);
  });
  await left;
  expect(await Promise.all([...bookings, asked].map(stateOf))).toEqual(["cancelled", "cancelled", "confirmed"]);
});

test("a wish is granted with a day, or its host has left: not each waiting for the other", async () => {
  const host = await agreed(`Ida ${"abcdefgh"[people]}`, cast.organisations.foodHub);
  const day = await offers(host);
  const { wishId } = await as(guest, (trx) => askForDay(trx, guest, { hostPostId: host.seat?.postId ?? "" }));
  const both = await meet(house, heldDay(day), () => leaves(host), () => as(cast.sana, (trx) => grantWish(trx, cast.sana, wishId, { dayId: day })));
  expect(both).toEqual(["done", "Somebody has answered this. Look again."]);
  expect(await house.admin`select answer from shadow_wish where id = ${wishId}`).toEqual([{ answer: "no" }]);
});
