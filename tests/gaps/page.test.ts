import { beforeAll, describe, expect, test } from "vitest";
import { addTried, answerStillTrue, linkAgain, linkTo, moveGap, postGap, reachStage, removeTried, restoreTried, reviewFlag, seeThisToo, takeDownGap, takeRole, undoStage, unlink } from "~/features/gaps/commands.server";
import { gapLayout } from "~/features/gaps/page/gap-page.server";
import { gapOverview } from "~/features/gaps/page/overview.server";
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
const posts = (actor: Actor, sentence = "Nowhere warm to sit after five") => as(actor, (trx) => postGap(trx, actor, { sentence, need: "warmth", groups: ["older_people"] })).then(({ gapId }) => gapId);
const overview = (gapId: string, actor: Actor = cast.jo) => as(actor, (trx) => gapOverview(trx, actor, gapId));
const layout = (gapId: string, actor: Actor = cast.jo) => as(actor, (trx) => gapLayout(trx, actor, gapId));
const nobody = "00000000-0000-4000-8000-000000000000";

/** Every verb of the page, on one gap, with words that are right. */
const verbs = (trx: Database, actor: Actor, gapId: string, ids: { tried?: string; link?: string; stage?: string } = {}): (() => Promise<unknown>)[] => [
  () => reachStage(trx, actor, gapId, { stage: "shaped", line: "Tuesdays, with the library" }),
  () => undoStage(trx, actor, gapId, ids.stage ?? nobody),
  () => addTried(trx, actor, gapId, { line: "Asked the church" }),
  () => removeTried(trx, actor, gapId, ids.tried ?? nobody),
  () => restoreTried(trx, actor, gapId, ids.tried ?? nobody),
  () => linkTo(trx, actor, gapId, { kind: "page", title: "A page", url: "https://www.example.org" }),
  () => unlink(trx, actor, gapId, ids.link ?? nobody),
  () => linkAgain(trx, actor, gapId, ids.link ?? nobody),
  () => answerStillTrue(trx, actor, gapId),
  () => reviewFlag(trx, actor, gapId, nobody, "fine"),
  () => gapLayout(trx, actor, gapId),
  () => gapOverview(trx, actor, gapId),
];

describe("who may not see a gap", () => {
  test("finds each verb of its page answered as for one that is not there, in either wall", async () => {
    const gapId = await posts(cast.aileen);
    const { triedId } = await as(cast.aileen, (trx) => addTried(trx, cast.aileen, gapId, { line: "Asked the church" }));
    const { linkId } = await as(cast.aileen, (trx) => linkTo(trx, cast.aileen, gapId, { kind: "event", title: "Open day", on: "2026-12-01" }));
    const { stageId } = await as(cast.aileen, (trx) => reachStage(trx, cast.aileen, gapId, { stage: "shaped", line: "Tuesdays" }));
    const ids = { tried: triedId, link: linkId, stage: stageId };
    const before = await everything(gapId);
    const pretending: Actor = { ...cast.com, seats: cast.aileen.seats, seat: cast.aileen.seat };
    for (const actor of [cast.com, pretending]) for (let at = 0; at < 12; at++) await expect(as(actor, (trx) => verbs(trx, actor, gapId, ids)[at]?.() ?? Promise.resolve())).rejects.toMatchObject({ code: "not_found" });
    expect(await everything(gapId)).toEqual(before);
    for (const id of [nobody, "", "x", `${gapId}'`]) await expect(layout(id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("and a gap that was taken down is not there for anybody", async () => {
    const gapId = await posts(cast.aileen);
    await as(cast.aileen, (trx) => takeDownGap(trx, cast.aileen, gapId));
    for (const actor of [cast.aileen, cast.fay, cast.bashir]) for (let at = 0; at < 12; at++) await expect(as(actor, (trx) => verbs(trx, actor, gapId)[at]?.() ?? Promise.resolve())).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("stages", () => {
  test("are reached with a sentence, once, and the second is told who was first", async () => {
    const gapId = await posts(cast.aileen);
    for (const stage of ["shaped", "running", "handed_on"]) await expect(as(cast.jo, (trx) => reachStage(trx, cast.jo, gapId, { stage, line: " " }))).rejects.toMatchObject({ fields: { line: [expect.stringMatching(/^Say /)] } });
    const outcomes = await Promise.allSettled([cast.jo, cast.bashir].map((actor) => as(actor, (trx) => reachStage(trx, actor, gapId, { stage: "shaped", line: "Tuesdays, with the library" }))));
    expect(outcomes.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find((one) => one.status === "rejected")?.reason).toMatchObject({ code: "conflict", message: expect.stringMatching(/^(Jo Fraser of Harbour Link Workers|Bashir Khan of Quayside Food Hub) marked this first\.$/) });
    expect((await overview(gapId)).stages.map(({ stage, line }) => [stage, line])).toEqual([["spotted", ""], ["shaped", "Tuesdays, with the library"]]);
  });

  test("that follow from something else cannot be marked by hand, and spotted is not taken back", async () => {
    const gapId = await posts(cast.aileen);
    for (const stage of ["spotted", "hosted", "finished", "__proto__"]) await expect(as(cast.jo, (trx) => reachStage(trx, cast.jo, gapId, { stage, line: "x" }))).rejects.toMatchObject({ code: "wrong_entry" });
    const [spotted] = (await overview(gapId)).stages;
    await expect(as(cast.jo, (trx) => undoStage(trx, cast.jo, gapId, spotted?.id ?? ""))).rejects.toMatchObject({ code: "conflict" });
  });

  test("are taken back by anyone who acts, twice as once, and may be marked again", async () => {
    const gapId = await posts(cast.aileen);
    const mark = () => as(cast.jo, (trx) => reachStage(trx, cast.jo, gapId, { stage: "running", line: "Mondays at ten in the hall" }));
    const { stageId } = await mark();
    for (let times = 0; times < 2; times++) await as(cast.amir, (trx) => undoStage(trx, cast.amir, gapId, stageId));
    expect((await overview(gapId)).stages.map(({ stage }) => stage)).toEqual(["spotted"]);
    await mark();
    const told = (await overview(gapId)).timeline.happenings.filter(({ what }) => what.startsWith("stage")).map(({ what, name }) => `${what} ${name}`);
    expect(told).toEqual(["stage_reached Jo Fraser", "stage_undone Amir Rose", "stage_reached Jo Fraser"]);
  });

  test("of another gap are not found through this one", async () => {
    const [here, elsewhere] = [await posts(cast.aileen), await posts(cast.aileen, "Something else is missing")];
    const { stageId } = await as(cast.jo, (trx) => reachStage(trx, cast.jo, elsewhere, { stage: "shaped", line: "Agreed" }));
    await expect(as(cast.jo, (trx) => undoStage(trx, cast.jo, here, stageId))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("what has been tried", () => {
  test("is added, taken out by whoever wrote it, and put back", async () => {
    const gapId = await posts(cast.aileen);
    const { triedId } = await as(cast.bashir, (trx) => addTried(trx, cast.bashir, gapId, { line: "Asked the library <b>twice</b>" }));
    expect((await overview(gapId)).tried).toMatchObject([{ line: "Asked the library <b>twice</b>", name: "Bashir Khan", organisation: "Quayside Food Hub", mayEnd: false }]);
    expect((await overview(gapId, cast.bashir)).tried).toMatchObject([{ mayEnd: true }]);
    for (const verb of [removeTried, restoreTried]) await expect(as(cast.amir, (trx) => verb(trx, cast.amir, gapId, triedId))).rejects.toMatchObject({ code: "not_allowed" });
    for (let times = 0; times < 2; times++) await as(cast.bashir, (trx) => removeTried(trx, cast.bashir, gapId, triedId));
    expect((await overview(gapId)).tried).toEqual([]);
    await as(cast.bashir, (trx) => restoreTried(trx, cast.bashir, gapId, triedId));
    expect((await overview(gapId)).tried).toHaveLength(1);
    await expect(as(cast.bashir, (trx) => addTried(trx, cast.bashir, gapId, { line: "y".repeat(501) }))).rejects.toMatchObject({ fields: { line: [expect.stringContaining("500")] } });
  });

  test("cannot be taken out past the commands by another organisation", async () => {
    const gapId = await posts(cast.aileen);
    const { triedId } = await as(cast.bashir, (trx) => addTried(trx, cast.bashir, gapId, { line: "Asked the library" }));
    const ended = await as(cast.amir, (trx) => trx.updateTable("gap_tried").set({ ended_at: new Date(), ended_by: cast.amir.accountId }).where("id", "=", triedId).executeTakeFirst());
    expect(Number(ended.numUpdatedRows)).toBe(0);
  });

  test("that may name someone is flagged for whoever leads; taken out, nobody has to look any more", async () => {
    const gapId = await posts(cast.aileen);
    const { triedId, flagged } = await as(cast.bashir, (trx) => addTried(trx, cast.bashir, gapId, { line: "Rang Morag Sinclair on 0131 496 0000" }));
    expect(flagged).toEqual(["name", "phone"]);
    expect((await overview(gapId, cast.sana)).flagged).toMatchObject([{ kind: "gap_tried", words: "Rang Morag Sinclair on 0131 496 0000", reasons: ["name", "phone"] }]);
    expect((await overview(gapId, cast.jo)).flagged).toEqual([]);
    await as(cast.bashir, (trx) => removeTried(trx, cast.bashir, gapId, triedId));
    expect((await overview(gapId, cast.sana)).flagged).toEqual([]);
  });
});

describe("links", () => {
  test("are to an organisation once, a page of the web, or an event with its day", async () => {
    const gapId = await posts(cast.aileen);
    const organisationId = cast.organisations.advice;
    await as(cast.jo, (trx) => linkTo(trx, cast.jo, gapId, { kind: "organisation", organisationId }));
    await expect(as(cast.bashir, (trx) => linkTo(trx, cast.bashir, gapId, { kind: "organisation", organisationId }))).rejects.toMatchObject({ fields: { organisationId: ["Shore Advice Centre is linked already."] } });
    await as(cast.jo, (trx) => linkTo(trx, cast.jo, gapId, { kind: "page", title: "Warm places", url: "www.example.org/warm places" }));
    await as(cast.jo, (trx) => linkTo(trx, cast.jo, gapId, { kind: "event", title: "Open day", on: "2026-12-01", url: "" }));
    expect((await overview(gapId)).linked).toMatchObject([
      { kind: "organisation", title: "Shore Advice Centre", linkedId: organisationId },
      { kind: "page", title: "Warm places", url: "https://www.example.org/warm%20places" },
      { kind: "event", title: "Open day", on: "2026-12-01", url: null },
    ]);
  });

  test.each([
    ["a script", "javascript:alert(1)"],
    ["data", "data:text/html,x"],
    ["a file of one's own", "file:///etc/passwd"],
    ["what is no web page", "ftp://example.org"],
    ["a page with a password in it", "https://name:word@example.org"],
    ["words", "not a page"],
    ["nothing", ""],
    ["too long an address", `https://example.org/${"x".repeat(600)}`],
  ])("to %s are refused beside the field", async (_what, url) => {
    const gapId = await posts(cast.aileen);
    await expect(as(cast.jo, (trx) => linkTo(trx, cast.jo, gapId, { kind: "page", title: "A page", url }))).rejects.toMatchObject({ code: "wrong_entry", fields: { url: [expect.stringMatching(/^Write /)] } });
    expect((await overview(gapId)).linked).toEqual([]);
  });

  test("with no title, no day or nobody's organisation are refused beside the field", async () => {
    const gapId = await posts(cast.aileen);
    const wrong = { title: { kind: "page", title: "", url: "https://example.org" }, on: { kind: "event", title: "Day", on: "2026-02-30" }, organisationId: { kind: "organisation", organisationId: nobody } } as const;
    for (const [field, input] of Object.entries(wrong)) await expect(as(cast.jo, (trx) => linkTo(trx, cast.jo, gapId, input))).rejects.toMatchObject({ fields: { [field]: [expect.any(String)] } });
  });

  test("are taken away by whoever put them there, and put back", async () => {
    const gapId = await posts(cast.aileen);
    const { linkId } = await as(cast.jo, (trx) => linkTo(trx, cast.jo, gapId, { kind: "event", title: "Open day", on: "2026-12-01" }));
    await expect(as(cast.amir, (trx) => unlink(trx, cast.amir, gapId, linkId))).rejects.toMatchObject({ code: "not_allowed" });
    for (let times = 0; times < 2; times++) await as(cast.jo, (trx) => unlink(trx, cast.jo, gapId, linkId));
    expect((await overview(gapId)).linked).toEqual([]);
    await as(cast.jo, (trx) => linkAgain(trx, cast.jo, gapId, linkId));
    expect((await overview(gapId)).linked).toHaveLength(1);
  });
});

describe("Still true?", () => {
  test("is answered with yes, or by what was done; answered twice, the first stands", async () => {
    const [stays, moves] = [await posts(cast.aileen), await posts(cast.aileen, "Something else is missing")];
    for (const gapId of [stays, moves]) await house.admin`insert into gap_check (id, gap_id) values (gen_random_uuid(), ${gapId})`;
    await house.admin`insert into inbox_item (id, post_id, kind, gap_id) values (gen_random_uuid(), ${cast.posts.aileen}, 'gap.still_true', ${stays})`;
    expect((await layout(stays)).gap.asked).not.toBeNull();
    for (const actor of [cast.aileen, cast.bashir]) await as(actor, (trx) => answerStillTrue(trx, actor, stays));
    expect((await layout(stays)).gap).toMatchObject({ asked: null, place: "noticed" });
    expect(await house.admin`select answer, answered_by from gap_check where gap_id = ${stays}`).toMatchObject([{ answer: "still_true", answered_by: cast.aileen.accountId }]);
    expect(await house.admin`select seen_by from inbox_item where gap_id = ${stays} and kind = 'gap.still_true'`).toMatchObject([{ seen_by: cast.aileen.accountId }]);
    await as(cast.bashir, (trx) => moveGap(trx, cast.bashir, moves, { to: "resting", version: 1 }));
    expect((await layout(moves)).gap.asked).toBeNull();
  });
});

describe("flags", () => {
  test("are looked at by facilitators and by managers of where the words came from, once", async () => {
    const gapId = await posts(cast.aileen, "Nothing for Morag Sinclair in EH6 7AB");
    const [flag] = (await overview(gapId, cast.jo)).flagged;
    expect(flag).toMatchObject({ kind: "gap", words: "Nothing for Morag Sinclair in EH6 7AB" });
    for (const actor of [cast.aileen, cast.sana, cast.bashir]) {
      expect((await overview(gapId, actor)).flagged).toEqual([]);
      await expect(as(actor, (trx) => reviewFlag(trx, actor, gapId, flag?.id ?? "", "fine"))).rejects.toMatchObject({ code: "not_allowed" });
    }
    await expect(as(cast.jo, (trx) => reviewFlag(trx, cast.jo, gapId, flag?.id ?? "", "taken_down"))).rejects.toMatchObject({ code: "wrong_entry" });
    await as(cast.fay, (trx) => reviewFlag(trx, cast.fay, gapId, flag?.id ?? "", "fine"));
    await as(cast.jo, (trx) => reviewFlag(trx, cast.jo, gapId, flag?.id ?? "", "reworded"));
    expect(await house.admin`select outcome, reviewed_by from words_flag where gap_id = ${gapId}`).toMatchObject([{ outcome: "fine", reviewed_by: cast.fay.accountId }]);
  });
});

describe("the page", () => {
  test("names who sees it by organisation, with bands and never a number of people supported", async () => {
    const gapId = await posts(cast.aileen);
    await as(cast.jo, (trx) => seeThisToo(trx, cast.jo, gapId));
    await as(cast.bashir, (trx) => seeThisToo(trx, cast.bashir, gapId, { band: "three_five", line: "At the lunch as well" }));
    const { seeing } = await overview(gapId);
    expect(seeing.map(({ organisation, people }) => [organisation, people.map(({ name, band, line }) => [name, band, line])])).toEqual([
      ["Harbour Link Workers", [["Aileen Murray", null, ""], ["Jo Fraser", null, ""]]],
      ["Quayside Food Hub", [["Bashir Khan", "three_five", "At the lunch as well"]]],
    ]);
    expect((await layout(gapId, cast.bashir)).gap).toMatchObject({ people: 3, organisations: 2, own: { band: "three_five" }, postedBy: "Aileen Murray", postedFor: "Harbour Link Workers" });
  });

  test("tells everything that happened, newest first, one act once, and no more than is asked for", async () => {
    const gapId = await posts(cast.aileen);
    await as(cast.bashir, (trx) => seeThisToo(trx, cast.bashir, gapId));
    await as(cast.amir, (trx) => takeRole(trx, cast.amir, gapId, "lead"));
    await as(cast.sana, (trx) => takeRole(trx, cast.sana, gapId, "host"));
    const { happenings, hasEarlier } = (await overview(gapId)).timeline;
    expect(happenings.map(({ what }) => what)).toEqual(["role_taken", "moved", "role_taken", "moved", "joined", "posted"]);
    expect(hasEarlier).toBe(false);
    const { timeline } = await as(cast.jo, (trx) => gapOverview(trx, cast.jo, gapId, 3));
    expect(timeline.happenings.map(({ id }) => id)).toEqual(happenings.slice(0, 3).map(({ id }) => id));
    expect(timeline.hasEarlier).toBe(true);
  });

  test("costs at most twelve questions to the database", async () => {
    const gapId = await posts(cast.aileen);
    await as(cast.bashir, (trx) => seeThisToo(trx, cast.bashir, gapId));
    const asked: string[] = [];
    const counting = house.db.withPlugin({
      transformQuery: ({ node }) => {
        asked.push(node.kind);
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    });
    await withActor(counting, cast.jo, async (trx) => {
      await gapLayout(trx, cast.jo, gapId);
      await gapOverview(trx, cast.jo, gapId);
    });
    expect(asked.length).toBeLessThanOrEqual(12);
  });
});

/** Every row of a gap, as text. */
async function everything(gapId: string): Promise<string> {
  const tables = ["gap_move", "gap_join", "gap_role", "gap_stage", "gap_tried", "gap_link", "gap_check", "words_flag"];
  const rows = await Promise.all(tables.map((table) => house.admin`select t::text as row from ${house.admin(table)} t where gap_id = ${gapId} order by 1`));
  return JSON.stringify(rows);
}
