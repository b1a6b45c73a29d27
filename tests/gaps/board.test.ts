import { beforeAll, describe, expect, test } from "vitest";
import { actOnGap } from "~/features/gaps/board/acts.server";
import { gapsOnPage } from "~/features/gaps/board/amounts";
import { askedCards, boardPage } from "~/features/gaps/board/changed.server";
import { gapList } from "~/features/gaps/board/list.server";
import { postedBy } from "~/features/gaps/board/posted.server";
import { restedGaps } from "~/features/gaps/board/rested.server";
import { noFilter, type ChangedCards } from "~/features/gaps/cards.server";
import { moveGap, postGap } from "~/features/gaps/commands.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { createTogether } from "~server/together";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;
beforeAll(async () => {
  cast = await castOf(house.db);
});

const as = <T>(actor: Actor, work: (trx: Database, actor: Actor) => Promise<T>) => withActor(house.db, actor, (trx) => work(trx, actor));
const posts = (actor: Actor, more = {}) => as(actor, (trx) => postGap(trx, actor, { sentence: "Nowhere warm to sit after five", need: "warmth", groups: ["older_people"], ...more })).then(({ gapId }) => gapId);
const acts = (actor: Actor, gapId: string, fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return actOnGap(house.db, actor, gapId, form);
};
const reader = () => ({ db: house.db, together: createTogether() });
const asked = (actor: Actor, query: string, from = reader()) => askedCards(from, actor, new URLSearchParams(query)) as Promise<ChangedCards>;

describe("acts", () => {
  test("answer with the card as it is then", async () => {
    const gapId = await posts(cast.aileen);
    expect(await acts(cast.bashir, gapId, { intent: "join", band: "one_two" })).toMatchObject({ status: 200, answer: { ok: true, card: { place: "seen", people: 2, version: 2 } } });
    expect(await acts(cast.bashir, gapId, { intent: "take-back" })).toMatchObject({ answer: { card: { place: "noticed", people: 1 } } });
    expect(await acts(cast.jo, gapId, { intent: "take" })).toMatchObject({ answer: { card: { place: "working", lead: { name: "Jo Fraser" } } } });
    expect(await acts(cast.jo, gapId, { intent: "step-back" })).toMatchObject({ answer: { ok: true, card: { lead: null } } });
  });

  test("that lost a race are a 409, with who came first and the card as it is", async () => {
    const gapId = await posts(cast.aileen);
    await acts(cast.jo, gapId, { intent: "move", to: "working", version: "1" });
    expect(await acts(cast.bashir, gapId, { intent: "move", to: "seen", version: "1" })).toMatchObject({ status: 409, answer: { ok: false, sentence: "Jo Fraser moved this first, to Being worked on.", card: { place: "working" } } });
  });

  test.each([
    [{ intent: "meet", line: " ", version: "1" }, "line"],
    [{ intent: "meet", line: "x".repeat(501), version: "1" }, "line"],
    [{ intent: "join", band: "seventeen" }, "band"],
    [{ intent: "move", to: "the moon", version: "1" }, "to"],
    [{ intent: "meet", line: "A warm hall", version: "1", organisationId: "nobody" }, "organisationId"],
    [{ intent: "take", role: "king" }, "role"],
    [{ intent: "burn" }, "intent"],
    [{}, "intent"],
  ])("that are wrong (%j) are a 422 with a sentence beside the field, and change nothing", async (fields, field) => {
    const gapId = await posts(cast.aileen);
    expect(await acts(cast.bashir, gapId, fields)).toMatchObject({ status: 422, answer: { ok: false, fields: { [field]: [expect.stringMatching(/\.$/)] }, card: { version: 1, place: "noticed", people: 1 } } });
  });

  test("of whoever may not, or on what is not there, are answered alike", async () => {
    const gapId = await posts(cast.aileen);
    for (const actor of [cast.com]) await expect(acts(actor, gapId, { intent: "join" })).rejects.toMatchObject({ code: "not_found" });
    for (const nothing of [crypto.randomUUID(), "cards", "'; --"]) await expect(acts(cast.aileen, nothing, { intent: "join" })).rejects.toMatchObject({ code: "not_found" });
    await expect(acts(cast.bashir, gapId, { intent: "take-down" })).rejects.toMatchObject({ code: "not_allowed" });
    expect(await acts(cast.aileen, gapId, { intent: "take-down" })).toEqual({ status: 200, answer: { ok: true } });
    await expect(acts(cast.aileen, gapId, { intent: "join" })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("an open board", () => {
  test("asks for what changed: those its filter lets in, the others as gone, and the counts", async () => {
    const [food, warmth] = [await posts(cast.aileen, { need: "food" }), await posts(cast.aileen)];
    const news = await asked(cast.bashir, `need=food&ids=${food},${warmth},${crypto.randomUUID()},nonsense`);
    expect(news.cards.map(({ id }) => id)).toEqual([food]);
    expect(news.gone).toHaveLength(2);
    expect(news.counts).toEqual({ noticed: 1, seen: 0, working: 0, met: 0, resting: 0 });
  });

  test("asks for sixty at most", async () => {
    const ids = Array.from({ length: 200 }, () => crypto.randomUUID());
    expect((await asked(cast.bashir, `ids=${ids.join()}`)).gone).toHaveLength(60);
  });

  test("is refused to whoever does not act, before and while others are read for", async () => {
    const from = reader();
    const unread = { ...from, together: () => Promise.reject(new Error("It was read for somebody who may not.")) };
    await expect(asked(cast.com, "ids=", unread)).rejects.toMatchObject({ code: "not_found" });
    await expect(boardPage(unread, cast.com, noFilter)).rejects.toMatchObject({ code: "not_found" });
    // Whoever lost the right after they were let in reads nothing, and no empty board for others.
    const pretending: Actor = { ...cast.com, seats: cast.aileen.seats, seat: cast.aileen.seat };
    await expect(boardPage(from, pretending, noFilter)).rejects.toMatchObject({ code: "not_found" });
    await expect(asked(pretending, "place=noticed", from)).rejects.toMatchObject({ code: "not_found" });
  });

  test("shows more of a column from where it ended, each card once", async () => {
    const area = (await house.admin<{ id: string }[]>`select id from area limit 1`)[0]?.id ?? "";
    for (let i = 0; i < 65; i++) await posts(cast.vol, { areaId: area, need: "arts" });
    const first = (await boardPage(reader(), cast.aileen, { ...noFilter, need: "arts" })).columns[0];
    expect([first?.count, first?.cards.length]).toEqual([65, 12]);
    const seen = new Set(first?.cards.map(({ id }) => id));
    let last = first?.cards.at(-1);
    for (const expected of [12, 12, 12, 12, 5]) {
      const { cards } = await asked(cast.aileen, `need=arts&place=noticed&${new URLSearchParams({ movedAt: last?.movedAt ?? "", after: last?.id ?? "" })}`);
      expect(cards).toHaveLength(expected);
      for (const { id } of cards) seen.add(id);
      last = cards.at(-1);
    }
    expect(seen.size).toBe(65);
  });
});

describe("the list", () => {
  test("is paged, in either order, and by where gaps stand", async () => {
    const list = (sort: "newest" | "oldest" | "quietest", page = 1, place: "" | "met" | "noticed" = "") => as(cast.aileen, (trx) => gapList(trx, cast.aileen, { ...noFilter, need: "arts" }, { place, sort, page }));
    const pages = [await list("newest"), await list("newest", 2), await list("newest", 3)];
    expect(pages.map(({ cards, more }) => [cards.length, more])).toEqual([[gapsOnPage, true], [gapsOnPage, true], [65 - 2 * gapsOnPage, false]]);
    const newest = pages.flatMap(({ cards }) => cards.map(({ id }) => id));
    const oldest = [await list("oldest"), await list("oldest", 2), await list("oldest", 3)].flatMap(({ cards }) => cards.map(({ id }) => id));
    expect(newest).toEqual(oldest.toReversed());
    expect((await list("quietest")).cards[0]?.id).toBe(oldest[0]);
    expect((await list("newest", 1, "met")).cards).toEqual([]);
    await expect(as(cast.com, (trx) => gapList(trx, cast.com, noFilter, { place: "", sort: "newest", page: 1 }))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the shelf", () => {
  test("says who laid a gap there and why, and gives it back with its history", async () => {
    const gapId = await posts(cast.aileen, { need: "digital" });
    await as(cast.bashir, (trx) => moveGap(trx, cast.bashir, gapId, { to: "resting", version: 1, line: "Wait for the new hall" }));
    const shelf = () => as(cast.rec, (trx) => restedGaps(trx, cast.rec, { ...noFilter, need: "digital" }, 1));
    expect(await shelf()).toMatchObject({ gaps: [{ id: gapId, reason: "Wait for the new hall", by: "Bashir Khan" }], more: false });
    expect(await acts(cast.amir, gapId, { intent: "move", to: "noticed", version: "2" })).toMatchObject({ answer: { ok: true, card: { place: "noticed", why: "revived" } } });
    expect(await shelf()).toMatchObject({ gaps: [] });
    expect(await acts(cast.amir, gapId, { intent: "move", to: "resting", version: "3", undo: "yes" })).toMatchObject({ answer: { card: { place: "resting", why: "undone" } } });
    expect(await shelf()).toMatchObject({ gaps: [{ by: "Amir Rose", reason: "" }] });
  });
});

test("what was posted is told to whoever posted it, and to nobody who follows the link", async () => {
  const gapId = await posts(cast.aileen);
  const told = (actor: Actor, query: Record<string, string>) => as(actor, (trx) => postedBy(trx, actor, new URLSearchParams(query)));
  expect(await told(cast.aileen, { posted: gapId, following: "14" })).toEqual({ gapId, following: 14, flagged: false });
  for (const other of [cast.bashir, cast.fay]) expect(await told(other, { posted: gapId, following: "14" })).toBeUndefined();
  expect(await told(cast.aileen, { posted: "nonsense" })).toBeUndefined();
});
