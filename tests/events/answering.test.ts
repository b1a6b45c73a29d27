import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { answerInvitation, changeEvent, invite, mostAsked, takeOffList, type Asked, type NewAnswer } from "~/features/events/commands.server";
import type { Actor, Seat } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { actorFor } from "../support/cast";
import { houseOfEvents, inDays, soon } from "./scene";

const set = houseOfEvents();
const { as, plans } = set;
const says = (actor: Actor, eventId: string, answer: NewAnswer["says"], more: Partial<NewAnswer> & { inviteeId?: string } = {}) => as(actor, (trx) => answerInvitation(trx, actor, eventId, { says: answer, ...more }, more));
const asks = (eventId: string, asked: Asked, actor: Actor = set.cast.bashir) => as(actor, (trx) => invite(trx, actor, eventId, asked));
const list = (eventId: string) =>
  set.house.admin<{ name: string; says: string; place: string | null; waiting: number | null }[]>`
    select coalesce(c.name, v.guest_name) as name, a.says, a.place, a.waiting_number as waiting from event_answer a join event_invitee v on v.id = a.invitee_id
    left join tenure t on t.post_id = v.invited_post_id left join account c on c.id = t.account_id where a.event_id = ${eventId} and a.ended_at is null order by a.place, a.waiting_number, name`;
const inviteeOf = async (eventId: string, actor: Actor) => String((await set.house.admin`select id from event_invitee where event_id = ${eventId} and invited_post_id = ${actor.seat?.postId ?? ""} and ended_at is null`)[0]?.id);

/** Volunteers of one organisation, each in a post of their own. */
async function crowdOf(count: number): Promise<Actor[]> {
  const organisationId = set.cast.organisations.stranger;
  return Promise.all(
    Array.from({ length: count }, async (_one, place) => {
      const name = `Racer ${String(place).padStart(2, "0")}`;
      const [accountId, postId, tenureId] = [randomUUID(), randomUUID(), randomUUID()];
      await set.house.admin.begin(async (trx) => {
        await trx`insert into account (id, name, email) values (${accountId}, ${name}, ${`${accountId}@crowd.example`})`;
        await trx`insert into post (id, organisation_id, title, role) values (${postId}, ${organisationId}, 'Helper', 'volunteer')`;
        await trx`insert into tenure (id, account_id, post_id) values (${tenureId}, ${accountId}, ${postId})`;
      });
      const seat: Seat = { tenureId, postId, postTitle: "Helper", role: "volunteer", organisationId, organisationName: "Inland Trust", organisationKind: "third_sector" };
      return { ...set.cast.stran, accountId, name, seats: [seat], seat };
    }),
  );
}

describe("asking people", () => {
  test("posts, organisations, roles in an area and two organisations of a tie, each once, and each is told", async () => {
    const eventId = await plans(set.cast.bashir);
    const { harbour, practice, foodHub, advice } = set.cast.organisations;
    expect(await asks(eventId, { by: "post", postIds: [set.cast.posts.aileen] })).toEqual({ invited: 1 });
    expect(await asks(eventId, { by: "organisation", organisationIds: [harbour] })).toEqual({ invited: 2 });
    expect(await asks(eventId, { by: "organisation", organisationIds: [harbour] })).toEqual({ invited: 0 });
    expect(await asks(eventId, { by: "tie", organisationIds: [practice, foodHub] })).toEqual({ invited: 3 });
    expect(await asks(eventId, { by: "role", roles: ["worker"] })).toEqual({ invited: 2 });
    expect(await asks(eventId, { by: "organisation", organisationIds: [advice], roles: ["worker"] })).toEqual({ invited: 0 });
    for (const one of [set.cast.aileen, set.cast.jo, set.cast.vol, set.cast.rec, set.cast.amir]) expect(await set.news(one, eventId)).toEqual(["event.invited"]);
    expect(await set.news(set.cast.bashir, eventId)).toEqual([]);
    const ways = await set.house.admin`select came_by, count(*)::int as n from event_invitee where event_id = ${eventId} group by 1 order by 1`;
    expect(ways.map(({ came_by, n }) => [came_by, n])).toEqual([["organisation", 2], ["post", 1], ["role", 2], ["tie", 3]]);
  });

  test("is for those who plan, and never reaches a commissioner or a post nobody sits in", async () => {
    const eventId = await plans(set.cast.bashir);
    await expect(asks(eventId, { by: "post", postIds: [set.cast.posts.rec] }, set.cast.amir)).rejects.toMatchObject({ code: "not_found" });
    expect(await asks(eventId, { by: "organisation", organisationIds: [set.cast.organisations.council] })).toEqual({ invited: 0 });
    await expect(asks(eventId, { by: "post", postIds: [set.cast.posts.com] })).rejects.toMatchObject({ code: "wrong_entry" });
    const seat = { account_id: set.cast.amir.accountId, post_id: set.cast.posts.amir, organisation_id: set.cast.organisations.advice };
    const slips = (came_by: string, invited_post_id: string) => as(set.cast.amir, (trx) => trx.insertInto("event_invitee").values({ id: randomUUID(), event_id: eventId, invited_post_id, came_by, ...seat }).execute());
    await expect(slips("post", set.cast.posts.rec)).rejects.toMatchObject({ code: "42501" });
    await expect(slips("self", set.cast.posts.rec)).rejects.toMatchObject({ code: "42501" });
    await slips("self", set.cast.posts.amir);
  });

  test.each<[string, (id: typeof set.cast) => Asked]>([
    ["posts", () => ({ by: "post", postIds: [] })],
    ["posts", () => ({ by: "person", postIds: ["'; drop table post"] })],
    ["roles", () => ({ by: "role", roles: ["king"] })],
    ["roles", () => ({ by: "role", roles: [] })],
    ["areaId", () => ({ by: "role", roles: ["worker"], areaId: "nowhere" })],
    ["organisations", () => ({ by: "organisation", organisationIds: [] })],
    ["organisations", (cast) => ({ by: "tie", organisationIds: [cast.organisations.harbour, cast.organisations.harbour] })],
  ])("with wrong %s gets a sentence beside the field", async (field, asked) => {
    const eventId = await plans(set.cast.bashir);
    await expect(asks(eventId, asked(set.cast))).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.stringMatching(/\.$/)] } });
  });

  test("more than five hundred at once are too many, and nobody is asked", async () => {
    const eventId = await plans(set.cast.bashir);
    await set.house.admin.begin(async (trx) => {
      await trx`set local session_replication_role = replica`;
      await trx`with o as (insert into organisation (id, name, kind, source) values (gen_random_uuid(), 'Crowd', 'third_sector', 'hand') returning id),
        a as (insert into account (id, name, email) select gen_random_uuid(), 'P', 'p' || g || '@crowd.example' from generate_series(1, ${mostAsked + 1}) g returning id),
        p as (insert into post (id, organisation_id, title, role) select gen_random_uuid(), o.id, 'Helper', 'volunteer' from o, generate_series(1, ${mostAsked + 1}) returning id)
        insert into tenure (id, account_id, post_id) select gen_random_uuid(), a.id, p.id from (select id, row_number() over () as n from a) a join (select id, row_number() over () as n from p) p using (n)`;
    });
    await expect(asks(eventId, { by: "role", roles: ["volunteer"] })).rejects.toMatchObject({ code: "wrong_entry", fields: { asked: ["That is more than 500 people at once. Choose an area or a role."] } });
    await set.house.admin`update tenure set valid_until = now() where account_id in (select id from account where email like '%@crowd.example')`;
    expect(await asks(eventId, { by: "role", roles: ["volunteer"] })).toEqual({ invited: 1 });
  });
});

describe("answering", () => {
  test("going, maybe or can't with why in one tap; the last answer stands, and what waited is answered", async () => {
    const eventId = await plans(set.cast.bashir);
    await asks(eventId, { by: "post", postIds: [set.cast.posts.rec] });
    expect(await says(set.cast.rec, eventId, "maybe")).toEqual({ place: null, waitingNumber: null });
    expect(await set.news(set.cast.rec, eventId)).toEqual([]);
    await says(set.cast.rec, eventId, "cant", { whyNot: "no_cover", line: "Two of us are away" });
    expect(await says(set.cast.rec, eventId, "going", { whyNot: "clinic" })).toEqual({ place: "in", waitingNumber: null });
    expect(await list(eventId)).toMatchObject([{ name: "Rec Burns", says: "going", place: "in" }]);
    const [past] = await set.house.admin`select count(*)::int as n from event_answer where event_id = ${eventId}`;
    expect(past?.n).toBe(3);
  });

  test("whoever finds it unasked joins it; a commissioner finds nothing", async () => {
    const eventId = await plans(set.cast.bashir);
    await says(set.cast.amir, eventId, "going");
    const [invitee] = await set.house.admin`select came_by from event_invitee where event_id = ${eventId}`;
    expect(invitee?.came_by).toBe("self");
    await expect(says(set.cast.com, eventId, "going")).rejects.toMatchObject({ code: "not_found" });
  });

  test("for another is noted down by a planner alone", async () => {
    const eventId = await plans(set.cast.bashir);
    await asks(eventId, { by: "post", postIds: [set.cast.posts.rec] });
    const inviteeId = await inviteeOf(eventId, set.cast.rec);
    await expect(says(set.cast.amir, eventId, "cant", { inviteeId })).rejects.toMatchObject({ code: "not_found" });
    const row = { id: randomUUID(), event_id: eventId, invitee_id: inviteeId, says: "cant", account_id: set.cast.amir.accountId };
    await expect(as(set.cast.amir, (trx) => trx.insertInto("event_answer").values(row).execute())).rejects.toMatchObject({ code: "42501" });
    await says(set.cast.sana, eventId, "going", { inviteeId });
    expect(await list(eventId)).toMatchObject([{ name: "Rec Burns", says: "going" }]);
    const taken = await as(set.cast.amir, (trx) => trx.updateTable("event_answer").set({ ended_at: new Date() }).where("invitee_id", "=", inviteeId).executeTakeFirst());
    expect(taken.numUpdatedRows).toBe(0n);
  });

  test.each<[string, NewAnswer]>([
    ["says", { says: "perhaps" }],
    ["whyNot", { says: "cant", whyNot: "rain" }],
    ["line", { says: "cant", line: "x".repeat(201) }],
  ])("with a wrong %s gets a sentence beside the field", async (field, wrong) => {
    const eventId = await plans(set.cast.bashir);
    await expect(as(set.cast.rec, (trx, rec) => answerInvitation(trx, rec, eventId, wrong))).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.stringMatching(/\.$/)] } });
  });

  test("after it has been and gone is too late, and said so", async () => {
    const eventId = await plans(set.cast.bashir);
    await set.begins(eventId, 4);
    await expect(says(set.cast.rec, eventId, "going")).rejects.toMatchObject({ code: "conflict", message: "This event has been and gone." });
    for (const id of ["", "x", "00000000-0000-4000-8000-000000000000"]) await expect(says(set.cast.rec, id, "going")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("places", () => {
  test("whoever comes when it is full waits in order; who lets go makes room for the first, who is told", async () => {
    const eventId = await plans(set.cast.bashir, { capacity: 1 });
    await says(set.cast.aileen, eventId, "going");
    expect(await says(set.cast.rec, eventId, "going")).toEqual({ place: "waiting", waitingNumber: 1 });
    expect(await says(set.cast.amir, eventId, "going")).toEqual({ place: "waiting", waitingNumber: 2 });
    expect(await says(set.cast.rec, eventId, "going")).toEqual({ place: "waiting", waitingNumber: 1 });
    expect(await says(set.cast.aileen, eventId, "going")).toMatchObject({ place: "in" });
    await says(set.cast.aileen, eventId, "cant", { whyNot: "away" });
    expect(await list(eventId)).toMatchObject([{ name: "Rec Burns", place: "in" }, { name: "Amir Rose", place: "waiting", waiting: 2 }, { name: "Aileen Murray", place: null }]);
    expect(await says(set.cast.amir, eventId, "going")).toEqual({ place: "waiting", waitingNumber: 1 });
    expect(await set.news(set.cast.rec, eventId)).toEqual(["event.place"]);
    expect(await set.news(set.cast.amir, eventId)).toEqual([]);
  });

  test("more places let in those who wait, as many as there are; without a limit everybody", async () => {
    const eventId = await plans(set.cast.bashir, { capacity: 1 });
    for (const one of [set.cast.aileen, set.cast.rec, set.cast.amir, set.cast.jo]) await says(one, eventId, "going");
    const grow = (capacity: number | null, version: number) => as(set.cast.bashir, (trx, bashir) => changeEvent(trx, bashir, eventId, { title: "Meet the Food Hub", place: "Quayside hall", capacity, version }));
    await grow(2, 1);
    expect((await list(eventId)).map(({ name, place }) => [name, place])).toEqual([["Aileen Murray", "in"], ["Rec Burns", "in"], ["Amir Rose", "waiting"], ["Jo Fraser", "waiting"]]);
    await grow(null, 2);
    expect((await list(eventId)).every(({ place }) => place === "in")).toBe(true);
    expect(await set.news(set.cast.jo, eventId)).toEqual(["event.place"]);
  });

  test("whoever is taken off the list neither comes nor waits", async () => {
    const eventId = await plans(set.cast.bashir, { capacity: 1 });
    for (const one of [set.cast.aileen, set.cast.rec]) await says(one, eventId, "going");
    await expect(as(set.cast.amir, async (trx, amir) => takeOffList(trx, amir, eventId, await inviteeOf(eventId, set.cast.aileen)))).rejects.toMatchObject({ code: "not_found" });
    await as(set.cast.sana, async (trx, sana) => takeOffList(trx, sana, eventId, await inviteeOf(eventId, set.cast.aileen)));
    expect(await list(eventId)).toMatchObject([{ name: "Rec Burns", place: "in" }]);
    await as(set.cast.rec, async (trx, rec) => takeOffList(trx, rec, eventId, await inviteeOf(eventId, rec)));
    expect(await list(eventId)).toEqual([]);
  });

  test("sixty people press at once for the last place: one is in, the others wait in one line without a gap", async () => {
    const eventId = await plans(set.cast.bashir, { capacity: 1 });
    const crowd = await crowdOf(60);
    await asks(eventId, { by: "post", postIds: crowd.map(({ seat }) => seat?.postId ?? "") });
    const press = (says: string, people: Actor[]) => Promise.allSettled(people.map((one) => withActor(set.house.db, one, (trx) => answerInvitation(trx, one, eventId, { says }))));
    // Three of them press twice, in another tab.
    const outcomes = await press("going", [...crowd, ...crowd.slice(0, 3)]);
    expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
    const places = await list(eventId);
    expect(places.filter(({ place }) => place === "in")).toHaveLength(1);
    expect(places.filter(({ place }) => place === "waiting").map(({ waiting }) => waiting)).toEqual(Array.from({ length: 59 }, (_one, n) => n + 1));
    const first = places.find(({ waiting }) => waiting === 1)?.name;
    const winner = places.find(({ place }) => place === "in")?.name;
    await press("cant", crowd.filter(({ name }) => name === winner));
    expect((await list(eventId)).find(({ place }) => place === "in")?.name).toBe(first);
    // Nearly everybody leaves at once, and the place goes on to whoever still wants it.
    await press("cant", crowd.slice(0, 59));
    const left = (await list(eventId)).filter(({ place }) => place !== null);
    expect(left.map(({ name, place }) => [name, place])).toEqual(crowd[59]?.name === winner ? [] : [[crowd[59]?.name, "in"]]);
  });

  test("a place let go while others come is never given twice nor left empty", async () => {
    for (let round = 0; round < 4; round++) {
      const eventId = await plans(set.cast.bashir, { capacity: 2, times: { ...soon, date: inDays(60 + round) } });
      const early = [set.cast.aileen, set.cast.rec];
      const late = [set.cast.amir, set.cast.jo, set.cast.vol];
      for (const one of early) await says(one, eventId, "going");
      const grow = as(set.cast.bashir, (trx, bashir) => changeEvent(trx, bashir, eventId, { title: "Meet the Food Hub", capacity: 3, version: 1 }));
      await Promise.all([...early.map((one) => says(one, eventId, "cant")), ...late.map((one) => says(one, eventId, "going")), grow]);
      const held = await list(eventId);
      expect(held.filter(({ place }) => place === "in").map(({ name }) => name).sort()).toEqual(["Amir Rose", "Jo Fraser", "Vol Olsen"]);
      expect(held.filter(({ place }) => place === "waiting")).toEqual([]);
    }
  });

  test("an answer that ended is not put back into a place, past the doors of the application either", async () => {
    const eventId = await plans(set.cast.bashir, { capacity: 1 });
    await says(set.cast.aileen, eventId, "going");
    await says(set.cast.aileen, eventId, "cant");
    await says(set.cast.rec, eventId, "going");
    await as(set.cast.aileen, (trx) => trx.updateTable("event_answer").set({ ended_at: new Date() }).where("event_id", "=", eventId).where("says", "=", "cant").execute());
    const puttingBack = as(set.cast.aileen, (trx) => trx.updateTable("event_answer").set({ ended_at: null }).where("event_id", "=", eventId).where("says", "=", "going").execute());
    await expect(puttingBack).rejects.toMatchObject({ code: "42501" });
    expect((await list(eventId)).map(({ name, place }) => [name, place])).toEqual([["Rec Burns", "in"]]);
  });

  test("an answer whose transaction is taken back holds no place", async () => {
    const eventId = await plans(set.cast.bashir, { capacity: 1 });
    await expect(as(set.cast.aileen, async (trx, aileen) => {
      await answerInvitation(trx, aileen, eventId, { says: "going" });
      throw new Error("the line went dead");
    })).rejects.toThrow("the line went dead");
    expect(await says(set.cast.rec, eventId, "going")).toMatchObject({ place: "in" });
  });

  test("a person who left their post answers no more, and the post's answer stands", async () => {
    const leaver = await set.cast.another("Leaver Lee", set.cast.organisations.practice, "practice");
    const eventId = await plans(set.cast.bashir);
    await says(leaver, eventId, "going");
    await set.house.admin`update tenure set valid_until = now() where account_id = ${leaver.accountId}`;
    const gone = await actorFor(set.house.db, leaver.accountId);
    await expect(says(gone, eventId, "cant")).rejects.toMatchObject({ code: "not_found" });
    expect((await list(eventId)).map(({ says: said }) => said)).toEqual(["going"]);
  });
});
