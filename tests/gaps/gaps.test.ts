import { beforeAll, describe, expect, test } from "vitest";
import { meetGap, moveGap, postGap, rewordGap, seeThisToo, stepBack, takeBackSeeing, takeDownGap, takeRole } from "~/features/gaps/commands.server";
import { boardOf, cardsByIds, type GapCard } from "~/features/gaps/cards.server";
import { looksAlike } from "~/features/gaps/alike.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;

beforeAll(async () => {
  cast = await castOf(house.db);
});

const as = <T>(actor: Actor, work: (trx: Database, actor: Actor) => Promise<T>) => withActor(house.db, actor, (trx) => work(trx, actor));
const posts = (actor: Actor, sentence = "Nowhere warm to sit after five", more = {}) => as(actor, (trx) => postGap(trx, actor, { sentence, need: "warmth", groups: ["older_people"], ...more })).then(({ gapId }) => gapId);
const card = async (gapId: string): Promise<GapCard | undefined> => (await as(cast.aileen, (trx) => cardsByIds(trx, cast.aileen, [gapId])))[0];
const everywhere = { area: "", need: "", group: "" };

describe("posting", () => {
  test("puts a card under Just noticed, with its spotter", async () => {
    const gapId = await posts(cast.bashir, "  No BSL interpreter\u0007 for the\n Monday group  ", { need: "language", groups: ["deaf_people"] });
    expect(await card(gapId)).toMatchObject({ sentence: "No BSL interpreter for the Monday group", place: "noticed", people: 1, organisations: 1, faces: [{ name: "Bashir Khan" }], lead: null, flagged: false });
    const { columns } = await as(cast.jo, (trx) => boardOf(trx, cast.jo, { ...everywhere, need: "language" }));
    expect(columns.map(({ id, cards, count }) => [id, cards.length, count])).toEqual([["noticed", 1, 1], ["seen", 0, 0], ["working", 0, 0], ["met", 0, 0]]);
  });

  test("is for everybody with a seat but a commissioner, in either wall", async () => {
    for (const actor of [cast.aileen, cast.amir, cast.rec, cast.vol, cast.fay]) await posts(actor, "Something is missing here");
    await expect(posts(cast.com)).rejects.toMatchObject({ code: "not_allowed" });
    const seat = cast.aileen.seat;
    const pretending: Actor = { ...cast.com, seats: cast.aileen.seats, seat };
    await expect(posts(pretending)).rejects.toMatchObject({ code: expect.stringMatching(/42501|not_allowed|wrong_entry|not_found/) });
    await expect(as(cast.com, (trx) => boardOf(trx, cast.com, everywhere))).rejects.toMatchObject({ code: "not_found" });
    expect((await as(pretending, (trx) => boardOf(trx, pretending, everywhere))).columns.flatMap((column) => column.cards)).toEqual([]);
  });

  test("from an organisation that is not one's own is refused by the database", async () => {
    const forged: Actor = { ...cast.bashir, seat: { ...(cast.bashir.seat as NonNullable<Actor["seat"]>), organisationId: cast.organisations.advice } };
    await expect(posts(forged)).rejects.toMatchObject({ code: "23503" });
    const anothersPost: Actor = { ...cast.bashir, seats: cast.amir.seats, seat: cast.amir.seat };
    await expect(posts(anothersPost)).rejects.toMatchObject({ code: "42501" });
  });

  test.each([
    ["sentence", { sentence: "" }],
    ["sentence", { sentence: " \u0000\u200b\n " }],
    ["sentence", { sentence: "x".repeat(600) }],
    ["need", { need: "gold" }],
    ["groups", { groups: ["kings"] }],
    ["areaId", { areaId: "00000000-0000-4000-8000-000000000000" }],
    ["areaId", { areaId: "'; drop table gap --" }],
    ["band", { band: "seventeen" }],
    ["line", { line: "y".repeat(201) }],
  ])("with a wrong %s gets a sentence beside the field, and changes nothing", async (field, wrong) => {
    const before = await house.admin`select count(*) from gap`;
    await expect(posts(cast.aileen, "Fine", wrong)).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.stringMatching(/\.$/)] } });
    expect(await house.admin`select count(*) from gap`).toEqual(before);
  });

  test("keeps markup as the letters it is", async () => {
    const sentence = `<img src=x onerror="alert(1)"> & <b>bold</b>`;
    expect((await card(await posts(cast.aileen, sentence)))?.sentence).toBe(sentence);
  });

  test("words that may name someone are posted, said so, and flagged", async () => {
    const { gapId, flagged } = await as(cast.aileen, (trx) => postGap(trx, cast.aileen, { sentence: "Nothing for Morag Sinclair in EH6 7AB", need: "company", groups: [] }));
    expect(flagged).toEqual(["name", "postcode"]);
    expect(await card(gapId)).toMatchObject({ flagged: true });
    await as(cast.aileen, (trx) => rewordGap(trx, cast.aileen, gapId, { sentence: "Nothing for older women in Harbour", need: "company", groups: ["women"], version: 1 }));
    expect(await card(gapId)).toMatchObject({ flagged: false, version: 2, groups: ["women"] });
  });
});

test("a capital that ends the sentence and one that begins the line are no name", async () => {
  const { flagged } = await as(cast.aileen, (trx) => postGap(trx, cast.aileen, { sentence: "No bus from Ardmuir", need: "transport", groups: [], line: "Every week" }));
  expect(flagged).toEqual([]);
});

describe("I see this too", () => {
  test("of a second organisation moves the card and says why; taking it back moves it back", async () => {
    const gapId = await posts(cast.aileen);
    await as(cast.jo, (trx) => seeThisToo(trx, cast.jo, gapId));
    expect(await card(gapId)).toMatchObject({ place: "noticed", people: 2, organisations: 1 });
    await as(cast.bashir, (trx) => seeThisToo(trx, cast.bashir, gapId, { band: "three_five", line: "At the lunch as well" }));
    expect(await card(gapId)).toMatchObject({ place: "seen", why: "two_organisations", people: 3, organisations: 2 });
    await as(cast.bashir, (trx) => takeBackSeeing(trx, cast.bashir, gapId));
    await as(cast.bashir, (trx) => takeBackSeeing(trx, cast.bashir, gapId));
    expect(await card(gapId)).toMatchObject({ place: "noticed", why: "one_organisation", people: 2 });
  });

  test("by two organisations in the same moment moves it once", async () => {
    const gapId = await posts(cast.aileen);
    await Promise.all([cast.bashir, cast.amir, cast.stran].map((actor) => as(actor, (trx) => seeThisToo(trx, actor, gapId))));
    expect(await card(gapId)).toMatchObject({ place: "seen", people: 4, organisations: 4, version: 2 });
  });

  test("twice by one person is once", async () => {
    const gapId = await posts(cast.aileen);
    await as(cast.bashir, (trx) => seeThisToo(trx, cast.bashir, gapId));
    await as(cast.bashir, (trx) => seeThisToo(trx, cast.bashir, gapId, { band: "six_plus" }));
    expect(await card(gapId)).toMatchObject({ people: 2 });
  });
});

describe("moving", () => {
  test("by two people at once goes to one; the other is told who moved it where", async () => {
    const gapId = await posts(cast.aileen);
    const outcomes = await Promise.allSettled([
      as(cast.jo, (trx) => moveGap(trx, cast.jo, gapId, { to: "working", version: 1 })),
      as(cast.bashir, (trx) => moveGap(trx, cast.bashir, gapId, { to: "resting", version: 1 })),
    ]);
    const lost = outcomes.find((one) => one.status === "rejected");
    expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(lost?.reason).toMatchObject({ code: "conflict", message: expect.stringMatching(/^(Jo Fraser moved this first, to Being worked on|Bashir Khan moved this first, to Resting)\.$/) });
    expect(await card(gapId)).toMatchObject({ version: 2 });
  });

  test("of a card whose words changed meanwhile is no race", async () => {
    const gapId = await posts(cast.aileen);
    await as(cast.aileen, (trx) => rewordGap(trx, cast.aileen, gapId, { sentence: "Nowhere warm after four", need: "warmth", groups: [], version: 1 }));
    await as(cast.bashir, (trx) => moveGap(trx, cast.bashir, gapId, { to: "working", version: 1 }));
    expect(await card(gapId)).toMatchObject({ place: "working", version: 3 });
  });

  test("to where it is changes nothing; to nowhere, or a version nobody saw, is refused kindly", async () => {
    const gapId = await posts(cast.aileen);
    expect(await as(cast.jo, (trx) => moveGap(trx, cast.jo, gapId, { to: "noticed", version: 1 }))).toMatchObject({ version: 1 });
    await expect(as(cast.jo, (trx) => moveGap(trx, cast.jo, gapId, { to: "taken_down", version: 1 }))).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(as(cast.jo, (trx) => moveGap(trx, cast.jo, gapId, { to: "working", version: 7 }))).rejects.toMatchObject({ code: "conflict" });
    await expect(as(cast.jo, (trx) => moveGap(trx, cast.jo, gapId, { to: "working", version: Number.NaN }))).rejects.toMatchObject({ code: "conflict" });
  });

  test("rests, and comes back with its history", async () => {
    const gapId = await posts(cast.aileen);
    await as(cast.bashir, (trx) => moveGap(trx, cast.bashir, gapId, { to: "resting", version: 1, line: "Wait for the new hall" }));
    await as(cast.amir, (trx) => moveGap(trx, cast.amir, gapId, { to: "noticed", version: 2 }));
    expect(await card(gapId)).toMatchObject({ place: "noticed", why: "revived", version: 3 });
    expect(await house.admin`select why, line from gap_move where gap_id = ${gapId} order by number`).toMatchObject([{ why: "rested", line: "Wait for the new hall" }, { why: "revived", line: "" }]);
  });

  test("to Met asks what there is now, and tells everyone who joined", async () => {
    const gapId = await posts(cast.aileen);
    await as(cast.bashir, (trx) => seeThisToo(trx, cast.bashir, gapId));
    await expect(as(cast.jo, (trx) => moveGap(trx, cast.jo, gapId, { to: "met", version: 2 }))).rejects.toMatchObject({ fields: { line: ["Say what there is now."] } });
    await expect(as(cast.jo, (trx) => meetGap(trx, cast.jo, gapId, { version: 2, line: " " }))).rejects.toMatchObject({ code: "wrong_entry" });
    await as(cast.jo, (trx) => meetGap(trx, cast.jo, gapId, { version: 2, line: "The hall stays open on weekdays until eight" }));
    expect(await card(gapId)).toMatchObject({ place: "met" });
    const told = await house.admin`select post_id from inbox_item where gap_id = ${gapId} and kind = 'gap.met'`;
    expect(told.map((row) => row["post_id"]).sort()).toEqual([cast.posts.aileen, cast.posts.bashir].sort());
  });
});

describe("parts", () => {
  test("the lead is taken by one, moves the card on, and is told to the other", async () => {
    const gapId = await posts(cast.aileen);
    const outcomes = await Promise.allSettled([cast.bashir, cast.amir].map((actor) => as(actor, (trx) => takeRole(trx, actor, gapId, "lead"))));
    expect(outcomes.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find((one) => one.status === "rejected")?.reason).toMatchObject({ code: "conflict", message: expect.stringMatching(/took the lead first\.$/) });
    expect(await card(gapId)).toMatchObject({ place: "working", why: "lead_taken", lead: { name: expect.any(String) } });
  });

  test("the spotter may step back at any time; nobody else can step back for them", async () => {
    const gapId = await posts(cast.aileen);
    await expect(as(cast.bashir, (trx) => stepBack(trx, cast.bashir, gapId, "spotter"))).rejects.toMatchObject({ code: "not_allowed" });
    await as(cast.aileen, (trx) => stepBack(trx, cast.aileen, gapId, "spotter"));
    await as(cast.bashir, (trx) => takeRole(trx, cast.bashir, gapId, "spotter"));
    expect(await house.admin`select post_id, ended_at is null as holds from gap_role where gap_id = ${gapId} order by at`).toMatchObject([{ post_id: cast.posts.aileen, holds: false }, { post_id: cast.posts.bashir, holds: true }]);
  });

  test("a part whose post is empty is free to take", async () => {
    const gapId = await posts(cast.aileen);
    const leaver = await cast.another("Eck Gray", cast.organisations.advice, "worker");
    await as(leaver, (trx) => takeRole(trx, leaver, gapId, "lead"));
    await house.admin`update tenure set valid_until = now() where account_id = ${leaver.accountId}`;
    expect(await card(gapId)).toMatchObject({ lead: { name: null, organisation: "Shore Advice Centre" } });
    await as(cast.bashir, (trx) => takeRole(trx, cast.bashir, gapId, "lead"));
    expect(await card(gapId)).toMatchObject({ lead: { name: "Bashir Khan" } });
  });

  test("hosting makes a gap hosted", async () => {
    const gapId = await posts(cast.aileen);
    await as(cast.amir, (trx) => takeRole(trx, cast.amir, gapId, "host"));
    expect(await house.admin`select stage from gap_stage where gap_id = ${gapId} order by at, stage desc`).toMatchObject([{ stage: "spotted" }, { stage: "hosted" }]);
  });
});

describe("taking down", () => {
  test("is for whoever posted it and for facilitators, and leaves no word of it anywhere", async () => {
    const gapId = await posts(cast.aileen, "Nothing for Wee Hamish of Pier Road");
    await as(cast.bashir, (trx) => seeThisToo(trx, cast.bashir, gapId, { line: "Hamish again" }));
    await expect(as(cast.bashir, (trx) => takeDownGap(trx, cast.bashir, gapId))).rejects.toMatchObject({ code: "not_allowed" });
    await as(cast.fay, (trx) => takeDownGap(trx, cast.fay, gapId));
    expect(await card(gapId)).toBeUndefined();
    await expect(as(cast.aileen, (trx) => seeThisToo(trx, cast.aileen, gapId))).rejects.toMatchObject({ code: "not_found" });
    const [{ everything }] = (await house.admin`select (select string_agg(g::text, ' ') from gap g where id = ${gapId}) || (select string_agg(j::text, ' ') from gap_join j where gap_id = ${gapId}) || (select string_agg(m::text, ' ') from gap_move m where gap_id = ${gapId}) as everything`) as [{ everything: string }];
    expect(everything).not.toContain("Hamish");
  });

  test("cannot be done past the commands either", async () => {
    const gapId = await posts(cast.aileen);
    const { bashir } = cast;
    await expect(
      as(bashir, (trx) => trx.insertInto("gap_move").values({ id: crypto.randomUUID(), gap_id: gapId, number: 2, from_place: "noticed", to_place: "taken_down", why: "taken_down", account_id: bashir.accountId, post_id: cast.posts.bashir, organisation_id: cast.organisations.foodHub }).execute()),
    ).rejects.toThrow("not_allowed");
  });
});

describe("look-alikes", () => {
  test("are found by words that mean the same and by letters that are wrong, the likest first", async () => {
    const gapId = await posts(cast.amir, "Evening debt advice – people who work days cannot go", { need: "money" });
    for (const words of ["debt advice in the evenings", "evning debt advise for workers"]) {
      const [first] = await as(cast.aileen, (trx) => looksAlike(trx, cast.aileen, { words }));
      expect(first).toMatchObject({ id: gapId, joined: false, people: 1 });
    }
    expect(await as(cast.aileen, (trx) => looksAlike(trx, cast.aileen, { words: "swimming lessons" }))).toEqual([]);
    expect(await as(cast.aileen, (trx) => looksAlike(trx, cast.aileen, { words: "%_'\\ & | ! :* <-> ()" }))).toEqual([]);
  });
});
