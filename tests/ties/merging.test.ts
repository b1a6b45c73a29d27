import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acceptTie, agreeToIt, askForIntroduction, declineTie, drawLine, endTie, nameHolder, proposeAgain, proposeTie, writeAgreement, writeContact } from "~/features/relationships/commands.server";
import { closeOrganisation } from "~/features/relationships/home/home.server";
import { tieView } from "~/features/relationships/ties/pages/page/tie-view.server";
import { turnWords } from "~/features/relationships/ties/pages/said";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Documents } from "~/shared/services.server";
import type { Database } from "~db/client";
import { castOf, type Cast, type Member } from "../support/cast";
import { createDatabase, type TestDatabase } from "../support/database";
import { eventually } from "../support/wait";

/** One copy of the cast's database a test: organisations that went into others do not come back. */
let first: TestDatabase;
let house: TestDatabase;
let cast: Cast;
let gavin: Member;
beforeAll(async () => {
  first = await createDatabase();
  cast = await castOf(first.db);
  gavin = await cast.another("Gavin Reid", cast.organisations.network, "facilitator");
  // Nobody may be connected to what is copied.
  await Promise.all([first.pool.end({ timeout: 2 }), first.admin.end({ timeout: 2 })]);
});
afterAll(() => first.drop());
beforeEach(async () => {
  house = await createDatabase({ template: first.name });
});
afterEach(() => house.drop());

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const of = (actor: Actor) => actor.seat?.organisationId ?? "";
const proposed = async (one: Actor, other: Actor) => (await as(one, (trx) => proposeTie(trx, one, { organisationId: of(other), purpose: "Food and company" }))).tieId;
const held = async (one: Actor, other: Actor) => {
  const tieId = await proposed(one, other);
  await as(other, (trx) => acceptTie(trx, other, tieId, { version: 1 }));
  return tieId;
};
const goesInto = (from: string, into: string, by: Actor = cast.fay) => as(by, (trx) => closeOrganisation(trx, by, from, { into }));
const between = async (one: Actor, other: Actor) => {
  const [least, most] = [of(one), of(other)].toSorted();
  const [row] = await house.admin<{ id: string; state: string; version: number }[]>`select id, state, version from tie where one_id = ${least ?? ""} and other_id = ${most ?? ""}`;
  return row;
};
const noWords = { read: async () => new Map() } as unknown as Documents;
const inside = async (actor: Actor, tieId: string) => (await as(actor, (trx) => tieView(trx, actor, noWords, tieId, { shown: null, now: new Date() }))).inside;
const told = async (actor: Actor) => (await house.admin`select kind, tie_id from inbox_item where post_id = ${actor.seat?.postId ?? ""} and seen_at is null order by kind`).map(({ kind, tie_id }) => [kind, tie_id]);
const writesAgreement = (actor: Actor, tieId: string, words: string) => as(actor, (trx) => writeAgreement(trx, actor, tieId, { kind: "room", words, reviewOn: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10) }));
const waitsForLock = () => eventually(async () => (await house.admin`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length > 0, "somebody to wait for the other");

describe("an organisation that goes into another", () => {
  test("takes its ties along: who holds them, what the two do, what they agreed and what passed", async () => {
    const { aileen, jo, bashir, stran, organisations } = cast;
    const old = await held(aileen, bashir);
    await as(jo, (trx) => nameHolder(trx, jo, old, { postId: jo.seat?.postId ?? "", part: "second" }));
    await as(aileen, (trx) => drawLine(trx, aileen, old, { kind: "refers", fromId: organisations.foodHub }));
    await as(bashir, (trx) => writeContact(trx, bashir, old, { kind: "visit", line: "Tea on Friday", began: "us" }));
    const { agreementId } = await writesAgreement(aileen, old, "The small room on Tuesdays.");
    await as(bashir, (trx) => agreeToIt(trx, bashir, agreementId));
    await writesAgreement(bashir, old, "We ring before we send somebody.");
    expect(await goesInto(organisations.foodHub, organisations.stranger)).toMatchObject({ ties: 1, wentOn: 1 });
    const now = await between(aileen, stran);
    expect(now?.state).toBe("held");
    const holders = await house.admin`select part, holder_post_id from tie_holder where tie_id = ${now?.id ?? ""} and ended_at is null order by part`;
    expect(holders).toEqual([{ part: "first", holder_post_id: aileen.seat?.postId }, { part: "second", holder_post_id: jo.seat?.postId }]);
    expect(await house.admin`select kind, from_id from tie_line where tie_id = ${now?.id ?? ""} and ended_at is null`).toEqual([{ kind: "refers", from_id: organisations.stranger }]);
    const seen = await inside(stran, now?.id ?? "");
    expect(seen?.story.map(({ line, by, fromId }) => [line, by, fromId])).toEqual([["Tea on Friday", "Bashir Khan", organisations.stranger]]);
    expect(seen?.agreements.map(({ words, organisation, agreedAt, waitsFor }) => [words, organisation, agreedAt, waitsFor]).toSorted()).toEqual([
      ["The small room on Tuesdays.", "Harbour Link Workers", null, "Inland Trust"],
      ["We ring before we send somebody.", "Quayside Food Hub", null, "Harbour Link Workers"],
    ]);
  });

  test("has nothing agreed to in the name of the other: each side says yes to its own", async () => {
    const { aileen, bashir, stran, organisations } = cast;
    const old = await held(aileen, bashir);
    const { agreementId } = await writesAgreement(bashir, old, "The hall is free on Sundays.");
    await as(aileen, (trx) => agreeToIt(trx, aileen, agreementId));
    await goesInto(organisations.foodHub, organisations.stranger);
    const now = (await between(aileen, stran))?.id ?? "";
    const [one] = (await inside(aileen, now))?.agreements ?? [];
    expect([one?.mayAgree, (await inside(stran, now))?.agreements[0]?.mayAgree]).toEqual([false, true]);
    await expect(as(aileen, (trx) => agreeToIt(trx, aileen, one?.id ?? ""))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(as(aileen, (trx) => trx.updateTable("tie_agreement").set({ agreed_at: new Date(), agreed_by: aileen.accountId }).where("id", "=", one?.id ?? "").execute())).rejects.toThrow("agreed_by_the_other_side");
    await as(stran, (trx) => agreeToIt(trx, stran, one?.id ?? ""));
    expect((await inside(aileen, now))?.agreements[0]?.agreedAt).not.toBeNull();
  });

  test("is told in plain sentences on both ties, each with the way to the other for whoever reads both", async () => {
    const { aileen, bashir, stran, organisations } = cast;
    const old = await held(aileen, bashir);
    await goesInto(organisations.foodHub, organisations.stranger);
    const now = (await between(aileen, stran))?.id ?? "";
    const [ended] = (await inside(aileen, old))?.turns ?? [];
    const [begun] = (await inside(aileen, now))?.turns ?? [];
    expect([ended && turnWords(ended), ended?.elsewhere]).toEqual(["Quayside Food Hub went into Inland Trust, and this tie goes on there", now]);
    expect([begun && turnWords(begun), begun?.elsewhere]).toEqual(["Quayside Food Hub went into Inland Trust, and its tie goes on here", old]);
    // Whoever comes reads the new one alone.
    expect(await inside(stran, old)).toBeUndefined();
    expect((await inside(stran, now))?.turns[0]?.elsewhere).toBeNull();
    expect(await told(aileen)).toContainEqual(["tie.goes_on", now]);
    expect(await told(stran)).toContainEqual(["tie.goes_on", now]);
  });

  test("that closes for good says so, and nobody proposes anything to it again", async () => {
    const { aileen, bashir, fay, organisations } = cast;
    const old = await held(aileen, bashir);
    await as(fay, (trx) => closeOrganisation(trx, fay, organisations.foodHub));
    const seen = await inside(aileen, old);
    expect(seen?.turns[0] && turnWords(seen.turns[0])).toBe("Quayside Food Hub closed");
    expect(seen?.may).toMatchObject({ revive: false, again: false, write: false });
    const { version } = (await between(aileen, bashir)) ?? { version: 0 };
    await expect(as(aileen, (trx) => proposeAgain(trx, aileen, old, { version }))).rejects.toMatchObject({ code: "conflict" });
    await expect(as(cast.rec, (trx) => proposeTie(trx, cast.rec, { organisationId: organisations.foodHub }))).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("has closed") });
    expect(await told(aileen)).toContainEqual(["tie.ended", old]);
  });

  test("joins what there was: a tie that was held stays one, an ended one goes on, and a no stays a no", async () => {
    const { aileen, bashir, amir, rec, stran, vol, organisations } = cast;
    const kept = await held(aileen, stran);
    await as(vol, (trx) => writeContact(trx, vol, kept, { kind: "call", line: "Theirs before" }));
    const [withHarbour, withPractice, withAdvice] = [await held(aileen, bashir), await held(rec, bashir), await held(amir, bashir)];
    await as(bashir, (trx) => writeContact(trx, bashir, withHarbour, { kind: "visit", line: "Ours before" }));
    const ended = await held(rec, stran);
    await as(rec, (trx) => endTie(trx, rec, ended, { version: 2 }));
    const refused = await proposed(amir, stran);
    await as(stran, (trx) => declineTie(trx, stran, refused, { version: 1 }));
    expect(await goesInto(organisations.foodHub, organisations.stranger)).toMatchObject({ ties: 3, wentOn: 2 });
    expect([(await between(aileen, stran))?.state, (await between(rec, stran))?.state, (await between(amir, stran))?.state]).toEqual(["held", "held", "declined"]);
    expect((await inside(aileen, kept))?.story.map(({ line }) => line).toSorted()).toEqual(["Ours before", "Theirs before"]);
    const [last] = (await inside(amir, withAdvice))?.turns ?? [];
    expect([last && turnWords(last), last?.elsewhere]).toEqual(["Quayside Food Hub went into Inland Trust", null]);
    expect(await told(amir)).toContainEqual(["tie.ended", withAdvice]);
    expect(await told(rec)).toContainEqual(["tie.goes_on", ended]);
    expect((await inside(rec, withPractice))?.turns[0]?.elsewhere).toBe(ended);
  });

  test("takes the words along where the other had none, and leaves them to be read where it had", async () => {
    const { aileen, bashir, stran, rec, organisations } = cast;
    const document = async (tieId: string) => String((await house.admin`select id from document where tie_id = ${tieId} and retired_at is null`)[0]?.id);
    const writes = (documentId: string) => house.admin`insert into document_update (document_id, seq, session_id, account_id, tenure_id, connection_id, data) select ${documentId}, 1, ${bashir.sessionId}, ${bashir.accountId}, ${bashir.seats[0]?.tenureId ?? ""}, 1, 'x'::bytea`;
    const [one, two, theirs] = [await held(aileen, bashir), await held(rec, bashir), await held(rec, stran)];
    const [ours, both, own] = [await document(one), await document(two), await document(theirs)];
    for (const id of [ours, both, own]) await writes(id);
    await goesInto(organisations.foodHub, organisations.stranger);
    const now = (await between(aileen, stran))?.id ?? "";
    expect([await document(now), await document(theirs), await document(two)]).toEqual([ours, own, both]);
    expect(await document(one)).not.toBe(ours);
    expect((await inside(rec, two))?.words.documentId).toBe(both);
    expect((await inside(stran, now))?.words).toMatchObject({ documentId: ours, mayWrite: true });
  });

  test("is nobody's to be introduced to any more", async () => {
    const { aileen, bashir, rec, fay, organisations } = cast;
    await held(aileen, bashir);
    await as(rec, (trx) => askForIntroduction(trx, rec, { wantedId: organisations.foodHub }));
    await as(fay, (trx) => closeOrganisation(trx, fay, organisations.foodHub));
    expect(await house.admin`select state from introduction`).toEqual([{ state: "declined" }]);
  });
});

describe("at the same moment", () => {
  test("two facilitators who let two organisations go into each other: one does, and the other is told", async () => {
    const { fay, aileen, bashir, stran, organisations } = cast;
    await held(aileen, bashir);
    await held(aileen, stran);
    const both = await Promise.allSettled([goesInto(organisations.foodHub, organisations.stranger, fay), goesInto(organisations.stranger, organisations.foodHub, gavin)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    expect(await house.admin`select 1 from organisation where closed_at is not null`).toHaveLength(1);
    expect(await house.admin`select 1 from tie where state = 'held'`).toHaveLength(1);
  });

  test("the same organisation twice: once", async () => {
    const { fay, aileen, bashir, organisations } = cast;
    await held(aileen, bashir);
    const both = await Promise.allSettled([goesInto(organisations.foodHub, organisations.stranger, fay), goesInto(organisations.foodHub, organisations.advice, gavin)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await house.admin`select 1 from tie where state = 'held'`).toHaveLength(1);
  });

  test("a contact that is being written comes along, and one that comes later is told where the tie went", async () => {
    const { aileen, bashir, stran, organisations } = cast;
    const old = await held(aileen, bashir);
    let merging: Promise<unknown> | undefined;
    await as(aileen, async (trx) => {
      await writeContact(trx, aileen, old, { kind: "call", line: "Just in time" });
      merging = goesInto(organisations.foodHub, organisations.stranger);
      await waitsForLock();
    });
    await merging;
    const now = (await between(aileen, stran))?.id ?? "";
    expect((await inside(stran, now))?.story.map(({ line }) => line)).toEqual(["Just in time"]);
    await expect(as(aileen, (trx) => writeContact(trx, aileen, old, { kind: "call" }))).rejects.toMatchObject({ code: "conflict" });
  });

  test("a tie that is being proposed to an organisation that closes: one of the two is first, and none is left with nobody", async () => {
    const { fay, rec, organisations } = cast;
    const [proposing] = await Promise.allSettled([as(rec, (trx) => proposeTie(trx, rec, { organisationId: organisations.foodHub })), as(fay, (trx) => closeOrganisation(trx, fay, organisations.foodHub))]);
    expect([undefined, "conflict"]).toContain(proposing.status === "rejected" ? proposing.reason.code : undefined);
    expect(await house.admin`select 1 from tie where state in ('proposed', 'held')`).toHaveLength(0);
  });

  test("an end of the tie and a merger: both are done, in whichever order", async () => {
    const { aileen, bashir, organisations } = cast;
    const old = await held(aileen, bashir);
    const [ending, merging] = await Promise.allSettled([as(aileen, (trx) => endTie(trx, aileen, old, { version: 2 })), goesInto(organisations.foodHub, organisations.stranger)]);
    expect(merging.status).toBe("fulfilled");
    expect([undefined, "conflict"]).toContain(ending.status === "rejected" ? ending.reason.code : undefined);
    expect(await house.admin`select state from tie where id = ${old}`).toEqual([{ state: "ended" }]);
  });
});

test("an organisation goes neither into itself nor into one that has closed", async () => {
  const { fay, organisations } = cast;
  await expect(goesInto(organisations.foodHub, organisations.foodHub)).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("into itself") });
  await as(fay, (trx) => closeOrganisation(trx, fay, organisations.advice));
  await expect(goesInto(organisations.foodHub, organisations.advice)).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("closed") });
  expect(await house.admin`select id from organisation where closed_at is not null`).toEqual([{ id: organisations.advice }]);
});
