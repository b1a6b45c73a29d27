import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerCharter, agreeToNote, writeSupervisionNote } from "~/features/relationships/charter/commands.server";
import { charterPage } from "~/features/relationships/charter/reading.server";
import { beginCover, endCover, sayDuty } from "~/features/relationships/cover/cover.server";
import { awayNow, coverPage, coverStart } from "~/features/relationships/cover/page.server";
import { nameOrganisation, propose } from "~/features/relationships/decisions/commands.server";
import { decisionPage, decisionsPage } from "~/features/relationships/decisions/reading.server";
import { choose, moveNow, planVisit, refreshHandover, sendHandover, writeWords } from "~/features/relationships/handover/commands.server";
import { handoverPage, handoversNow, startPage } from "~/features/relationships/handover/page.server";
import { askedOfMe, itemsOf } from "~/features/relationships/handover/reads.server";
import { wordsPage } from "~/features/relationships/handover/words-page.server";
import { giveThings, needsAHome } from "~/features/relationships/home/home.server";
import { homePage } from "~/features/relationships/home/page.server";
import { askForIntroduction, takeIntroduction } from "~/features/relationships/introductions/commands.server";
import { introductionPage, introductionsFor } from "~/features/relationships/introductions/reads.server";
import { closingPage, leavingPage } from "~/features/relationships/leaving/page.server";
import { tieMap } from "~/features/relationships/map/map.server";
import { networkOf } from "~/features/relationships/map/network.server";
import { organisationTies } from "~/features/relationships/organisation/organisation.server";
import type { Actor } from "~/shared/actor";
import { addDays, dayAt } from "~/shared/zoned";
import type { Database } from "~db/client";
import { bulkHand } from "~db/seeds/busy/bulk";
import { drawing } from "~db/seeds/busy/ids";
import { tellBusyNetwork } from "~db/seeds/busy/network";
import { busySize } from "~db/seeds/busy/size";
import { createDocuments } from "~server/documents";
import { createLog } from "~server/log";
import { readConfig } from "~server/config";
import { database } from "../support/database";
import { somebody, thisOne } from "../gaps/plans/network";
import { readBy } from "../gaps/plans/reading";
import { watching } from "../gaps/plans/watched";

const house = database();
const ties = 800;
let watch: Awaited<ReturnType<typeof watching>>;
let live: ReturnType<typeof createDocuments>;
let sizes: Map<string, number>;
let who: Record<"leaver" | "colleague" | "lead" | "facilitator", Actor>;
let some: Record<"handoverId" | "itemId" | "tieItemId" | "colleagueId" | "emptyId" | "emptyTieId" | "coverId" | "awayPostId" | "decisionId" | "askedId" | "draftId" | "introductionId" | "strangerId" | "organisationId", string>;

beforeAll(async () => {
  const hand = await bulkHand(house.adminUrl, { baseUrl: "http://localhost", diary: { bookings: 2_000, series: 90 }, ties: { ties, contactsEach: 30 }, leaving: { decisions: 2_000 } });
  await tellBusyNetwork(hand, drawing(3), { ...busySize(0.3), clients: 600, sections: 3_000, gaps: 1_600 }, () => {}, () => hand.copying.keepUp());
  await house.admin.unsafe("vacuum (analyze)");
  watch = await watching(house);
  live = createDocuments({ pool: house.pool, words: house.pool }, createLog({ ...readConfig({}), logLevel: "silent" }));
  sizes = new Map((await house.admin<{ name: string; rows: number }[]>`select relname as name, reltuples::int as rows from pg_class where relnamespace = 'public'::regnamespace`).map(({ name, rows }) => [name, rows]));
  const id = async (query: PromiseLike<readonly { id?: string }[]>) => (await query)[0]?.id ?? "";
  // A handover with people in it, where a colleague and a manager sit beside whoever leaves.
  const handoverId = await id(house.admin`select h.id from handover h join handover_item i on i.handover_id = h.id and i.kind in ('person', 'tie') where h.state = 'open' and exists (select from app.seat s where s.organisation_id = h.seat_organisation_id and s.role = 'manager')
    and exists (select from app.seat s where s.organisation_id = h.seat_organisation_id and s.role = 'link_worker' and s.post_id <> h.seat_post_id)
    and exists (select from handover_item p where p.handover_id = h.id and p.kind = 'person') group by h.id order by count(*) desc, h.id limit 1`);
  const [made] = await house.admin<{ leaver: string; organisation: string; post: string }[]>`select leaver_id as leaver, seat_organisation_id as organisation, seat_post_id as post from handover where id = ${handoverId}`;
  const { leaver = "", organisation = "", post = "" } = made ?? {};
  const colleague = await id(house.admin`select s.account_id as id from app.seat s where s.organisation_id = ${organisation} and s.role = 'link_worker' and s.post_id <> ${post} order by 1 limit 1`);
  const lead = await id(house.admin`select account_id as id from app.seat where organisation_id = ${organisation} and role = 'manager' order by 1 limit 1`);
  who = { leaver: await thisOne(house, leaver), colleague: await thisOne(house, colleague), lead: await thisOne(house, lead), facilitator: await somebody(house, "facilitator") };
  const emptyId = await id(house.admin`select p.id from post p where p.organisation_id = ${organisation} and not exists (select from app.seat s where s.post_id = p.id) and exists (select from tie_holder h where h.holder_post_id = p.id) limit 1`);
  some = {
    handoverId,
    itemId: await id(house.admin`select id from handover_item where handover_id = ${handoverId} and kind = 'person' order by id limit 1`),
    tieItemId: await id(house.admin`select id from handover_item where handover_id = ${handoverId} and kind = 'tie' order by id limit 1`),
    colleagueId: who.colleague.seat?.postId ?? "",
    emptyId,
    emptyTieId: await id(house.admin`select tie_id as id from tie_holder where holder_post_id = ${emptyId} and ended_at is null order by 1 limit 1`),
    coverId: await id(house.admin`select id from cover where ended_at is not null and away_organisation_id = ${organisation} order by 1 limit 1`),
    awayPostId: await id(house.admin`select id from cover where ended_at is null order by 1 limit 1`),
    decisionId: await id(house.admin`select id from decision where state = 'decided' order by 1 limit 1`),
    askedId: await id(house.admin`select id from decision where state = 'asked' order by 1 limit 1`),
    draftId: await id(house.admin`select id from decision where state = 'drafting' order by 1 limit 1`),
    introductionId: await id(house.admin`select id from introduction where state = 'asked' and organisation_id <> ${organisation} order by 1 limit 1`),
    strangerId: await id(house.admin`select o.id from organisation o where o.id <> ${organisation} and not exists (select from tie t where (t.one_id, t.other_id) in ((o.id, ${organisation}), (${organisation}, o.id)))
      and not exists (select from introduction i where i.organisation_id = ${organisation} and i.wanted_id = o.id) and exists (select from app.seat s where s.organisation_id = o.id and s.role <> 'commissioner') order by 1 limit 1`),
    organisationId: await id(house.admin`select other_id as id from tie where one_id = ${organisation} and state = 'held' union select one_id from tie where other_id = ${organisation} and state = 'held' order by 1 limit 1`),
  };
  const missing = Object.entries(some).flatMap(([name, value]) => (value ? [] : name));
  if (missing.length > 0) throw new Error(`The busy network has no ${missing.join(", ")}.`);
}, 300_000);
afterAll(async () => {
  await live?.stop();
  await watch?.end();
});

/** Who does what, and how many rows that may read, whatever tables hold. */
type Case = [what: string, by: keyof typeof who, most: number, work: (trx: Database, actor: Actor) => Promise<unknown>];
const handing: Case[] = [
  ["opening the page of one's handover", "leaver", 7_000, (trx, actor) => handoverPage(trx, actor, some.handoverId)],
  ["what it takes to open one", "colleague", 400, (trx, actor) => startPage(trx, actor)],
  ["its rows", "leaver", 5_000, (trx, actor) => itemsOf(trx, actor, some.handoverId)],
  ["what one is asked to take over", "colleague", 600, (trx, actor) => askedOfMe(trx, actor)],
  ["lines about a person", "leaver", 2_500, (trx, actor) => wordsPage(trx, actor, some.handoverId, some.itemId)],
  ["writing them", "leaver", 600, (trx, actor) => writeWords(trx, actor, some.itemId, { words: "Rings before noon.", letter: "" })],
  ["choosing who takes a tie", "leaver", 3_500, async (trx, actor) => choose(trx, actor, some.tieItemId, { choice: "pass", toPostId: some.colleagueId, version: (await versionOf(trx, some.tieItemId)) })],
  ["planning a visit together", "leaver", 2_500, (trx, actor) => planVisit(trx, actor, { itemId: some.itemId, onDate: addDays(dayAt(new Date()), 3), newcomerPostId: some.colleagueId })],
  ["looking for what came since", "leaver", 5_000, (trx, actor) => refreshHandover(trx, actor, some.handoverId)],
  ["sending it", "leaver", 10_000, (trx, actor) => sendHandover(trx, actor, some.handoverId)],
  ["moving it", "lead", 24_000, async (trx, actor) => (await sendHandover(trx, actor, some.handoverId), moveNow(trx, actor, some.handoverId))],
  ["which are under way", "lead", 1_500, (trx) => handoversNow(trx)],
  ["which are under way, for whoever looks after the network", "facilitator", 2_000, (trx) => handoversNow(trx)],
  ["somebody leaves", "lead", 3_500, (trx, actor) => leavingPage(trx, actor, who.colleague.accountId)],
];
const homes: Case[] = [
  ["what needs a home", "lead", 3_000, (trx, actor) => needsAHome(trx, actor)],
  ["what needs a home in the whole network", "facilitator", 45_000, (trx, actor) => needsAHome(trx, actor)],
  ["what a post held that is empty", "lead", 6_000, (trx, actor) => homePage(trx, actor, some.emptyId)],
  ["giving a tie of it", "lead", 8_000, (trx, actor) => giveThings(trx, actor, some.emptyId, [{ kind: "tie", subjectId: some.emptyTieId, choice: "pass", toPostId: some.colleagueId }])],
  ["closing an organisation", "facilitator", 600, (trx, actor) => closingPage(trx, actor, some.organisationId)],
];
const away: Case[] = [
  ["saying who is away", "lead", 200, (trx, actor) => coverStart(trx, actor)],
  ["who is away now", "colleague", 200, (trx, actor) => awayNow(trx, actor.seats.map(({ organisationId }) => organisationId))],
  ["somebody who is away", "colleague", 500, (trx, actor) => coverPage(trx, actor, some.awayPostId)],
  ["what happened meanwhile", "lead", 2_500, (trx, actor) => coverPage(trx, actor, some.coverId)],
  ["being away, who does what, and back", "leaver", 4_000, async (trx, actor) => {
    const { coverId } = await beginCover(trx, actor, { postId: actor.seat?.postId ?? "" });
    await sayDuty(trx, actor, coverId, { duty: "ties", how: "pauses" });
    await endCover(trx, actor, coverId);
  }],
];
const together: Case[] = [
  ["who decides what about a post", "leaver", 500, (trx, actor) => charterPage(trx, actor, actor.seat?.postId ?? "")],
  ["the same for whoever looks after the network", "facilitator", 500, (trx, actor) => charterPage(trx, actor, who.leaver.seat?.postId ?? "")],
  ["answering for who employs", "lead", 200, (trx, actor) => answerCharter(trx, actor, who.leaver.seat?.postId ?? "", { boss: "employer", topic: "records", answer: "post" })],
  ["writing the note and agreeing", "lead", 1_500, async (trx, actor) => {
    const post = who.leaver.seat?.postId ?? "";
    const seen = (await charterPage(trx, actor, post)).note?.number ?? 0;
    await writeSupervisionNote(trx, actor, post, { words: "An hour, every week.", seen });
    await agreeToNote(trx, actor, post, { seen: seen + 1 });
  }],
  ["what was decided", "colleague", 3_000, (trx, actor) => decisionsPage(trx, actor, { words: "", page: 1 })],
  ["what was decided, by its words", "colleague", 3_000, (trx, actor) => decisionsPage(trx, actor, { words: "refer tuesday 1006", page: 1 })],
  ["one decision", "colleague", 100, (trx, actor) => decisionPage(trx, actor, live.documents, some.decisionId)],
  ["one that is being written", "facilitator", 100, (trx, actor) => decisionPage(trx, actor, live.documents, some.draftId)],
  ["proposing, and naming one more", "colleague", 4_000, async (trx, actor) => {
    const { decisionId } = await propose(trx, actor, { title: "How we ring", named: [some.organisationId] });
    await nameOrganisation(trx, actor, decisionId, some.strangerId);
  }],
  ["who asked for an introduction", "colleague", 100, (trx, actor) => introductionsFor(trx, actor)],
  ["one introduction", "colleague", 50, (trx, actor) => introductionPage(trx, actor, some.introductionId)],
  ["asking for one", "colleague", 6_000, (trx, actor) => askForIntroduction(trx, actor, { wantedId: some.strangerId })],
  ["taking one on", "colleague", 100, (trx, actor) => takeIntroduction(trx, actor, some.introductionId, { version: 1 })],
];
const looking: Case[] = [
  ["the map around one's own", "colleague", 6_000, (trx, actor) => tieMap(trx, actor, undefined)],
  ["the map around another", "colleague", 3_000, (trx, actor) => tieMap(trx, actor, some.organisationId)],
  ["an organisation's ties, how it is reached and who knows it", "colleague", 6_000, (trx, actor) => organisationTies(trx, actor, some.organisationId)],
  ["what hangs by one thread", "facilitator", ties * 120, (trx, actor) => networkOf(trx, actor)],
];

const all = [...handing, ...homes, ...away, ...together, ...looking];

describe("in a busy network indexes answer, and what is read is what is shown, not what there is:", () => {
  test.each(all)("%s", async (_what, by, most, work) => {
    const { plans, scans, rows } = await readingOf(who[by], work);
    expect(plans).toBeGreaterThan(0);
    expect({ scans, rows: Math.max(rows, most) }).toEqual({ scans: [], rows: most });
  });
});

describe("a missing index is noticed:", () => {
  test.each([
    ["event_by_post", "what needs a home in the whole network"],
    ["handover_item_to", "what one is asked to take over"],
    ["decision_log", "what was decided"],
    ["decision_by_words", "what was decided, by its words"],
    ["tie_holder_post_once", "the map around one's own"],
  ])("%s, by %s", async (index, title) => {
    const [definition] = await house.admin<{ it: string }[]>`select pg_get_indexdef(${index}::regclass) as it`;
    const found = all.find(([what]) => what === title);
    if (!definition || !found) throw new Error(`There is no ${index}, or nothing called ${title}.`);
    await house.admin.unsafe(`drop index ${index}`);
    const { scans, rows } = await readingOf(who[found[1]], found[3]);
    await house.admin.unsafe(definition.it);
    expect(scans.length > 0 || rows > found[2]).toBe(true);
  });
});

async function versionOf(trx: Database, itemId: string): Promise<number> {
  return (await trx.selectFrom("handover_item").where("id", "=", itemId).select("version").executeTakeFirstOrThrow()).version;
}

async function readingOf(actor: Actor, work: Case[3]) {
  const plans = await watch.plansOf(actor, (trx) => work(trx, actor));
  // Ties and their holders, a few rows each, may be read whole for what is about all of them.
  return { plans: plans.length, ...readBy(plans, (table) => !["tie", "tie_holder"].includes(table) && (sizes.get(table) ?? 0) > 1_500) };
}
