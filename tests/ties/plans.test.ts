import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nameHolder, noteTry, proposeTie, writeContact } from "~/features/relationships/commands.server";
import { openHandover } from "~/features/relationships/handover/commands.server";
import { itemsOf } from "~/features/relationships/handover/reads.server";
import { needsAHome } from "~/features/relationships/home/home.server";
import { lessUsed, reachOf, unreachable, whoKnows } from "~/features/relationships/reach/reading.server";
import { myTies, storyOf, tiePage } from "~/features/relationships/ties/reading.server";
import type { Actor } from "~/shared/actor";
import { addDays, dayAt } from "~/shared/zoned";
import type { Database } from "~db/client";
import { bulkHand } from "~db/seeds/busy/bulk";
import { drawing } from "~db/seeds/busy/ids";
import { tellBusyNetwork } from "~db/seeds/busy/network";
import { busySize } from "~db/seeds/busy/size";
import { somebody } from "../gaps/plans/network";
import { readBy } from "../gaps/plans/reading";
import { watching } from "../gaps/plans/watched";
import { database } from "../support/database";

const house = database();
const ties = 800;
let watch: Awaited<ReturnType<typeof watching>>;
let worker: Actor;
let facilitator: Actor;
let sizes: Map<string, number>;
let some: { tieId: string; organisationId: string; strangerId: string; before: string };

beforeAll(async () => {
  const hand = await bulkHand(house.adminUrl, { baseUrl: "http://localhost", diary: { bookings: 400, series: 20 }, ties: { ties, contactsEach: 50 } });
  await tellBusyNetwork(hand, drawing(3), { ...busySize(0.3), clients: 40, sections: 400, gaps: 400 }, () => {}, () => hand.copying.keepUp());
  await house.admin.unsafe("vacuum (analyze)");
  watch = await watching(house);
  [worker, facilitator] = [await somebody(house, "link_worker"), await somebody(house, "facilitator")];
  sizes = new Map((await house.admin<{ name: string; rows: number }[]>`select relname as name, reltuples::int as rows from pg_class where relnamespace = 'public'::regnamespace`).map(({ name, rows }) => [name, rows]));
  const own = worker.seat?.organisationId ?? "";
  const [tie] = await house.admin<{ id: string; other: string }[]>`select id, case when one_id = ${own} then other_id else one_id end as other from tie where ${own} in (one_id, other_id) and state = 'held' order by id limit 1`;
  const [stranger] = await house.admin<{ id: string }[]>`select o.id from organisation o where o.id <> ${own} and not exists (select from tie t where (t.one_id, t.other_id) in ((o.id, ${own}), (${own}, o.id))) and exists (select from app.seat s where s.organisation_id = o.id and s.role <> 'commissioner') order by 1 limit 1`;
  const [old] = await house.admin<{ at: string; id: string }[]>`select happened_at::text as at, id from tie_contact where tie_id = ${tie?.id ?? ""} and ended_at is null order by happened_at desc, id desc offset 30 limit 1`;
  some = { tieId: tie?.id ?? "", organisationId: tie?.other ?? "", strangerId: stranger?.id ?? "", before: `${old?.at}~${old?.id}` };
}, 180_000);
afterAll(() => watch?.end());

/** What somebody does, and how many rows it may read, whatever tables hold: those shown, times the rows beside each. */
type Case = [what: string, most: number, work: (trx: Database, actor: Actor) => Promise<unknown>];
const pages: Case[] = [
  ["my ties, and how they stand", 9_000, (trx, actor) => myTies(trx, actor)],
  ["a tie", 1_200, (trx, actor) => tiePage(trx, actor, some.tieId)],
  ["its story", 400, (trx, actor) => storyOf(trx, actor, some.tieId)],
  ["more of its story", 400, (trx, actor) => storyOf(trx, actor, some.tieId, { before: some.before })],
  ["who knows an organisation", 12_000, (trx, actor) => whoKnows(trx, actor, some.organisationId)],
  ["how to reach one", 400, (trx, actor) => reachOf(trx, actor, some.organisationId)],
  ["whom nobody reaches", 3_000, (trx, actor) => unreachable(trx, actor)],
  ["less used, could help", 6_000, (trx, actor) => lessUsed(trx, actor)],
  ["what needs a home", 60_000, (trx, actor) => needsAHome(trx, actor)],
];
const acts: Case[] = [
  ["writing a contact", 600, (trx, actor) => writeContact(trx, actor, some.tieId, { kind: "call", line: "A word." })],
  ["proposing a tie", 1_500, (trx, actor) => proposeTie(trx, actor, { organisationId: some.strangerId })],
  ["naming a holder", 600, (trx, actor) => nameHolder(trx, actor, some.tieId, { postId: actor.seat?.postId ?? "", part: "senior" })],
  ["noting a try", 200, (trx, actor) => noteTry(trx, actor, some.organisationId, { how: "phone", reached: false })],
  ["opening a handover", 8_000, async (trx, actor) => itemsOf(trx, actor, (await openHandover(trx, actor, { postId: actor.seat?.postId ?? "", lastDay: addDays(dayAt(new Date()), 20) })).handoverId)],
];

describe(`with ${ties} ties and ${(ties * 50).toLocaleString("en-GB")} contacts, indexes answer, and what is read is what is shown, not what there is:`, () => {
  test.each([...pages, ...acts])("%s", async (_what, most, work) => {
    const { plans, scans, rows } = await readingOf(worker, work);
    expect(plans).toBeGreaterThan(0);
    expect({ scans, rows: Math.max(rows, most) }).toEqual({ scans: [], rows: most });
  });

  test("all ties of the network, as a facilitator reads them: a bounded part of each story", async () => {
    const { scans, rows } = await readingOf(facilitator, (trx, actor) => myTies(trx, actor, { network: true }));
    expect({ scans, rows: Math.max(rows, ties * 90) }).toEqual({ scans: [], rows: ties * 90 });
  });
});

async function readingOf(actor: Actor, work: Case[2]) {
  const plans = await watch.plansOf(actor, (trx) => work(trx, actor));
  // Ties and their holders, a few rows each, may be read whole for what is about all of them; their stories may not.
  return { plans: plans.length, ...readBy(plans, (table) => !["tie", "tie_holder"].includes(table) && (sizes.get(table) ?? 0) > 1_500) };
}

describe("a missing index is noticed:", () => {
  test.each([
    ["tie_contact_story", "its story"],
  ])("%s, by %s", async (index, title) => {
    const [definition] = await house.admin<{ it: string }[]>`select pg_get_indexdef(${index}::regclass) as it`;
    const found = pages.find(([what]) => what === title);
    if (!definition || !found) throw new Error(`There is no ${index}, or nothing called ${title}.`);
    await house.admin.unsafe(`drop index ${index}`);
    const { scans, rows } = await readingOf(worker, found[2]);
    await house.admin.unsafe(definition.it);
    expect(scans.length > 0 || rows > found[1]).toBe(true);
  });
});
