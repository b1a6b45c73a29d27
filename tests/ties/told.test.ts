import { beforeEach, describe, expect, test } from "vitest";
import { nameHolder, reviewAgreement, writeAgreement, writeContact } from "~/features/relationships/commands.server";
import { tellWhatTiesNeed } from "~/features/relationships/ties/told.server";
import { waitingNews } from "~/features/inbox/news.server";
import { sql } from "kysely";
import { withActor } from "~/shared/actor.server";
import { houseOfTies } from "./scene";

const t = houseOfTies();
let tieId: string;
beforeEach(async () => {
  await t.empties();
  await t.house.admin`truncate mail cascade`;
  tieId = await t.holds(t.cast.aileen, t.cast.bashir);
  await t.house.admin`delete from inbox_item`;
});

const daily = () => tellWhatTiesNeed(t.house.db, "https://thread.example");
const letters = async () => (await t.house.admin`select to_address, subject, body from mail order by to_address`) as unknown as { to_address: string; subject: string; body: string }[];
const held = (weeks: number) => t.house.admin`update tie set held_since = now() - make_interval(weeks => ${weeks})`;
const waiting = async (actor = t.cast.aileen) => (await t.as(actor, (trx) => waitingNews(trx, actor))).items.map(({ kind, words, to }) => [kind, words, to]);
const there = () => `/directory/ties/${tieId}`;

describe("what a tie needs is told to whoever holds it", () => {
  test("once for each time it goes quiet, and not again until it has been in touch and gone quiet anew", async () => {
    const { aileen, bashir } = t.cast;
    expect(await daily()).toBe(0);
    await held(20);
    expect(await daily()).toBe(2);
    expect(await waiting()).toEqual([["tie.quiet", "Quayside Food Hub", there()]]);
    expect(await waiting(bashir)).toEqual([["tie.quiet", "Harbour Link Workers", there()]]);
    expect((await letters()).map(({ subject }) => subject)).toEqual(["Your tie with Quayside Food Hub", "Your tie with Harbour Link Workers"]);
    expect((await letters())[0]?.body).toContain(`https://thread.example/directory/ties/${tieId}`);
    expect([await daily(), await daily()]).toEqual([0, 0]);
    await t.as(aileen, (trx) => writeContact(trx, aileen, tieId, { kind: "visit" }));
    expect(await waiting()).toEqual([]);
    expect(await daily()).toBe(0);
    await t.house.admin`update tie_contact set happened_at = now() - interval '15 weeks'`;
    expect(await daily()).toBe(2);
    expect(await waiting()).toHaveLength(1);
  });

  test("when somebody who holds it leaves on a date, and again when that date is another", async () => {
    const { aileen, sana, bashir } = t.cast;
    await t.as(bashir, (trx) => nameHolder(trx, bashir, tieId, { postId: sana.seat?.postId ?? "", part: "second" }));
    await t.house.admin`delete from inbox_item`;
    const leaves = (days: number | null) => t.house.admin`update tenure set valid_until = ${days === null ? null : new Date(Date.now() + days * 86_400_000)} where id = ${aileen.seats[0]?.tenureId ?? ""}`;
    await leaves(20);
    expect(await daily()).toBe(3);
    for (const one of [aileen, bashir, sana]) expect((await waiting(one)).map(([kind]) => kind)).toEqual(["tie.leaving"]);
    expect(await daily()).toBe(0);
    await leaves(30);
    expect(await daily()).toBe(3);
    expect(await waiting(bashir)).toHaveLength(1);
    await leaves(null);
    expect(await waiting(bashir)).toEqual([]);
    expect(await daily()).toBe(0);
    await leaves(30);
    expect(await daily()).toBe(3);
    await leaves(null);
  });

  test("when nobody holds a side: whoever could name somebody there, and the other side", async () => {
    const { aileen, jo, bashir } = t.cast;
    await t.house.admin`update tie_holder set ended_at = now() where holder_post_id = ${aileen.seat?.postId ?? ""}`;
    expect(await daily()).toBe(2);
    expect(await waiting(jo)).toEqual([["tie.unheld", "Quayside Food Hub", there()]]);
    expect((await waiting(bashir)).map(([kind]) => kind)).toEqual(["tie.unheld"]);
    expect(await daily()).toBe(0);
    await t.as(jo, (trx) => nameHolder(trx, jo, tieId, { postId: jo.seat?.postId ?? "", part: "first" }));
    expect([(await waiting(jo)).filter(([kind]) => kind === "tie.unheld"), await waiting(bashir)]).toEqual([[], []]);
  });

  test("when an agreement is due, until a new day is chosen", async () => {
    const { aileen } = t.cast;
    const { agreementId } = await t.as(aileen, (trx) => writeAgreement(trx, aileen, tieId, { kind: "room", words: "The small room.", reviewOn: new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10) }));
    await t.house.admin`delete from inbox_item`;
    expect(await daily()).toBe(0);
    const [row] = await t.house.admin`update tie_agreement set review_on = current_date - 1 returning review_on::text`;
    expect(await daily()).toBe(2);
    expect(await waiting()).toEqual([["tie.review", "Quayside Food Hub", there()]]);
    expect(await daily()).toBe(0);
    await t.as(aileen, (trx) => reviewAgreement(trx, aileen, agreementId, { reviewOn: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10), seen: String(row?.review_on) }));
    expect(await waiting()).toEqual([]);
    expect(await daily()).toBe(0);
  });

  test("not when a shadow day that was agreed has come meanwhile", async () => {
    await held(20);
    await t.house.admin`insert into tie_contact (id, tie_id, one_id, other_id, kind, happened_at, source_id) select gen_random_uuid(), id, one_id, other_id, 'shadow', now() + interval '2 days', gen_random_uuid() from tie`;
    await t.house.admin`update tie_contact set happened_at = now() - interval '1 day'`;
    await t.house.admin`update tie set last_contact_at = null`;
    expect(await daily()).toBe(0);
    expect((await t.look(tieId)).lastContactAt).toBeInstanceOf(Date);
  });

  test("in one letter for all of a colleague's ties", async () => {
    const { aileen, rec } = t.cast;
    await t.holds(aileen, rec);
    await t.house.admin`delete from inbox_item`;
    await held(30);
    expect(await daily()).toBe(3);
    const own = (await letters()).find(({ body }) => body.includes("Pier Road Practice") && body.includes("Quayside Food Hub"));
    expect(own?.subject).toBe("Your ties: what could do with you");
  });
});

test("of two such days at once each thing is told once", async () => {
  await held(20);
  const counts = await Promise.all([daily(), daily(), daily()]);
  expect(counts.toSorted()).toEqual([0, 0, 2]);
  expect(await t.house.admin`select 1 from mail`).toHaveLength(2);
});

test("nothing is told of a tie that has ended, and nobody but the daily work may tell", async () => {
  const { aileen, fay } = t.cast;
  await held(20);
  await t.house.admin`update tie set state = 'ended'`;
  expect(await daily()).toBe(0);
  for (const one of [aileen, fay]) await expect(withActor(t.house.db, one, (trx) => sql`select * from app.tell_of_ties()`.execute(trx))).rejects.toThrow("not_allowed");
});
