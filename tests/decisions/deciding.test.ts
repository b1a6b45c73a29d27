import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { waitingNews } from "~/features/inbox/news.server";
import { nameOrganisation, rewordProposal, takeBackToWriting, unnameOrganisation, withdrawProposal } from "~/features/relationships/decisions/commands.server";
import { decisionsPage } from "~/features/relationships/decisions/reading.server";
import { whatIsMissing } from "~/features/relationships/decisions/words";
import type { Actor } from "~/shared/actor";
import { houseOfDecisions } from "./scene";

const set = houseOfDecisions();
const { t, page, proposed, asked, says, decides } = set;
beforeEach(() => set.empties());

const list = (actor: Actor, words = "", at = 1) => t.as(actor, (trx) => decisionsPage(trx, actor, { words, page: at }));

describe("a proposal", () => {
  test("is written by all who are named, asked about, consented to and kept in the log", async () => {
    const { bashir, aileen, rec } = t.cast;
    const id = await proposed();
    expect(await t.news(aileen)).toEqual([]);
    expect(await t.news(t.cast.jo)).toEqual(["decision.named"]);
    const { words } = await page(aileen, id);
    expect(words.mayWrite).toBe(true);
    await set.live().documents.write(words.documentId, aileen.sessionId, ["Whoever sends rings the desk before eleven."]);
    const version = await asked(id);
    expect((await page(rec, id)).missing).toBe("It waits for Harbour Link Workers, Pier Road Practice and Quayside Food Hub.");
    for (const one of [bashir, aileen, rec]) await says(one, id, "consent", version);
    const { named, missing } = await page(rec, id);
    expect(missing).toBeUndefined();
    expect(named.map(({ side, said }) => [side, said?.voice])).toEqual([["statutory", "consent"], ["statutory", "consent"], ["third_sector", "consent"]]);
    await decides(aileen, id, version);
    expect((await page(rec, id)).decision).toMatchObject({ state: "decided" });
    expect((await list(t.cast.vol, "desk before eleven")).log).toMatchObject([{ id, named: [{ voice: "consent" }, { voice: "consent" }, { voice: "consent" }] }]);
    expect((await list(t.cast.vol, "elephants")).log).toEqual([]);
    expect(await t.news(t.cast.sana)).toContain("decision.made");
  });

  test("is not decided while one who is named has not answered, nor while one has a concern", async () => {
    const { bashir, aileen, rec } = t.cast;
    const id = await proposed();
    const version = await asked(id);
    await says(bashir, id, "consent", version);
    await says(aileen, id, "consent", version);
    await expect(decides(bashir, id, version)).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("Not everybody") });
    await says(rec, id, "concern", version, "Nobody is at the desk on Mondays");
    expect(await t.news(bashir)).toContain("decision.concern");
    await expect(decides(bashir, id, version)).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("concern") });
    await says(rec, id, "aside", version);
    await decides(bashir, id, version);
    expect((await page(bashir, id)).story.map((told) => told.what)).toEqual(["proposed", "asked", "voice", "voice", "voice", "voice", "decided"]);
  });

  test("is decided once: of two who decide at once, one does", async () => {
    const { bashir, aileen, rec } = t.cast;
    const id = await proposed();
    const version = await asked(id);
    for (const one of [bashir, aileen, rec]) await says(one, id, "consent", version);
    const outcomes = await Promise.allSettled([decides(bashir, id, version), decides(aileen, id, version)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    expect(await t.house.admin`select 1 from decision_turn where decision_id = ${id} and why = 'decided'`).toHaveLength(1);
  });

  test("a concern that is said while somebody decides comes before it or not at all", async () => {
    const { bashir, aileen, rec } = t.cast;
    for (let round = 0; round < 6; round += 1) {
      const id = await proposed();
      const version = await asked(id);
      for (const one of [bashir, aileen, rec]) await says(one, id, "consent", version);
      const [decided, said] = await Promise.allSettled([decides(bashir, id, version), says(rec, id, "concern", version, "Wait")]);
      expect([decided.status, said.status].toSorted()).toEqual(["fulfilled", "rejected"]);
      const { decision, named } = await page(bashir, id);
      expect([decision.state, named.some((one) => one.said?.voice === "concern")]).toEqual(decided.status === "fulfilled" ? ["decided", false] : ["asked", true]);
    }
  });

  test("where all stand aside nobody has decided anything", async () => {
    const { bashir, aileen, rec } = t.cast;
    const id = await proposed();
    const version = await asked(id);
    for (const one of [bashir, aileen, rec]) await says(one, id, "aside", version);
    await expect(decides(bashir, id, version)).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("stands aside") });
    expect(whatIsMissing([{ name: "A", voice: "aside" }])).toBe("Everybody stands aside, so nobody consents to it.");
  });

  test("an organisation has one voice: who says it again says something else, and of two colleagues at once one is heard", async () => {
    const { aileen, jo } = t.cast;
    const id = await proposed();
    const version = await asked(id);
    await Promise.allSettled([says(aileen, id, "consent", version), says(jo, id, "concern", version, "Not yet")]);
    expect(await t.house.admin`select 1 from decision_voice where ended_at is null`).toHaveLength(1);
    await says(jo, id, "consent", version);
    expect((await page(jo, id)).named.find(({ name }) => name === "Harbour Link Workers")?.said).toMatchObject({ voice: "consent", by: "Jo Fraser" });
  });
});

describe("the words of a proposal", () => {
  test("stand still once voices are asked, and what was said to them is not said to others", async () => {
    const { bashir, aileen } = t.cast;
    const id = await proposed();
    const { words } = await page(aileen, id);
    const version = await asked(id);
    expect((await page(aileen, id)).words.mayWrite).toBe(false);
    await expect(set.live().documents.write(words.documentId, aileen.sessionId, ["Also on Sundays."])).rejects.toBeTruthy();
    await says(bashir, id, "consent", version);
    await t.as(bashir, (trx) => takeBackToWriting(trx, bashir, id, { version }));
    await set.live().documents.write(words.documentId, aileen.sessionId, ["Not on Sundays."]);
    const again = await asked(id);
    expect((await page(bashir, id)).named.every(({ said }) => said === null)).toBe(true);
    await expect(says(aileen, id, "consent", version)).rejects.toMatchObject({ code: "conflict" });
    await says(aileen, id, "consent", again);
    expect(await t.house.admin`select words from decision_turn where decision_id = ${id} and why = 'asked' order by number`).toMatchObject([{ words: "" }, { words: "Not on Sundays." }]);
  });

  test("are read by everybody who acts and written by those who are named", async () => {
    const { amir, com, fay, rec } = t.cast;
    const id = await proposed();
    expect((await page(amir, id)).words.mayWrite).toBe(false);
    expect((await page(fay, id)).words.mayWrite).toBe(true);
    expect((await page(rec, id)).words.mayWrite).toBe(true);
    await t.as(fay, (trx) => unnameOrganisation(trx, fay, id, t.cast.organisations.practice));
    expect((await page(rec, id)).words.mayWrite).toBe(false);
    await expect(page(com, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(list(com)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("who may what", () => {
  test("nobody speaks for an organisation that is not theirs, or is not named", async () => {
    const { amir, fay, bashir, organisations } = { ...t.cast, organisations: t.cast.organisations };
    const id = await proposed();
    const version = await asked(id);
    for (const stranger of [amir, fay]) await expect(says(stranger, id, "consent", version)).rejects.toMatchObject({ code: "not_allowed" });
    const row = { id: randomUUID(), decision_id: id, number: version, voice: "consent", account_id: bashir.accountId, post_id: t.cast.posts.bashir };
    await expect(t.as(bashir, (trx) => trx.insertInto("decision_voice").values({ ...row, named_id: organisations.harbour, organisation_id: organisations.foodHub }).execute())).rejects.toMatchObject({ code: expect.stringMatching(/42501|23514/) });
    await expect(t.as(amir, (trx) => trx.insertInto("decision_voice").values({ ...row, account_id: amir.accountId, post_id: t.cast.posts.amir, named_id: organisations.advice, organisation_id: organisations.advice }).execute())).rejects.toMatchObject({ message: expect.stringContaining("not_allowed") });
  });

  test("only those who work on it change it, and past the commands no state is set by hand", async () => {
    const { amir, com, bashir, aileen } = t.cast;
    const id = await proposed();
    await expect(t.as(amir, (trx) => rewordProposal(trx, amir, id, { title: "Mine" }))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(t.as(com, (trx) => rewordProposal(trx, com, id, { title: "Mine" }))).rejects.toMatchObject({ code: "not_found" });
    await expect(t.as(aileen, (trx) => withdrawProposal(trx, aileen, id, { version: 1 }))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(t.as(bashir, (trx) => trx.updateTable("decision").set({ state: "decided" }).where("id", "=", id).execute())).rejects.toMatchObject({ code: "42501" });
    const turn = { id: randomUUID(), decision_id: id, number: 2, to_state: "decided", why: "decided", account_id: bashir.accountId, post_id: t.cast.posts.bashir, organisation_id: t.cast.organisations.foodHub };
    await expect(t.as(bashir, (trx) => trx.insertInto("decision_turn").values(turn).execute())).rejects.toMatchObject({ message: expect.stringContaining("moved_meanwhile") });
    await t.as(bashir, (trx) => withdrawProposal(trx, bashir, id, { version: 1 }));
    await expect(t.as(bashir, (trx) => rewordProposal(trx, bashir, id, { title: "Again" }))).rejects.toMatchObject({ code: "conflict" });
  });

  test("who is named is settled while it is written; somebody must be there to answer", async () => {
    const { bashir, organisations } = { bashir: t.cast.bashir, organisations: t.cast.organisations };
    const id = await proposed();
    await t.as(bashir, (trx) => nameOrganisation(trx, bashir, id, organisations.advice));
    await t.as(bashir, (trx) => nameOrganisation(trx, bashir, id, organisations.advice));
    expect(await t.news(t.cast.amir)).toEqual(["decision.named"]);
    await expect(t.as(bashir, (trx) => nameOrganisation(trx, bashir, id, organisations.council))).rejects.toMatchObject({ code: "wrong_entry", message: expect.stringContaining("Nobody from Harbour Council") });
    await expect(t.as(bashir, (trx) => nameOrganisation(trx, bashir, id, randomUUID()))).rejects.toMatchObject({ code: "wrong_entry" });
    await asked(id);
    await expect(t.as(bashir, (trx) => unnameOrganisation(trx, bashir, id, organisations.advice))).rejects.toMatchObject({ code: "conflict" });
  });

  test.each([
    ["title", { title: "  " }],
    ["title", { title: "x".repeat(161) }],
    ["summary", { summary: "x".repeat(401) }],
    ["named", { named: [] }],
    ["named", { named: ["'; drop table decision"] }],
  ])("a proposal with a wrong %s comes back beside its field", async (field, more) => {
    await expect(proposed(more)).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: expect.anything() } });
  });

  test("with nothing written nobody is asked, and a concern says what it is", async () => {
    const id = await proposed({ summary: "" });
    await expect(asked(id)).rejects.toMatchObject({ code: "conflict" });
    const { words } = await page(t.cast.bashir, id);
    await set.live().documents.write(words.documentId, t.cast.bashir.sessionId, ["Ring first."]);
    const version = await asked(id);
    await expect(says(t.cast.aileen, id, "concern", version)).rejects.toMatchObject({ fields: { line: expect.anything() } });
    await expect(says(t.cast.aileen, id, "perhaps", version)).rejects.toMatchObject({ fields: { voice: expect.anything() } });
  });
});

test("what was decided is looked at again as a new proposal that names the old", async () => {
  const { bashir, aileen, rec } = t.cast;
  const id = await proposed();
  await expect(proposed({ reopensId: id })).rejects.toMatchObject({ code: "conflict" });
  const version = await asked(id);
  for (const one of [bashir, aileen, rec]) await says(one, id, "consent", version);
  await decides(bashir, id, version);
  const again = await proposed({ title: "Another way", reopensId: id }, aileen);
  expect((await page(rec, again)).reopens).toEqual({ id, title: "One way to send people" });
  expect((await page(rec, id)).reopenedAs).toEqual([{ id: again, title: "Another way", state: "drafting" }]);
  expect((await list(rec)).open).toMatchObject([{ id: again, reopens: "One way to send people" }]);
  await expect(decides(bashir, id, version)).rejects.toMatchObject({ code: "conflict" });
});

test("what is asked of an organisation waits for its managers until somebody there has answered", async () => {
  const { jo, aileen } = t.cast;
  const id = await proposed();
  const version = await asked(id);
  const waiting = async () => (await t.as(jo, (trx) => waitingNews(trx, jo))).items.map(({ kind, to }) => [kind, to]);
  expect(await waiting()).toContainEqual(["decision.asked", `/decisions/${id}`]);
  await says(aileen, id, "consent", version);
  expect(await waiting()).not.toContainEqual(["decision.asked", `/decisions/${id}`]);
});

test("the log comes a page at a time, the newest first", async () => {
  const { bashir } = t.cast;
  const id = await proposed();
  await t.house.admin`update decision set state = 'decided', decided_at = now() where id = ${id}`;
  await t.house.admin`insert into decision (id, title, state, decided_at, account_id, post_id, organisation_id) select gen_random_uuid(), 'Number ' || n, 'decided', now() - n * interval '1 day', account_id, post_id, organisation_id from decision, generate_series(1, 24) n`;
  const first = await list(bashir);
  const second = await list(bashir, "", 2);
  expect([first.log.length, first.more, first.log[0]?.id, second.log.length, second.more]).toEqual([20, true, id, 5, false]);
  expect(new Set([...first.log, ...second.log].map((row) => row.id)).size).toBe(25);
});
