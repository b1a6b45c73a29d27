import { sql } from "kysely";
import { beforeEach, afterEach, describe, expect, test } from "vitest";
import { accept, callOffHandover, choose, decline, dropVisit, moveNow, openHandover, planVisit, readWords, sendHandover, signVisit, takeBackHandover, writeWords } from "~/features/relationships/handover/commands.server";
import { askedOfMe, itemsOf } from "~/features/relationships/handover/reads.server";
import { visitsOf } from "~/features/relationships/handover/visits.server";
import { handoverTasks } from "~/features/relationships/handover/tasks.server";
import { beginCover, endCover, sayDuty } from "~/features/relationships/cover/cover.server";
import { briefingOf } from "~/features/relationships/cover/briefing.server";
import { closeOrganisation, giveThings, needsAHome, offboard } from "~/features/relationships/home/home.server";
import { withdrawConsent } from "~/features/case-notes/commands.server";
import { endTenure } from "~/features/people/tenures.server";
import { seatsOf, withActor } from "~/shared/actor.server";
import type { Actor } from "~/shared/actor";
import { dayAt } from "~/shared/zoned";
import type { Services } from "~/shared/services.server";
import { waitingNews } from "~/features/inbox/news.server";
import type { Database } from "~db/client";
import { castOf, type Cast, type Member } from "../support/cast";
import { createDatabase, type TestDatabase } from "../support/database";
import { agrees, personOf } from "../support/factories";

let house: TestDatabase;
let cast: Cast;
let nils: Member;
let clientId: string;

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const lastDay = "2027-03-31";
const opens = async (actor: Actor = cast.aileen, postId = cast.posts.aileen) => (await as(actor, (trx) => openHandover(trx, actor, { postId, lastDay }))).handoverId;
const sends = (id: string, actor: Actor = cast.aileen) => as(actor, (trx) => sendHandover(trx, actor, id));
const item = async (handoverId: string, kind: string) => {
  const [row] = await house.admin<{ id: string; version: number; state: string; moved_to_id: string | null }[]>`select id, version, state, moved_to_id from handover_item where handover_id = ${handoverId} and kind = ${kind}`;
  if (!row) throw new Error(`No ${kind} is listed.`);
  return row;
};
const passes = async (handoverId: string, to: Member, kind = "person", actor: Actor = cast.aileen) => {
  const { id, version } = await item(handoverId, kind);
  await as(actor, (trx) => choose(trx, actor, id, { choice: "pass", toPostId: to.seat?.postId, version }));
  return id;
};
const run = (id: string) => handoverTasks["handover-due"]?.({ db: house.db } as unknown as Services, { id });
const dayComes = (id: string) => house.admin`update handover set last_at = now() - interval '1 minute' where id = ${id}`;
const holdersOf = async (id = clientId) => (await house.admin<{ post_id: string }[]>`select post_id from caseload where client_id = ${id} and valid_until is null`).map((row) => row.post_id);
const seatsNow = (actor: Actor) => as(actor, (trx) => seatsOf(trx, actor.accountId));
const sees = async (actor: Actor) => (await as(actor, (trx) => trx.selectFrom("client").where("id", "=", clientId).select("id").execute())).length > 0;
const grants = () => house.admin`select client_id, organisation_id, purpose, section_class, access, valid_until, ended_at from consent_grant order by id`;
const news = async (actor: Actor) => (await as(actor, (trx) => waitingNews(trx, actor, 100))).items.map(({ kind }) => kind);
/** Passed on, sent and accepted by Nils: it only waits for the day. */
async function agreedWithNils(): Promise<string> {
  const handoverId = await opens();
  const itemId = await passes(handoverId, nils);
  await sends(handoverId);
  await as(nils, (trx) => accept(trx, nils, itemId));
  return handoverId;
}

beforeEach(async () => {
  house = await createDatabase();
  cast = await castOf(house.db);
  nils = await cast.another("Nils Holm", cast.organisations.harbour, "link_worker", cast.posts.jo);
  clientId = await personOf(house.db, cast.aileen);
  await agrees(house.db, cast.aileen, clientId, [{ with: cast.organisations.foodHub, classes: ["shared_plan"] }]);
});
afterEach(() => house.drop());

describe("leaving well", () => {
  test("a colleague accepts, the day comes, and what Aileen held is Nils's in one moment", async () => {
    const before = await grants();
    const handoverId = await agreedWithNils();
    expect(await sees(nils)).toBe(false);
    expect(await news(nils)).not.toContain("handover.asked");
    await dayComes(handoverId);
    await run(handoverId);
    expect(await holdersOf()).toEqual([nils.seat?.postId]);
    expect(await sees(nils)).toBe(true);
    expect(await sees(cast.aileen)).toBe(false);
    expect(await seatsNow(cast.aileen)).toEqual([]);
    expect(await grants()).toEqual(before);
    expect(await as(cast.jo, (trx) => needsAHome(trx, cast.jo))).toEqual([]);
  });

  test("the work of the day is asked for with the sending, for five in the afternoon of that day", async () => {
    const handoverId = await opens();
    await sends(handoverId);
    const [job] = await house.admin<{ at: Date }[]>`select j.run_at as at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'handover-due'`;
    expect(job?.at.toISOString()).toBe("2027-03-31T16:00:00.000Z");
  });

  test("run twice it moves once, and before the day it moves nothing", async () => {
    const handoverId = await agreedWithNils();
    expect(await run(handoverId)).toEqual([]);
    expect(await holdersOf()).toEqual([cast.posts.aileen]);
    await dayComes(handoverId);
    await run(handoverId);
    expect(await run(handoverId)).toEqual([]);
    const [count] = await house.admin`select count(*)::int as n from caseload where client_id = ${clientId}`;
    expect(count?.["n"]).toBe(2);
  });

  test("taken back, nothing moves on the day, and Aileen stays as she was", async () => {
    const handoverId = await agreedWithNils();
    await as(cast.aileen, (trx) => takeBackHandover(trx, cast.aileen, handoverId));
    await dayComes(handoverId);
    expect(await run(handoverId)).toEqual([]);
    expect(await holdersOf()).toEqual([cast.posts.aileen]);
    const [tenure] = await house.admin`select valid_until from tenure where account_id = ${cast.aileen.accountId}`;
    expect(tenure?.["valid_until"]).toBeNull();
  });

  test("an end that was set before is not put off by a handover, nor lost when it is called off", async () => {
    await house.admin`update tenure set valid_until = now() + interval '3 days' where account_id = ${cast.aileen.accountId}`;
    const [before] = await house.admin`select valid_until from tenure where account_id = ${cast.aileen.accountId}`;
    const handoverId = await opens();
    await sends(handoverId);
    expect((await house.admin`select valid_until from tenure where account_id = ${cast.aileen.accountId}`)[0]).toEqual(before);
    await as(cast.aileen, (trx) => callOffHandover(trx, cast.aileen, handoverId));
    expect((await house.admin`select valid_until from tenure where account_id = ${cast.aileen.accountId}`)[0]).toEqual(before);
  });

  test("a colleague who cannot says why, and the person goes to whoever looks after the post", async () => {
    const handoverId = await opens();
    const itemId = await passes(handoverId, nils);
    await sends(handoverId);
    expect(await news(nils)).toContain("handover.asked");
    await expect(as(nils, (trx) => decline(trx, nils, itemId, { line: " " }))).rejects.toMatchObject({ code: "wrong_entry" });
    await as(nils, (trx) => decline(trx, nils, itemId, { line: "I am full until May." }));
    await dayComes(handoverId);
    await run(handoverId);
    expect(await holdersOf()).toEqual([cast.posts.jo]);
    expect(await item(handoverId, "person")).toMatchObject({ state: "homeless", moved_to_id: cast.posts.jo });
  });

  test("what the next person should know is read by those who hold the case, each look written down", async () => {
    const handoverId = await opens();
    const { id } = await item(handoverId, "person");
    await as(cast.aileen, (trx) => writeWords(trx, cast.aileen, id, { words: "Ring after ten.\nTea first.", letter: "Dear Mrs K." }));
    await expect(as(cast.aileen, (trx) => writeWords(trx, cast.aileen, id, { words: "1\n2\n3\n4", letter: "" }))).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(as(nils, (trx) => readWords(trx, nils, id))).rejects.toMatchObject({ code: "not_found" });
    await expect(as(cast.fay, (trx) => readWords(trx, cast.fay, id))).rejects.toMatchObject({ code: "not_found" });
    expect(await as(cast.aileen, (trx) => readWords(trx, cast.aileen, id))).toMatchObject({ letter: "Dear Mrs K." });
    const looks = await house.admin`select 1 from view where client_id = ${clientId} and what = 'words' and subject_id = ${id}`;
    expect(looks).toHaveLength(1);
    await passes(handoverId, nils);
    await sends(handoverId);
    await as(nils, (trx) => accept(trx, nils, id));
    await as(cast.jo, (trx) => moveNow(trx, cast.jo, handoverId));
    expect(await as(nils, (trx) => readWords(trx, nils, id))).toMatchObject({ words: "Ring after ten.\nTea first." });
  });

  test("whoever is asked reads the reference and what there is to do, and no name; Aileen reads names, each a look", async () => {
    const handoverId = await opens();
    const { items, candidates } = await as(cast.aileen, (trx) => itemsOf(trx, cast.aileen, handoverId));
    expect(items).toMatchObject([{ kind: "person", words: "Mrs K.", clientId, suggestion: { choice: "pass" } }]);
    expect(candidates.map(({ people }) => people).sort()).toEqual(["Jo Fraser", "Nils Holm"]);
    expect(await house.admin`select 1 from view where client_id = ${clientId} and what = 'person' and how = 'list'`).toHaveLength(1);
    await house.admin`update client set last_contact_on = current_date - 100 where id = ${clientId}`;
    expect((await as(cast.aileen, (trx) => itemsOf(trx, cast.aileen, handoverId))).items).toMatchObject([{ suggestion: { choice: "close" } }]);
    expect((await as(cast.fay, (trx) => itemsOf(trx, cast.fay, handoverId))).items).toMatchObject([{ words: "Somebody whose case you do not hold", clientId: null }]);
    await passes(handoverId, nils);
    await sends(handoverId);
    const asked = await as(nils, (trx) => askedOfMe(trx, nils));
    expect(asked).toMatchObject([{ kind: "person", reference: expect.stringMatching(/^[0-9A-Z]{3}-[0-9A-Z]{3}$/), steps: 0 }]);
    expect(JSON.stringify(asked)).not.toContain("Mrs K.");
    await expect(as(nils, (trx) => itemsOf(trx, nils, handoverId))).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("a visit together is signed by each of the two, and not before its day, whoever asks the database", async () => {
    const handoverId = await opens();
    const itemId = await passes(handoverId, nils);
    const planned = await as(cast.aileen, (trx) => planVisit(trx, cast.aileen, { itemId, onDate: "2027-03-20" }));
    await expect(as(cast.aileen, (trx) => signVisit(trx, cast.aileen, planned.visitId))).rejects.toMatchObject({ code: "conflict", message: "That day has not come yet. Sign it when you went." });
    await expect(as(cast.aileen, (trx) => sql`update handover_visit set signed_by_newcomer_at = now(), on_date = current_date where id = ${planned.visitId}`.execute(trx))).rejects.toThrow("not_allowed");
    await as(cast.aileen, (trx) => dropVisit(trx, cast.aileen, planned.visitId));
    const { visitId } = await as(cast.aileen, (trx) => planVisit(trx, cast.aileen, { itemId, onDate: dayAt(new Date()) }));
    await as(cast.aileen, (trx) => signVisit(trx, cast.aileen, visitId));
    await as(nils, (trx) => signVisit(trx, nils, visitId));
    await expect(as(cast.jo, (trx) => signVisit(trx, cast.jo, visitId))).rejects.toMatchObject({ code: "not_allowed" });
    expect(await as(nils, (trx) => visitsOf(trx, handoverId))).toMatchObject([{ onDate: dayAt(new Date()), signedByLeaver: true, signedByNewcomer: true }]);
  });
});

describe("bad input and races", () => {
  test("of two leads who give the same case to different people, the second is told", async () => {
    const handoverId = await opens();
    const { id, version } = await item(handoverId, "person");
    const both = await Promise.allSettled([
      as(cast.jo, (trx) => choose(trx, cast.jo, id, { choice: "pass", toPostId: nils.seat?.postId, version })),
      as(cast.aileen, (trx) => choose(trx, cast.aileen, id, { choice: "pass", toPostId: cast.posts.jo, version })),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(both.flatMap((one) => (one.status === "rejected" ? [one.reason] : []))).toMatchObject([{ code: "conflict" }]);
  });

  test("where consent does not reach, asking is the only choice, and becomes a step", async () => {
    const handoverId = await opens();
    const { id, version } = await item(handoverId, "person");
    const to = (toPostId: string) => as(cast.aileen, (trx) => choose(trx, cast.aileen, id, { choice: "pass", toPostId, version }));
    await expect(to(cast.posts.bashir)).rejects.toMatchObject({ code: "conflict", message: "Their consent does not reach that far. Ask them first." });
    await as(cast.aileen, (trx) => choose(trx, cast.aileen, id, { choice: "ask_first", version }));
    const steps = await house.admin`select owner_post_id, due_on::text as due from next_step where client_id = ${clientId}`;
    expect(steps).toMatchObject([{ owner_post_id: cast.posts.aileen, due: lastDay }]);
  });

  test("consent withdrawn in the middle: the case goes to whoever looks after the post, not to the colleague", async () => {
    const handoverId = await agreedWithNils();
    await as(cast.aileen, (trx) => withdrawConsent(trx, cast.aileen, clientId, { saidAt: new Date(), how: "voice", words: "No more.", stop: "everything" }));
    const before = await grants();
    await dayComes(handoverId);
    await run(handoverId);
    expect(await holdersOf()).toEqual([cast.posts.jo]);
    expect(await sees(nils)).toBe(false);
    expect(await grants()).toEqual(before);
  });

  test("a newcomer who leaves before the day, and a post emptied after accepting: whoever looks after the post has it", async () => {
    const handoverId = await agreedWithNils();
    await as(cast.jo, (trx) => endTenure(trx, cast.jo, nils.seat?.tenureId ?? "", "Moved away"));
    await dayComes(handoverId);
    await run(handoverId);
    expect(await holdersOf()).toEqual([cast.posts.jo]);
  });

  test("with nobody in their own organisation to look after the post, people stay with it, and no facilitator reads them", async () => {
    const theirs = await personOf(house.db, cast.amir, "Mr T.");
    const handoverId = await opens(cast.amir, cast.posts.amir);
    await sends(handoverId, cast.amir);
    await as(cast.fay, (trx) => moveNow(trx, cast.fay, handoverId));
    expect(await holdersOf(theirs)).toEqual([cast.posts.amir]);
    expect(await seatsNow(cast.amir)).toEqual([]);
    expect(await as(cast.fay, (trx) => trx.selectFrom("client").where("id", "=", theirs).select("id").execute())).toEqual([]);
    expect(await as(cast.fay, (trx) => needsAHome(trx, cast.fay))).toMatchObject([{ postId: cast.posts.amir, counts: { person: 1 } }]);
    expect(await news(cast.fay)).toContain("home.needed");
  });

  test("work that fails moves nothing, those who look after the post are told, and try again", async () => {
    const handoverId = await agreedWithNils();
    await dayComes(handoverId);
    await house.admin.unsafe(`create function public.breaks() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$; create trigger breaks before insert on caseload for each row execute function public.breaks()`).simple();
    await expect(run(handoverId)).rejects.toThrow("broken");
    expect(await holdersOf()).toEqual([cast.posts.aileen]);
    expect(await seatsNow(cast.aileen)).toHaveLength(1);
    expect(await news(cast.jo)).toContain("handover.failed");
    await house.admin.unsafe("drop function public.breaks() cascade").simple();
    await as(cast.jo, (trx) => moveNow(trx, cast.jo, handoverId));
    expect(await holdersOf()).toEqual([nils.seat?.postId]);
    expect(await news(cast.jo)).not.toContain("handover.failed");
  });

  test("only whoever is asked answers, and nobody outside sees it", async () => {
    const handoverId = await opens();
    const itemId = await passes(handoverId, nils);
    await sends(handoverId);
    await expect(as(cast.jo, (trx) => accept(trx, cast.jo, itemId))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(as(cast.bashir, (trx) => accept(trx, cast.bashir, itemId))).rejects.toMatchObject({ code: "not_found" });
    await expect(as(nils, (trx) => moveNow(trx, nils, handoverId))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(opens(cast.bashir)).rejects.toMatchObject({ code: "not_allowed" });
  });
});

describe("leaving overnight", () => {
  test("whoever was told of an empty post, and leaves holding nothing, leaves the news to whoever looks after it then", async () => {
    await as(cast.jo, (trx) => offboard(trx, cast.jo, cast.aileen.accountId, "Left overnight"));
    expect(await news(cast.jo)).toContain("home.needed");
    expect(await news(cast.fay)).not.toContain("home.needed");
    await as(cast.fay, (trx) => offboard(trx, cast.fay, cast.jo.accountId, "Left overnight too"));
    const items = (await as(cast.fay, (trx) => waitingNews(trx, cast.fay, 100))).items.filter(({ kind }) => kind === "home.needed");
    expect(items.map(({ about }) => about)).toEqual([cast.posts.aileen]);
  });

  test("what Aileen held is on Jo's list at once, nothing is open to her, and Jo gives it to Nils", async () => {
    await as(cast.jo, (trx) => offboard(trx, cast.jo, cast.aileen.accountId, "Left overnight"));
    expect(await seatsNow(cast.aileen)).toEqual([]);
    expect(await sees(cast.aileen)).toBe(false);
    expect(await house.admin`select 1 from session where account_id = ${cast.aileen.accountId} and ended_at is null`).toHaveLength(0);
    expect(await news(cast.jo)).toContain("home.needed");
    const [empty] = await as(cast.jo, (trx) => needsAHome(trx, cast.jo));
    expect(empty).toMatchObject({ postId: cast.posts.aileen, counts: { person: 1 }, things: 1 });
    expect(await as(cast.bashir, (trx) => needsAHome(trx, cast.bashir))).toEqual([]);
    const [held] = await house.admin<{ id: string }[]>`select id from caseload where client_id = ${clientId} and valid_until is null`;
    const give = (to: string) => as(cast.jo, (trx) => giveThings(trx, cast.jo, cast.posts.aileen, [{ kind: "person", subjectId: held?.id ?? "", choice: "pass", toPostId: to }]));
    await expect(give(cast.posts.bashir)).rejects.toMatchObject({ code: "conflict" });
    expect(await give(nils.seat?.postId ?? "")).toEqual([{ kind: "person", moved: 1, homeless: 0 }]);
    expect(await holdersOf()).toEqual([nils.seat?.postId]);
    expect(await as(cast.jo, (trx) => needsAHome(trx, cast.jo))).toEqual([]);
  });

  test("nobody is put out by a colleague, nor by a manager of another organisation", async () => {
    await expect(as(nils, (trx) => offboard(trx, nils, cast.aileen.accountId, ""))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(as(cast.sana, (trx) => offboard(trx, cast.sana, cast.aileen.accountId, ""))).rejects.toMatchObject({ code: "not_allowed" });
    await as(cast.jo, (trx) => offboard(trx, cast.jo, cast.aileen.accountId, ""));
    await expect(as(cast.sana, (trx) => offboard(trx, cast.sana, cast.aileen.accountId, ""))).rejects.toMatchObject({ code: "not_allowed" });
  });
});

describe("away, return unknown", () => {
  const begins = (deputy: Member) => as(cast.jo, (trx) => beginCover(trx, cast.jo, { postId: cast.posts.aileen, awayId: cast.aileen.accountId, deputyId: deputy.accountId }));

  test("Nils steps in until Aileen is back, and she reads what happened", async () => {
    const { coverId } = await begins(nils);
    expect(await sees(nils)).toBe(true);
    await as(cast.jo, (trx) => sayDuty(trx, cast.jo, coverId, { duty: "desk", how: "pauses" }));
    await as(cast.aileen, (trx) => endCover(trx, cast.aileen, coverId));
    expect(await sees(nils)).toBe(false);
    expect(await holdersOf()).toEqual([cast.posts.aileen]);
    expect(await as(cast.aileen, (trx) => briefingOf(trx, cast.aileen, coverId))).toMatchObject({ cover: { away: "Aileen Murray" }, notes: 0 });
    await expect(as(nils, (trx) => briefingOf(trx, nils, coverId))).rejects.toMatchObject({ code: "not_allowed" });
    await as(cast.aileen, (trx) => endCover(trx, cast.aileen, coverId));
  });

  test("nobody from another organisation steps in", async () => {
    await expect(begins(cast.bashir)).rejects.toMatchObject({ code: "conflict" });
    expect(await sees(cast.bashir)).toBe(true);
    expect(await seatsNow(cast.bashir)).toHaveLength(1);
  });
});

describe("an organisation closes, or goes into another", () => {
  async function tieOf(): Promise<string> {
    const [one, other] = [cast.organisations.foodHub, cast.organisations.advice].toSorted();
    const [row] = await house.admin`insert into tie (id, one_id, other_id, account_id, post_id, organisation_id) values (gen_random_uuid(), ${one ?? ""}, ${other ?? ""}, ${cast.bashir.accountId}, ${cast.posts.bashir}, ${cast.organisations.foodHub}) returning id`;
    const id = String(row?.["id"]);
    for (const [number, state, why] of [[1, "proposed", "proposed"], [2, "held", "accepted"]] as const) {
      const by = number === 1 ? cast.bashir : cast.amir;
      await house.admin`insert into tie_turn (id, tie_id, one_id, other_id, number, to_state, why, account_id, post_id, organisation_id) values (gen_random_uuid(), ${id}, ${one ?? ""}, ${other ?? ""}, ${number}, ${state}, ${why}, ${by.accountId}, ${by.seat?.postId ?? ""}, ${by.seat?.organisationId ?? ""})`;
    }
    await house.admin`insert into tie_contact (id, tie_id, one_id, other_id, kind, happened_at, line, account_id, post_id, organisation_id) values (gen_random_uuid(), ${id}, ${one ?? ""}, ${other ?? ""}, 'visit', now() - interval '400 days', 'Tea', ${cast.bashir.accountId}, ${cast.posts.bashir}, ${cast.organisations.foodHub})`;
    return id;
  }

  test("its people are out, its ties say why they ended, and what was agreed to moves nowhere", async () => {
    const tieId = await tieOf();
    const before = await grants();
    expect(await as(cast.fay, (trx) => closeOrganisation(trx, cast.fay, cast.organisations.foodHub))).toMatchObject({ seats: 2, ties: 1, wentOn: 0 });
    expect(await seatsNow(cast.bashir)).toEqual([]);
    expect(await house.admin`select 1 from session where account_id = ${cast.sana.accountId} and ended_at is null`).toHaveLength(0);
    expect(await house.admin`select state from tie where id = ${tieId}`).toMatchObject([{ state: "ended" }]);
    expect(await house.admin`select why from tie_turn where tie_id = ${tieId} order by number desc limit 1`).toMatchObject([{ why: "closed" }]);
    expect(await grants()).toEqual(before);
    await expect(as(cast.fay, (trx) => closeOrganisation(trx, cast.fay, cast.organisations.foodHub))).rejects.toMatchObject({ code: "conflict" });
    await expect(as(cast.jo, (trx) => closeOrganisation(trx, cast.jo, cast.organisations.harbour))).rejects.toMatchObject({ code: "not_allowed" });
  });

  test("gone into another, a tie goes on with it and reads from the beginning", async () => {
    await tieOf();
    const before = await grants();
    expect(await as(cast.fay, (trx) => closeOrganisation(trx, cast.fay, cast.organisations.foodHub, { into: cast.organisations.stranger }))).toMatchObject({ ties: 1, wentOn: 1 });
    const story = await as(cast.stran, (trx) => trx.selectFrom("tie_contact").innerJoin("tie", "tie.id", "tie_contact.tie_id").where("tie.state", "=", "held").select("tie_contact.line").execute());
    expect(story).toEqual([{ line: "Tea" }]);
    expect(await grants()).toEqual(before);
    expect(await sees(cast.stran)).toBe(false);
    await expect(as(cast.fay, (trx) => closeOrganisation(trx, cast.fay, cast.organisations.advice, { into: cast.organisations.advice }))).rejects.toMatchObject({ code: "conflict" });
  });

  test("people of a closed organisation are counted for facilitators, and nobody reads them", async () => {
    await as(cast.fay, (trx) => closeOrganisation(trx, cast.fay, cast.organisations.harbour));
    expect(await as(cast.fay, (trx) => needsAHome(trx, cast.fay))).toMatchObject([{ postId: cast.posts.aileen, counts: { person: 1 } }]);
    for (const one of [cast.aileen, cast.jo, nils, cast.fay]) expect(await sees(one)).toBe(false);
  });
});

test("sixty people and forty ties move in one transaction (printed, not judged)", async () => {
  const post = cast.posts.aileen;
  await house.admin`insert into client (id, reference, home_organisation_id, name, created_by)
    select gen_random_uuid(), 'A' || lpad(n::text, 2, '0') || '-XYZ', ${cast.organisations.harbour}, 'Person ' || n, ${cast.aileen.accountId} from generate_series(1, 60) n`;
  await house.admin`insert into caseload (id, client_id, post_id, part, added_by) select gen_random_uuid(), id, ${post}, 'lead', ${cast.aileen.accountId} from client where name like 'Person %'`;
  await house.admin`insert into organisation (id, name, kind, source) select gen_random_uuid(), 'Partner ' || n, 'third_sector', 'hand' from generate_series(1, 40) n`;
  await house.admin`insert into tie (id, one_id, other_id, account_id, post_id, organisation_id, state)
    select gen_random_uuid(), least(o.id, ${cast.organisations.harbour}), greatest(o.id, ${cast.organisations.harbour}), ${cast.aileen.accountId}, ${post}, ${cast.organisations.harbour}, 'held' from organisation o where o.name like 'Partner %'`;
  await house.admin`insert into tie_holder (id, tie_id, one_id, other_id, side_id, holder_post_id, part, account_id, post_id, organisation_id)
    select gen_random_uuid(), t.id, t.one_id, t.other_id, ${cast.organisations.harbour}, ${post}, 'first', ${cast.aileen.accountId}, ${post}, ${cast.organisations.harbour} from tie t`;
  const handoverId = await opens();
  await sends(handoverId);
  const begun = performance.now();
  const moved = await as(cast.jo, (trx) => moveNow(trx, cast.jo, handoverId));
  console.info(`handover of 61 people and 40 ties: ${Math.round(performance.now() - begun)} ms`);
  expect(Object.fromEntries(moved.map(({ kind, homeless }) => [kind, homeless]))).toEqual({ person: 61, tie: 40 });
  const { rows } = await as(cast.jo, (trx) => sql<{ n: number }>`select count(*)::int as n from tie_holder where holder_post_id = ${cast.posts.jo} and ended_at is null`.execute(trx));
  expect(rows[0]?.n).toBe(40);
});
