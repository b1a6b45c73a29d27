import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { looksAlike, searchGaps } from "~/features/gaps/alike.server";
import { asksAlike, asksFor, askPage, type AskFilter } from "~/features/gaps/asks/reads.server";
import { gapList } from "~/features/gaps/board/list.server";
import { restedGaps } from "~/features/gaps/board/rested.server";
import { boardOf, changedCards, moreCards, type BoardFilter } from "~/features/gaps/cards.server";
import { postGap, seeThisToo, moveGap, takeRole } from "~/features/gaps/commands.server";
import { kitOf } from "~/features/gaps/group/kit.server";
import { groupOf } from "~/features/gaps/group/page.server";
import { sessionsOf } from "~/features/gaps/group/sessions.server";
import { volunteersOf } from "~/features/gaps/group/volunteers.server";
import { packOf } from "~/features/gaps/pack/pack.server";
import { gapLayout } from "~/features/gaps/page/gap-page.server";
import { gapOverview } from "~/features/gaps/page/overview.server";
import { seenNews, waitingNews } from "~/features/inbox/news.server";
import type { Actor } from "~/shared/actor";
import type { Database } from "~db/client";
import { database } from "../support/database";
import { plantGaps, somebody } from "./plans/network";
import { readBy } from "./plans/reading";
import { watching } from "./plans/watched";

const house = database();
const gaps = 6_000;
let watch: Awaited<ReturnType<typeof watching>>;
let worker: Actor;
let facilitator: Actor;
let sizes: Map<string, number>;
let areaId: string;
let busyGap: { id: string; version: number };
let some: string[];
let unled: string;

beforeAll(async () => {
  await plantGaps(house, gaps);
  watch = await watching(house);
  [worker, facilitator] = [await somebody(house, "link_worker"), await somebody(house, "facilitator")];
  sizes = new Map((await house.admin<{ name: string; rows: number }[]>`select relname as name, reltuples::int as rows from pg_class where relnamespace = 'public'::regnamespace`).map(({ name, rows }) => [name, rows]));
  [{ id: areaId }] = (await house.admin`select area_id as id from gap where area_id is not null group by 1 order by count(*) desc limit 1`) as unknown as [{ id: string }];
  [busyGap] = (await house.admin`select g.id, g.version from gap g join gap_group on gap_id = g.id where g.place = 'working' order by (select count(*) from gap_join j where j.gap_id = g.id) desc, g.id limit 1`) as unknown as [{ id: string; version: number }];
  [{ id: unled }] = (await house.admin`select id from gap where place = 'seen' and not exists (select from gap_role r where r.gap_id = gap.id and r.role = 'lead') order by id limit 1`) as unknown as [{ id: string }];
  some = (await house.admin<{ id: string }[]>`select id from gap where place <> 'taken_down' order by id limit 20`).map(({ id }) => id);
}, 120_000);
afterAll(() => watch?.end());

const everything: BoardFilter = { area: "", need: "", group: "" };
const filters: [string, () => BoardFilter][] = [
  ["everything", () => everything],
  ["an area", () => ({ ...everything, area: areaId })],
  ["a need", () => ({ ...everything, need: "warmth" })],
  ["a group", () => ({ ...everything, group: "veterans" })],
  ["an area and a need", () => ({ ...everything, area: areaId, need: "warmth" })],
  ["an area, a need and a group", () => ({ area: areaId, need: "warmth", group: "veterans" })],
];
const asked: AskFilter = { show: "all", q: "", area: "", need: "", group: "", page: 1 };
const cursor = async () => {
  const [row] = await house.admin<{ id: string; movedAt: Date }[]>`select id, moved_at as "movedAt" from gap where place = 'seen' order by moved_at desc, id desc offset 200 limit 1`;
  return row && { id: row.id, movedAt: row.movedAt.toISOString() };
};

/** What somebody does, and how many rows it may read, whatever tables hold: those shown, times the rows beside each. */
type Case = [what: string, most: number, work: (trx: Database, actor: Actor) => Promise<unknown>];
const board: Case[] = filters.flatMap(([what, filter]): Case[] => [
  [`the board of ${what}`, 6_000, (trx, actor) => boardOf(trx, actor, filter())],
  [`more of a column of ${what}`, 1_500, async (trx, actor) => moreCards(trx, actor, filter(), "seen", await cursor())],
  [`what became of twenty cards of ${what}`, 2_500, (trx, actor) => changedCards(trx, actor, filter(), some)],
  [`the list of ${what}, newest first`, 2_500, (trx, actor) => gapList(trx, actor, filter(), { place: "", sort: "newest", page: 1 })],
  [`the list of ${what}, quietest first`, 2_500, (trx, actor) => gapList(trx, actor, filter(), { place: "", sort: "quietest", page: 1 })],
  [`the list of one place of ${what}, oldest first`, 2_500, (trx, actor) => gapList(trx, actor, filter(), { place: "seen", sort: "oldest", page: 2 })],
  [`the shelf of ${what}`, 2_500, (trx, actor) => restedGaps(trx, actor, filter(), 1)],
]);
const words = ["evning debt advise for workers", "people in the evening", "Nothing like a walking group for older people in the evening because the one we had stopped when its funding ended and the only one is full"];
const pages: Case[] = [
  ...words.map((said): Case => [`look-alikes of "${said.slice(0, 20)}"`, 4_000, (trx, actor) => looksAlike(trx, actor, { words: said, areaId })]),
  ["a search for gaps", 4_000, (trx, actor) => searchGaps(trx, actor, "warm place")],
  ["a gap's page", 600, async (trx, actor) => [await gapLayout(trx, actor, busyGap.id), await gapOverview(trx, actor, busyGap.id)]],
  ["a gap's kit and its volunteers", 200, async (trx, actor) => [await kitOf(trx, actor, busyGap.id), await volunteersOf(trx, actor, busyGap.id)]],
  ["a group's page", 200, async (trx, actor) => [await groupOf(trx, actor, busyGap.id), await sessionsOf(trx, actor, busyGap.id)]],
  ["a demand pack", 600, (trx, actor) => packOf(trx, actor, busyGap.id)],
  ["what waits for me", 1_500, (trx, actor) => waitingNews(trx, actor)],
  ["what waits for a facilitator", 1_500, (trx) => waitingNews(trx, facilitator)],
  ["what I have seen", 1_500, (trx, actor) => seenNews(trx, actor)],
  ...(["all", "open", "answered", "mine"] as const).map((show): Case => [`questions: ${show}`, 1_500, (trx, actor) => asksFor(trx, actor, { ...asked, show })]),
  ["questions of an area and a need", 1_500, (trx, actor) => asksFor(trx, actor, { ...asked, area: areaId, need: "warmth" })],
  ["questions searched", 4_000, (trx, actor) => asksFor(trx, actor, { ...asked, q: "warm place" })],
  ["earlier questions like this", 4_000, (trx, actor) => asksAlike(trx, actor, { words: words[2] ?? "" })],
  ["one question", 200, async (trx, actor) => askPage(trx, actor, ((await house.admin`select id from ask order by id limit 1`)[0] as { id: string }).id)],
];
const acts: Case[] = [
  ["posting a gap", 2_500, (trx, actor) => postGap(trx, actor, { sentence: "Nowhere to dry a tent", need: "outdoors", groups: [], areaId })],
  ["seeing one too", 200, (trx, actor) => seeThisToo(trx, actor, busyGap.id, { band: "one_two" })],
  ["moving one", 200, (trx, actor) => moveGap(trx, actor, busyGap.id, { to: "resting", version: busyGap.version })],
  ["taking a part in one", 200, (trx, actor) => takeRole(trx, actor, unled, "lead")],
];

describe(`with ${gaps.toLocaleString("en-GB")} gaps, indexes answer, and what is read is what is shown, not what there is:`, () => {
  test.each([...board, ...pages, ...acts])("%s", async (what, most, work) => {
    const { plans, scans, rows } = await readingOf(what, work);
    expect(plans).toBeGreaterThan(1);
    expect({ scans, rows: Math.max(rows, most) }).toEqual({ scans: [], rows: most });
  });
});

async function readingOf(what: string, work: Case[2]) {
  const actor = what.endsWith("a facilitator") ? facilitator : worker;
  const plans = await watch.plansOf(actor, (trx) => work(trx, actor));
  return { plans: plans.length, ...readBy(plans, (table) => (sizes.get(table) ?? 0) > 1_500) };
}

describe("a missing index is noticed:", () => {
  test.each([
    ["gap_on_board", "the board of everything"],
    ["gap_of_veterans", "the board of a group"],
    ["gap_quietest", "the list of everything, quietest first"],
    ["gap_by_words", "look-alikes of \"people in the evenin\""],
    ["gap_role_by_gap", "a gap's page"],
    ["inbox_item_seen", "what I have seen"],
  ])("%s, by %s", async (index, title) => {
    const [definition] = await house.admin<{ it: string }[]>`select pg_get_indexdef(${index}::regclass) as it`;
    const found = [...board, ...pages].find(([what]) => what === title);
    if (!definition || !found) throw new Error(`There is no ${index}, or nothing called ${title}.`);
    await house.admin.unsafe(`drop index ${index}`);
    const { scans, rows } = await readingOf(title, found[2]);
    await house.admin.unsafe(definition.it);
    expect(scans.length > 0 || rows > found[1]).toBe(true);
  });
});
