import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closePost, endTenure } from "~/features/people/commands.server";
import { findBooking, findDay } from "~/features/shadowing/access.server";
import { agreeToTerms, book, changeDay, holdPlace, offerDays, rewordOffer, sayYes, waitForPlace, type NewOffer } from "~/features/shadowing/commands.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { asking, type Database } from "~db/client";
import { noticesOf } from "../../server/live/notices";
import { castOf, type Cast, type Member } from "../support/cast";
import { database } from "../support/database";

/** What somebody who means harm could say about shadow days: past the commands, as `app_rw` with a seat of their own. */
const house = database();
let cast: Cast;
let dayId: string;
let later: string;

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const says = (actor: Actor, statement: ReturnType<typeof sql>) => as(actor, (trx) => statement.execute(trx)).then(({ rows, numAffectedRows }) => rows.length || Number(numAffectedRows ?? 0));
const soon: NewOffer = { date: "2027-02-02", from: "09:30", until: "13:00", where: "Quayside hall", expect: "Sorting.", places: 1 };
const offer = async (actor: Actor, more: Partial<NewOffer> = {}) => (await as(actor, (trx) => offerDays(trx, actor, { ...soon, ...more }))).dayIds;
const books = async (actor: Actor, day = dayId) => (await as(actor, (trx) => book(trx, actor, day))).bookingId;
const holds = (actor: Actor, day = dayId) => as(actor, (trx) => holdPlace(trx, actor, day));
const waits = async (actor: Actor, day = dayId) => (await as(actor, (trx) => waitForPlace(trx, actor, day))).bookingId;
const yes = (actor: Actor, id: string) => as(actor, (trx) => sayYes(trx, actor, id));
const stateOf = async (id: string) => (await house.admin`select state from shadow_booking where id = ${id}`)[0]?.["state"] as string;
const agreed = async (name: string, organisation: string) => {
  const one = await cast.another(name, organisation, "worker");
  await as(one, (trx) => agreeToTerms(trx, one, 1));
  return one;
};
const acted = ({ accountId, seat }: Actor) => sql`${accountId}::uuid, ${seat?.postId ?? ""}::uuid, ${seat?.organisationId ?? ""}::uuid`;
const refused = { code: "42501" };
const reason = (message: string) => ({ message });

beforeAll(async () => {
  cast = await castOf(house.db);
  for (const name of ["aileen", "amir", "jo", "stran"] as const) await as(cast[name], (trx) => agreeToTerms(trx, cast[name], 1));
});
beforeEach(async () => {
  [dayId = "", later = ""] = [...(await offer(cast.bashir)), ...(await offer(cast.bashir, { from: "14:00", until: "17:00" }))];
});

type Forged = { to: string; why: string; from?: string; number?: number; as?: Actor; until?: string; at?: string };
const turns = (actor: Actor, bookingId: string, { to, why, from = "asked", number = 2, as: who = actor, until = "", at = "" }: Forged) =>
  says(actor, sql`insert into shadow_turn (id, booking_id, number, from_state, to_state, why, until, at, account_id, post_id, organisation_id)
    values (gen_random_uuid(), ${bookingId}, ${number}, ${from}, ${to}, ${why}, ${until || null}::timestamptz, ${at ? sql`now() - ${at}::interval` : sql`now()`}, ${acted(who)})`);
const begins = async (actor: Actor, day = dayId) => {
  const id = randomUUID();
  await says(actor, sql`insert into shadow_booking (id, day_id, account_id, post_id, organisation_id) values (${id}, ${day}, ${acted(actor)})`);
  return id;
};

describe("a turn", () => {
  test("is one side's to make, in its own name, in order, for its own reason", async () => {
    const { aileen, bashir, amir, jo } = cast;
    const id = await books(aileen);
    for (const forged of [
      { to: "confirmed", why: "yes" },
      { to: "confirmed", why: "asks" },
      { to: "refused", why: "not_this_time" },
      { to: "cancelled", why: "host_cannot" },
      { to: "cancelled", why: "day_cancelled" },
      { to: "unanswered", why: "not_answered" },
      { to: "cancelled", why: "ran_out" },
    ]) await expect(turns(aileen, id, forged)).rejects.toMatchObject(reason("not_allowed"));
    await expect(turns(bashir, id, { to: "cancelled", why: "guest_cannot" })).rejects.toMatchObject(reason("not_allowed"));
    await expect(turns(aileen, id, { to: "confirmed", why: "yes", as: bashir })).rejects.toMatchObject(reason("not_allowed"));
    await expect(turns(bashir, id, { to: "confirmed", why: "yes", as: aileen })).rejects.toMatchObject(refused);
    await expect(turns(amir, id, { to: "confirmed", why: "yes" })).rejects.toMatchObject(reason("not_allowed"));
    await expect(turns(bashir, id, { to: "confirmed", why: "yes", number: 3 })).rejects.toMatchObject(reason("turned_meanwhile"));
    await expect(turns(bashir, id, { to: "confirmed", why: "yes", number: 1, from: "begun" })).rejects.toMatchObject(reason("turned_meanwhile"));
    await expect(says(aileen, sql`insert into shadow_turn (id, booking_id, number, from_state, to_state, why) values (gen_random_uuid(), ${id}, 2, 'asked', 'confirmed', 'yes')`)).rejects.toMatchObject(refused);
    // Her manager is of the guest's side too, and no more than that.
    await expect(turns(jo, id, { to: "confirmed", why: "yes" })).rejects.toMatchObject(reason("not_allowed"));
    expect(await stateOf(id)).toBe("asked");
    expect(await turns(bashir, id, { to: "confirmed", why: "yes" })).toBe(1);
  });

  test("asks for a place only after the agreement, whatever reason it gives", async () => {
    const id = await begins(cast.vol);
    for (const why of ["asks", "holds", "yes", "place_free", "let_go"]) await expect(turns(cast.vol, id, { to: "asked", why, from: "begun", number: 1 })).rejects.toMatchObject({ message: /^(agreement_needed|not_allowed)$/ });
    expect(await stateOf(id)).toBe("begun");
  });

  test("is judged by the clock, whatever time it claims", async () => {
    const { bookingId } = await holds(cast.aileen);
    await house.admin`update shadow_booking set until = now() - interval '1 second' where id = ${bookingId}`;
    await expect(turns(cast.aileen, bookingId, { to: "asked", why: "asks", from: "held", at: "9 minutes" })).rejects.toMatchObject(reason("ran_out"));
    await expect(turns(cast.aileen, bookingId, { to: "asked", why: "asks", from: "held", at: "16 minutes" })).rejects.toMatchObject({ message: /row-level security/ });
    await house.admin`update shadow_day set starts_at = now() - interval '1 minute', ends_at = now() + interval '1 hour' where id = ${later}`;
    await expect(turns(cast.amir, await begins(cast.amir, later), { to: "asked", why: "asks", from: "begun", number: 1, at: "9 minutes" })).rejects.toMatchObject(reason("day_begun"));
  });

  test("holds a place for five minutes, not for as long as it says", async () => {
    const id = await begins(cast.aileen);
    await turns(cast.aileen, id, { to: "held", why: "holds", from: "begun", number: 1, until: "2027-02-01" });
    const [row] = await house.admin`select until < now() + interval '6 minutes' as soon from shadow_booking where id = ${id}`;
    expect(row).toEqual({ soon: true });
  });
});

describe("places", () => {
  test("are counted by turns alone: nobody sets, moves or deletes them", async () => {
    const id = await books(cast.aileen);
    for (const actor of [cast.aileen, cast.bashir, cast.fay]) {
      for (const change of ["shadow_day set taken = 0", "shadow_day set waiting = 0", "shadow_day set host_post_id = null", "shadow_booking set state = 'confirmed'", "shadow_booking set version = 0", "shadow_booking set until = now()", "shadow_booking set waiting_since = now()", "shadow_booking set account_id = account_id", "shadow_turn set to_state = 'confirmed'", "shadow_turn set line = 'x'", "shadow_offer set newcomer_id = null", "shadow_offer set post_id = post_id"])
        await expect(says(actor, sql.raw(`update ${change}`))).rejects.toMatchObject(refused);
      for (const table of ["shadow_day", "shadow_booking", "shadow_turn", "shadow_offer", "shadow_agreement", "shadow_reflection", "shadow_share", "shadow_message"]) await expect(says(actor, sql.raw(`delete from ${table}`))).rejects.toMatchObject(refused);
    }
    await expect(says(cast.bashir, sql`insert into shadow_day (id, offer_id, starts_at, ends_at, places, taken) select gen_random_uuid(), offer_id, now(), now() + interval '1 hour', 1, -5 from shadow_day where id = ${dayId}`)).rejects.toMatchObject(refused);
    await expect(says(cast.bashir, sql`update shadow_day set places = 0 where id = ${dayId}`)).rejects.toMatchObject({ code: "23514" });
    expect(await stateOf(id)).toBe("asked");
  });

  test("are kept by their host alone, and only while they are to come", async () => {
    const day = (set: ReturnType<typeof sql>) => sql`update shadow_day set ${set} where id = ${dayId}`;
    for (const actor of [cast.aileen, cast.amir, cast.rec, cast.com]) expect(await says(actor, day(sql`places = 9`))).toBe(0);
    await expect(says(cast.bashir, day(sql`cancelled_at = now(), cancelled_by = ${cast.fay.accountId}::uuid`))).rejects.toMatchObject(refused);
    await says(cast.bashir, day(sql`cancelled_at = now()`));
    expect(await says(cast.bashir, day(sql`cancelled_at = null`))).toBe(0);
    await house.admin`update shadow_day set starts_at = now() - interval '9 hours', ends_at = now() - interval '5 hours' where id = ${later}`;
    expect(await says(cast.bashir, sql`update shadow_day set starts_at = now() + interval '1 day', ends_at = now() + interval '26 hours' where id = ${later}`)).toBe(0);
    await expect(as(cast.bashir, (trx) => changeDay(trx, cast.bashir, later, soon))).rejects.toMatchObject({ code: "conflict", message: "This day has been. It stays in the diary." });
  });

  test("are held three at a time by one person, also when they press on five at once", async () => {
    const days = await offer(cast.bashir, { date: "2027-03-02", repeat: { every: "week", until: "2027-03-30" } });
    const one = await agreed("Holding Moss", cast.organisations.advice);
    const outcomes = await Promise.allSettled(days.map((day) => holds(one, day)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect(outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.message] : []))).toEqual(Array.from({ length: 2 }, () => "Three places are held for you already. Book one or leave one, then hold the next."));
    // A hold that ran out is none.
    await house.admin`update shadow_booking set until = now() - interval '1 second' where account_id = ${one.accountId}`;
    expect((await holds(one, later)).state).toBe("held");
  });

  test("go to who waited longest, not to who says so", async () => {
    const inPlace = await books(cast.aileen);
    const first = await waits(cast.amir);
    const second = await begins(cast.stran);
    await turns(cast.stran, second, { to: "waiting", why: "waits", from: "begun", number: 1, at: "9 minutes" });
    await turns(cast.aileen, inPlace, { to: "cancelled", why: "guest_cannot" });
    expect([await stateOf(first), await stateOf(second)]).toEqual(["offered", "waiting"]);
    const third = await begins(cast.jo);
    await expect(turns(cast.jo, third, { to: "held", why: "holds", from: "begun", number: 1 })).rejects.toMatchObject({ message: /full|others_wait/ });
    await expect(turns(cast.stran, second, { to: "asked", why: "asks", from: "waiting" })).rejects.toMatchObject(reason("no_such_turn"));
    await expect(turns(cast.bashir, second, { to: "offered", why: "place_free", from: "waiting" })).rejects.toMatchObject(reason("not_allowed"));
  });

  test("were promised without people to be seen, and stay so", async () => {
    await yes(cast.bashir, await books(cast.aileen));
    const words = { where: "Quayside hall", expect: "Sorting." };
    await expect(as(cast.bashir, (trx) => rewordOffer(trx, cast.bashir, dayId, { ...words, seesPeople: true }))).rejects.toMatchObject({ code: "wrong_entry", fields: { seesPeople: ["Somebody comes already. Offer another day for visits."] } });
    await as(cast.bashir, (trx) => rewordOffer(trx, cast.bashir, later, { ...words, seesPeople: true }));
  });
});

describe("who comes", () => {
  test("is not read in the list of acts, nor heard in a notice", async () => {
    const id = await books(cast.aileen);
    const acts = (actor: Actor) => says(actor, sql`select 1 from activity where kind like 'shadow.%' and account_id = ${cast.aileen.accountId}`);
    for (const actor of [cast.amir, cast.stran, cast.rec, cast.bashir]) expect(await acts(actor)).toBe(0);
    expect(await acts(cast.aileen)).toBeGreaterThan(0);
    const [told] = noticesOf({ kind: "shadow.turned", client: null, subject: dayId, subjectKind: "shadow_day", organisation: cast.organisations.harbour, account: cast.aileen.accountId, at: "1" });
    expect(told?.ids).toEqual({ subject: dayId });
    for (const actor of [cast.amir, cast.stran]) await expect(as(actor, (trx) => findBooking(trx, actor, id))).rejects.toMatchObject({ code: "not_found" });
    expect(await says(cast.amir, sql`select 1 where app.is_shadow_side(${id}) is not null or app.has_agreed(${cast.aileen.accountId}, now())`)).toBe(0);
  });

  test("agreed by themself: nobody agrees for somebody else", async () => {
    const forged = (who: Actor, version = 1) => sql`insert into shadow_agreement (id, version, account_id, post_id, organisation_id) values (gen_random_uuid(), ${version}, ${acted(who)})`;
    await expect(says(cast.aileen, forged(cast.vol))).rejects.toMatchObject(refused);
    await expect(says(cast.jo, sql`update shadow_agreement set at = now()`)).rejects.toMatchObject(refused);
    await expect(says(cast.aileen, sql`insert into shadow_terms (version, text) values (9, 'Anything goes')`)).rejects.toMatchObject(refused);
  });
});

describe("a handover", () => {
  test("is not there for anybody else, who has its number too", async () => {
    const [handover = ""] = await offer(cast.bashir, { newcomerId: cast.amir.accountId, date: "2027-02-09" });
    const { aileen, stran, amir } = cast;
    for (const actor of [aileen, stran]) {
      await expect(as(actor, (trx) => findDay(trx, actor, handover))).rejects.toMatchObject({ code: "not_found" });
      await expect(begins(actor, handover)).rejects.toMatchObject(reason("not_allowed"));
      expect(await says(actor, sql`select 1 from app.hold_day(${handover})`)).toBe(0);
      await expect(says(actor, sql`insert into shadow_day (id, offer_id, starts_at, ends_at, places) select gen_random_uuid(), offer_id, now() + interval '1 day', now() + interval '25 hours', 1 from shadow_day where id = ${dayId}`)).rejects.toMatchObject(refused);
    }
    expect(await stateOf(await books(amir, handover))).toBe("asked");
  });
});

describe("two lines", () => {
  let bookingId: string;
  beforeEach(async () => {
    bookingId = await books(cast.aileen);
    await yes(cast.bashir, bookingId);
  });
  const over = () => house.admin`update shadow_day set starts_at = now() - interval '9 hours', ends_at = now() - interval '5 hours' where id = ${dayId}`;
  const reflects = (actor: Actor) => says(actor, sql`insert into shadow_reflection (id, booking_id, surprised, differently, account_id, post_id, organisation_id) values (gen_random_uuid(), ${bookingId}, 'The queue', 'Ring first', ${acted(actor)})`);
  const shares = (actor: Actor, side: string) => says(actor, sql`insert into shadow_share (id, booking_id, side, account_id, post_id, organisation_id) values (gen_random_uuid(), ${bookingId}, ${side}, ${acted(actor)})`);
  const reads = (actor: Actor) => says(actor, sql`select 1 from shadow_reflection where booking_id = ${bookingId}`);

  test("are written once the day has been, by the two who spent it", async () => {
    await expect(reflects(cast.aileen)).rejects.toMatchObject(reason("not_yet"));
    await over();
    for (const actor of [cast.jo, cast.sana, cast.fay, cast.amir]) await expect(reflects(actor)).rejects.toMatchObject(refused);
    await reflects(cast.aileen);
    await reflects(cast.bashir);
    for (const actor of [cast.aileen, cast.bashir]) expect(await reads(actor)).toBe(2);
    for (const actor of [cast.jo, cast.sana, cast.fay, cast.amir, cast.com]) expect(await reads(actor)).toBe(0);
    // Who comes after in the host's post was not there.
    const after = await cast.another("After Bell", cast.organisations.foodHub, "worker");
    await house.admin`insert into tenure (id, account_id, post_id) values (gen_random_uuid(), ${after.accountId}, ${cast.posts.bashir})`;
    expect(await reads(after)).toBe(0);
  });

  test("are shared by both, each for their own side, and no longer once one took it back", async () => {
    await over();
    await reflects(cast.aileen);
    await expect(shares(cast.aileen, "host")).rejects.toMatchObject(reason("not_allowed"));
    for (const actor of [cast.jo, cast.sana, cast.fay]) for (const side of ["guest", "host"]) await expect(shares(actor, side)).rejects.toMatchObject({ message: /not_allowed|row-level security/ });
    await shares(cast.aileen, "guest");
    expect(await reads(cast.amir)).toBe(0);
    await shares(cast.bashir, "host");
    expect(await reads(cast.amir)).toBe(1);
    const ends = (actor: Actor, set = sql`ended_at = now(), ended_by = ${actor.accountId}::uuid`) => says(actor, sql`update shadow_share set ${set} where booking_id = ${bookingId} and side = 'guest'`);
    for (const actor of [cast.amir, cast.bashir, cast.jo]) expect(await ends(actor)).toBe(0);
    await expect(ends(cast.aileen, sql`ended_at = now(), ended_by = ${cast.bashir.accountId}::uuid`)).rejects.toMatchObject(refused);
    expect(await ends(cast.aileen)).toBe(1);
    expect(await reads(cast.amir)).toBe(0);
    expect(await ends(cast.aileen, sql`ended_at = null, ended_by = null`)).toBe(0);
    await expect(says(cast.aileen, sql`update shadow_reflection set shared = true`)).rejects.toMatchObject(refused);
  });
});

describe("a question for a day", () => {
  test("is answered by who was asked, not by who asked", async () => {
    const id = randomUUID();
    const of = sql`${cast.posts.bashir}::uuid, ${cast.organisations.foodHub}::uuid`;
    await expect(says(cast.aileen, sql`insert into shadow_wish (id, host_post_id, host_organisation_id, answer, answered_at, account_id, post_id, organisation_id) values (${id}, ${of}, 'yes', now(), ${acted(cast.aileen)})`)).rejects.toMatchObject(refused);
    await says(cast.aileen, sql`insert into shadow_wish (id, host_post_id, host_organisation_id, account_id, post_id, organisation_id) values (${id}, ${of}, ${acted(cast.aileen)})`);
    const answers = (actor: Actor, by = actor) => says(actor, sql`update shadow_wish set answer = 'yes', answered_at = now(), answered_by = ${by.accountId}::uuid where id = ${id}`);
    await expect(answers(cast.aileen)).rejects.toMatchObject(refused);
    await expect(answers(cast.bashir, cast.aileen)).rejects.toMatchObject(refused);
    for (const actor of [cast.amir, cast.jo, cast.fay]) expect(await answers(actor)).toBe(0);
    expect(await answers(cast.bashir)).toBe(1);
    expect(await answers(cast.sana)).toBe(0);
  });
});

describe("whoever leaves", () => {
  let leaver: Member;
  beforeEach(async () => {
    leaver = await agreed(`Leaving ${randomUUID().slice(0, 8)}`, cast.organisations.advice);
  });
  const leaves = (member: Member) => as(cast.fay, (trx) => endTenure(trx, cast.fay, member.seats[0]?.tenureId ?? "", "moved on"));

  test("gives up their places, which go to the next in line at once, and their open questions", async () => {
    const place = await books(leaver);
    const second = (await holds(leaver, later)).bookingId;
    const next = await waits(cast.aileen);
    await says(leaver, sql`insert into shadow_wish (id, host_post_id, host_organisation_id, account_id, post_id, organisation_id) values (gen_random_uuid(), ${cast.posts.sana}::uuid, ${cast.organisations.foodHub}::uuid, ${acted(leaver)})`);
    await leaves(leaver);
    expect([await stateOf(place), await stateOf(second), await stateOf(next)]).toEqual(["cancelled", "released", "offered"]);
    expect(await as(cast.bashir, (trx) => findDay(trx, cast.bashir, dayId))).toMatchObject({ taken: 1, waiting: 0 });
    expect((await house.admin`select 1 from shadow_wish where account_id = ${leaver.accountId} and ended_at is null`).length).toBe(0);
  });

  test("keeps them with a seat elsewhere, and loses them when the time agreed on runs out", async () => {
    const place = await books(leaver);
    await house.admin`insert into tenure (id, account_id, post_id) values (gen_random_uuid(), ${leaver.accountId}, ${cast.posts.amir})`;
    await leaves(leaver);
    expect(await stateOf(place)).toBe("asked");
    await house.admin`alter table tenure disable trigger tenure_leaves_days`;
    await house.admin`update tenure set valid_until = now() where account_id = ${leaver.accountId}`;
    await house.admin`alter table tenure enable trigger tenure_leaves_days`;
    const { rows } = await asking(house.db, { duty: "diary" }, (trx) => sql<{ what: string }>`select app.booking_due(${place}) as what`.execute(trx));
    expect([rows[0]?.what, await stateOf(place)]).toEqual(["left", "cancelled"]);
  });

  test("as a host leaves the day to their post; when the post ends, its days are called off and each guest is told", async () => {
    const [hosted = ""] = await offer(leaver, { date: "2027-02-16" });
    const guest = await books(cast.aileen, hosted);
    await yes(leaver, guest);
    const postId = leaver.seats[0]?.postId ?? "";
    await leaves(leaver);
    expect(await stateOf(guest)).toBe("confirmed");
    const heir = await cast.another(`Heir ${randomUUID().slice(0, 8)}`, cast.organisations.advice, "worker");
    await house.admin`insert into tenure (id, account_id, post_id) values (gen_random_uuid(), ${heir.accountId}, ${postId})`;
    expect(await says(heir, sql`update shadow_day set places = 2 where id = ${hosted}`)).toBe(1);
    await as(cast.fay, (trx) => closePost(trx, cast.fay, postId));
    expect(await stateOf(guest)).toBe("cancelled");
    expect(await as(cast.aileen, (trx) => findDay(trx, cast.aileen, hosted))).toMatchObject({ cancelledAt: expect.any(Date), taken: 0 });
    const [turn] = await house.admin`select why from shadow_turn where booking_id = ${guest} order by number desc limit 1`;
    expect(turn).toEqual({ why: "day_cancelled" });
  });
});
