import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { acceptTie, declineTie, drawLine, endTie, nameHolder, proposeAgain, proposeTie, reviveTie, rubOutLine, sayWhatFor, takeBackHolder, withdrawTie } from "~/features/relationships/commands.server";
import { addOrganisation } from "~/features/people/commands.server";
import type { Actor } from "~/shared/actor";
import { houseOfTies } from "./scene";

const t = houseOfTies();
beforeEach(() => t.empties());

const at = (version: number, line?: string) => ({ version, line });
const holders = async (tieId: string) => (await t.house.admin`select part, holder_post_id as post from tie_holder where tie_id = ${tieId} and ended_at is null order by at`).map(({ part, post }) => ({ part, post }));

describe("a tie between two organisations", () => {
  test("is proposed with what it is for, answered by the other side, and held by the two who spoke", async () => {
    const { aileen, bashir, sana, organisations, posts } = t.cast;
    const tieId = await t.proposes(aileen, organisations.foodHub);
    expect(await t.look(tieId)).toMatchObject({ state: "proposed", version: 1, purpose: "Food and company", organisationId: organisations.harbour });
    expect(await t.news(sana)).toEqual(["tie.proposed"]);
    await t.as(bashir, (trx) => acceptTie(trx, bashir, tieId, at(1, "Gladly.")));
    expect(await t.look(tieId)).toMatchObject({ state: "held", version: 2 });
    expect((await t.look(tieId)).heldSince).toBeInstanceOf(Date);
    expect(await t.news(aileen)).toEqual(["tie.answered"]);
    expect(await holders(tieId)).toEqual([
      { part: "first", post: posts.aileen },
      { part: "first", post: posts.bashir },
    ]);
    const acts = await t.house.admin`select kind from activity where subject_id = ${tieId} order by kind`;
    expect(acts.map(({ kind }) => kind)).toEqual(["tie.answered", "tie.proposed"]);
  });

  test("may be proposed by a practice just as well, and declined, taken back, ended, taken up and proposed again", async () => {
    const { rec, bashir, organisations } = t.cast;
    const tieId = await t.proposes(rec, organisations.foodHub);
    await t.as(bashir, (trx) => declineTie(trx, bashir, tieId, at(1, "In spring?")));
    expect(await t.news(rec)).toEqual(["tie.answered"]);
    await t.as(bashir, (trx) => proposeAgain(trx, bashir, tieId, at(2)));
    expect(await t.look(tieId)).toMatchObject({ state: "proposed", organisationId: organisations.foodHub });
    await t.as(bashir, (trx) => withdrawTie(trx, bashir, tieId, at(3)));
    await t.as(rec, (trx) => proposeTie(trx, rec, { organisationId: organisations.foodHub }));
    await t.as(bashir, (trx) => acceptTie(trx, bashir, tieId, at(5)));
    await t.as(rec, (trx) => endTie(trx, rec, tieId, at(6)));
    expect(await t.news(bashir)).toContain("tie.ended");
    await expect(t.as(bashir, (trx) => reviveTie(trx, bashir, tieId, at(7)))).rejects.toMatchObject({ code: "not_allowed" });
    await t.as(rec, (trx) => reviveTie(trx, rec, tieId, at(7)));
    expect(await t.look(tieId)).toMatchObject({ state: "held", version: 8 });
  });

  test("with an organisation that nobody is here from is kept by one side alone", async () => {
    const { aileen, fay } = t.cast;
    const { organisationId } = await t.as(fay, (trx) => addOrganisation(trx, fay, { name: "Bowling club", kind: "third_sector", area: "Harbour" }));
    const { tieId, state } = await t.as(aileen, (trx) => proposeTie(trx, aileen, { organisationId }));
    expect(state).toBe("held");
    expect(await t.house.admin`select why from tie_turn where tie_id = ${tieId} order by number`).toMatchObject([{ why: "proposed" }, { why: "noted" }]);
    await expect(t.as(fay, (trx) => acceptTie(trx, fay, tieId, at(2)))).rejects.toMatchObject({ code: "conflict" });
  });

  test("with itself is a kind sentence, and with nobody a wrong entry", async () => {
    const { aileen, organisations } = t.cast;
    const proposes = (organisationId: string, more = {}) => t.as(aileen, (trx) => proposeTie(trx, aileen, { organisationId, ...more }));
    await expect(proposes(organisations.harbour)).rejects.toMatchObject({ code: "wrong_entry", message: "That is your own organisation. A tie joins two: choose another." });
    for (const nobody of [randomUUID(), "", "x'; drop table tie"]) await expect(proposes(nobody)).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(proposes(organisations.foodHub, { fromId: organisations.advice })).rejects.toMatchObject({ code: "not_found" });
    await expect(proposes(organisations.foodHub, { purpose: "x".repeat(201) })).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(proposes(organisations.foodHub, { line: "x".repeat(600) })).rejects.toMatchObject({ code: "wrong_entry" });
    expect(await t.house.admin`select 1 from tie`).toHaveLength(0);
  });

  test("keeps markup as letters, and no controls", async () => {
    const { aileen, organisations } = t.cast;
    const tieId = await t.proposes(aileen, organisations.foodHub);
    await t.as(aileen, (trx) => sayWhatFor(trx, aileen, tieId, "<b>Food</b>\u0000 and\u202e\n\ncompany"));
    expect((await t.look(tieId)).purpose).toBe("<b>Food</b> and company");
  });

  test("is there in outline for whoever acts, and moved by its two sides alone", async () => {
    const { aileen, amir, com, bashir, fay, organisations } = t.cast;
    const tieId = await t.proposes(aileen, organisations.foodHub);
    expect(await t.look(tieId, amir)).toMatchObject({ id: tieId });
    await expect(t.look(tieId, com)).rejects.toMatchObject({ code: "not_found" });
    for (const stranger of [amir, com] as Actor[])
      for (const act of [acceptTie, declineTie, withdrawTie, endTie, reviveTie, proposeAgain]) await expect(t.as<unknown>(stranger, (trx) => act(trx, stranger, tieId, at(1)))).rejects.toMatchObject({ code: "not_found" });
    for (const act of [acceptTie, declineTie]) {
      await expect(t.as(aileen, (trx) => act(trx, aileen, tieId, at(1)))).rejects.toMatchObject({ code: "not_allowed" });
      await expect(t.as(fay, (trx) => act(trx, fay, tieId, at(1)))).rejects.toMatchObject({ code: "not_allowed" });
    }
    await expect(t.as(bashir, (trx) => withdrawTie(trx, bashir, tieId, at(1)))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(t.as(bashir, (trx) => endTie(trx, bashir, tieId, at(1)))).rejects.toMatchObject({ code: "conflict" });
    await expect(t.as(bashir, (trx) => acceptTie(trx, bashir, randomUUID(), at(1)))).rejects.toMatchObject({ code: "not_found" });
    await expect(t.as(bashir, (trx) => acceptTie(trx, bashir, "not an id", at(1)))).rejects.toMatchObject({ code: "not_found" });
  });

  test("is not held by a forged row: PostgreSQL refuses a yes to oneself, another's name and a tie that begins held", async () => {
    const { aileen, amir, bashir, posts, organisations } = t.cast;
    const tieId = await t.proposes(aileen, organisations.foodHub);
    const [one, other] = [organisations.harbour, organisations.foodHub].toSorted();
    const turn = (actor: Actor, to: string, why: string, number = 2) =>
      t.as(actor, (trx) =>
        sql`insert into tie_turn (id, tie_id, one_id, other_id, number, to_state, why, account_id, post_id, organisation_id)
          values (gen_random_uuid(), ${tieId}, ${one}, ${other}, ${number}, ${to}, ${why}, ${actor.accountId}, ${actor.seat?.postId}, ${actor.seat?.organisationId})`.execute(trx));
    for (const [to, why] of [["held", "accepted"], ["held", "proposed"], ["held", "noted"], ["held", "revived"], ["held", "withdrawn"]] as const) await expect(turn(aileen, to, why)).rejects.toThrow(/moved_meanwhile|tie_turn_/);
    await expect(turn(amir, "held", "accepted")).rejects.toThrow(/row-level security/);
    await expect(turn({ ...bashir, accountId: aileen.accountId }, "held", "accepted")).rejects.toThrow(/row-level security/);
    await expect(
      t.as(aileen, (trx) =>
        sql`insert into tie (id, one_id, other_id, state, account_id, post_id, organisation_id) values (gen_random_uuid(), ${[organisations.harbour, organisations.advice].toSorted()[0]}, ${[organisations.harbour, organisations.advice].toSorted()[1]}, 'held', ${aileen.accountId}, ${posts.aileen}, ${organisations.harbour})`.execute(trx)),
    ).rejects.toThrow(/row-level security/);
    expect(await t.look(tieId)).toMatchObject({ state: "proposed", version: 1 });
  });

  test("is turned once when both sides press at once: whoever is second hears who was first", async () => {
    const { aileen, bashir, sana, organisations } = t.cast;
    const tieId = await t.proposes(aileen, organisations.foodHub);
    const outcomes = await Promise.allSettled([
      t.as(bashir, (trx) => acceptTie(trx, bashir, tieId, at(1))),
      t.as(aileen, (trx) => withdrawTie(trx, aileen, tieId, at(1))),
      t.as(sana, (trx) => declineTie(trx, sana, tieId, at(1))),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as { code: string; message: string }] : []));
    expect(refused.map(({ code }) => code)).toEqual(["conflict", "conflict"]);
    expect(refused.filter(({ message }) => /^(Bashir Khan|Aileen Murray|Sana Malik) .* first\. Look again\.$/.test(message))).toHaveLength(2);
    expect(await t.look(tieId)).toMatchObject({ version: 2 });
    await expect(t.as(aileen, (trx) => endTie(trx, aileen, tieId, at(1)))).rejects.toMatchObject({ code: "conflict" });
  });

  test("is one tie when both propose it at once", async () => {
    const { aileen, bashir, organisations } = t.cast;
    const outcomes = await Promise.allSettled([t.proposes(aileen, organisations.foodHub), t.proposes(bashir, organisations.harbour)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict", message: expect.stringContaining("proposed this to you first") } });
    expect(await t.house.admin`select 1 from tie`).toHaveLength(1);
    await expect(t.proposes(aileen, organisations.foodHub)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("who holds it", () => {
  test("is named by each side for itself: a first, a second, and more senior ones", async () => {
    const { aileen, jo, bashir, sana, fay, posts } = t.cast;
    const tieId = await t.holds(aileen, bashir);
    const names = (actor: Actor, postId: string, part: string) => t.as(actor, (trx) => nameHolder(trx, actor, tieId, { postId, part }));
    await names(aileen, posts.vol, "second");
    await names(aileen, posts.jo, "senior");
    await names(fay, posts.sana, "senior");
    expect(await t.news(jo)).toEqual(["tie.holds"]);
    expect(await t.news(sana)).toContain("tie.holds");
    await expect(names(aileen, posts.sana, "second")).rejects.toMatchObject({ code: "not_allowed" });
    await expect(names(t.cast.amir, posts.amir, "second")).rejects.toMatchObject({ code: "not_found" });
    for (const [post, part] of [[posts.amir, "second"], [randomUUID(), "second"], [posts.jo, "king"]] as const) await expect(names(aileen, post, part)).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(names(aileen, posts.jo, "second")).rejects.toMatchObject({ code: "conflict", message: "Your side has a second holder already. Take that back first, or choose another part." });
    const [second] = await t.house.admin`select id from tie_holder where tie_id = ${tieId} and part = 'second' and ended_at is null`;
    const takesBack = (actor: Actor) => t.as(actor, (trx) => takeBackHolder(trx, actor, tieId, String(second?.["id"])));
    await expect(takesBack(bashir)).rejects.toMatchObject({ code: "not_allowed" });
    await takesBack(aileen);
    await takesBack(aileen);
    await names(aileen, posts.jo, "second");
    expect((await holders(tieId)).map(({ part, post }) => `${part} ${post}`)).toEqual([`first ${posts.aileen}`, `first ${posts.bashir}`, `senior ${posts.sana}`, `second ${posts.jo}`]);
  });

  test("is one first when two are named at once", async () => {
    const { aileen, jo, bashir, posts } = t.cast;
    const tieId = await t.holds(aileen, bashir);
    await t.house.admin`update tie_holder set ended_at = now() where holder_post_id = ${posts.aileen}`;
    const outcomes = await Promise.allSettled([
      t.as(aileen, (trx) => nameHolder(trx, aileen, tieId, { postId: posts.aileen, part: "first" })),
      t.as(jo, (trx) => nameHolder(trx, jo, tieId, { postId: posts.jo, part: "first" })),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    expect((await holders(tieId)).filter(({ part }) => part === "first")).toHaveLength(2);
  });
});

test("lines say what the two do with each other, and either side rubs them out", async () => {
  const { aileen, bashir, amir, organisations } = t.cast;
  const tieId = await t.holds(aileen, bashir);
  const draws = (actor: Actor, kind: string, fromId?: string) => t.as(actor, (trx) => drawLine(trx, actor, tieId, { kind, fromId }));
  await draws(aileen, "refers", organisations.harbour);
  await draws(bashir, "refers");
  await expect(draws(aileen, "loves")).rejects.toMatchObject({ code: "wrong_entry" });
  await expect(draws(aileen, "funds", organisations.advice)).rejects.toMatchObject({ code: "wrong_entry" });
  await expect(draws(amir, "meets")).rejects.toMatchObject({ code: "not_found" });
  const lines = await t.house.admin`select id from tie_line where tie_id = ${tieId} and ended_at is null`;
  expect(lines).toHaveLength(1);
  await t.as(bashir, (trx) => rubOutLine(trx, bashir, tieId, String(lines[0]?.["id"])));
  expect(await t.house.admin`select 1 from tie_line where ended_at is null`).toHaveLength(0);
});
