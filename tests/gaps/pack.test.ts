import { parse } from "csv-parse/sync";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, test } from "vitest";
import { postGap, rewordGap, seeThisToo, takeBackSeeing, takeRole } from "~/features/gaps/commands.server";
import { takeBackLetter, writeLetter } from "~/features/gaps/pack/commands.server";
import { packCsv, packFileName } from "~/features/gaps/pack/csv.server";
import { lettersOf } from "~/features/gaps/pack/letters.server";
import { packOf, type Pack } from "~/features/gaps/pack/pack.server";
import { PackSheet } from "~/features/gaps/pack/PackSheet";
import { reviewFlag } from "~/features/gaps/reviews.server";
import { addTried } from "~/features/gaps/tried.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast, type Member } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;
let crowd: Member[];

beforeAll(async () => {
  // Only where everybody is invented may it be told what happened months ago.
  cast = await castOf(house.db, "demonstration");
  const { harbour, foodHub, advice, stranger } = cast.organisations;
  crowd = [cast.aileen, cast.jo, cast.bashir, cast.sana, cast.amir, cast.stran, cast.rec, cast.vol];
  for (const [index, home] of [harbour, foodHub, advice, stranger].entries()) crowd.push(await cast.another(`Colleague ${"ABCD"[index] ?? ""}`, home, "worker"));
});

const as = <T>(actor: Actor, work: (trx: Database, actor: Actor) => Promise<T>) => withActor(house.db, actor, (trx) => work(trx, actor));
const posts = (actor: Actor = cast.aileen, more: Partial<Parameters<typeof postGap>[2]> = {}, at?: Date) => as(actor, (trx) => postGap(trx, actor, { sentence: "Nowhere warm to sit after five", need: "warmth", groups: ["older_people"], ...more }, at ? { at } : {})).then(({ gapId }) => gapId);
const waits = (gapId: string) => as(cast.jo, (trx) => packOf(trx, cast.jo, gapId)).then((made) => "waits" in made);
async function pack(gapId: string): Promise<Pack> {
  const made = await as(cast.jo, (trx) => packOf(trx, cast.jo, gapId));
  if ("waits" in made) throw new Error("It waits for a look.");
  return made;
}
const page = (made: Pack) => renderToStaticMarkup(createElement(PackSheet, { pack: made, network: "Harbour and Shore" }));
const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true, bom: true });

describe("what a pack tells", () => {
  test("the sentence, where, since when, who sees it, what was tried, the host; and no colleague by name", async () => {
    const gapId = await posts(cast.aileen, { band: "three_five" });
    await as(cast.bashir, (trx) => seeThisToo(trx, cast.bashir, gapId, { band: "six_plus", line: "Every week" }));
    await as(cast.bashir, (trx) => addTried(trx, cast.bashir, gapId, { line: "Asked the library; it shuts at five" }));
    await as(cast.amir, (trx) => takeRole(trx, cast.amir, gapId, "host"));
    const made = await pack(gapId);
    expect(made).toMatchObject({
      sentence: "Nowhere warm to sit after five",
      area: "Everywhere",
      need: "Warmth and energy",
      groups: ["Older people"],
      now: { organisations: 2, colleagues: "fewer than 5", estimate: "5 or more" },
      organisations: [{ name: "Harbour Link Workers" }, { name: "Quayside Food Hub" }],
      tried: [{ line: "Asked the library; it shuts at five", organisation: "Quayside Food Hub" }],
      host: "Shore Advice Centre",
      stage: { title: "Hosted" },
      letters: [],
      leftOut: 0,
    });
    for (const words of [JSON.stringify(made), page(made), packCsv(made)]) expect(words).not.toMatch(/Aileen|Bashir|Amir/);
  });

  test("over time by month, cumulative, from the first month to this one", async () => {
    const now = new Date();
    const ago = (months: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 10, 12));
    const gapId = await posts(cast.aileen, { band: "one_two" }, ago(3));
    for (const [index, actor] of crowd.slice(1).entries()) await as(actor, (trx) => seeThisToo(trx, actor, gapId, { band: "three_five" }, { at: ago(index < 3 ? 2 : 1) }));
    const { months } = await pack(gapId);
    expect(months.map(({ organisations, colleagues, estimate }) => [organisations, colleagues, estimate])).toEqual([
      [1, "fewer than 5", "fewer than 5"],
      [2, "fewer than 5", "between 10 and 20"],
      [5, "10 or more", "between 30 and 60"],
      [5, "10 or more", "between 30 and 60"],
    ]);
  });

  test("whoever takes their word back is not in it any more", async () => {
    const gapId = await posts();
    await as(cast.bashir, (trx) => seeThisToo(trx, cast.bashir, gapId));
    await as(cast.bashir, (trx) => takeBackSeeing(trx, cast.bashir, gapId));
    expect((await pack(gapId)).organisations).toMatchObject([{ name: "Harbour Link Workers" }]);
  });

  test("nothing to a commissioner, in either wall", async () => {
    const gapId = await posts();
    const { com } = cast;
    await expect(as(com, (trx) => packOf(trx, com, gapId))).rejects.toMatchObject({ code: "not_found" });
    const pretending: Actor = { ...com, seats: cast.aileen.seats, seat: cast.aileen.seat };
    await expect(as(pretending, (trx) => packOf(trx, pretending, gapId))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("what waits for a look", () => {
  test("the sentence: then the whole pack waits, until somebody has looked or it is reworded", async () => {
    const gapId = await posts(cast.bashir, { sentence: "Nothing for Morag Sinclair in the evening" });
    expect(await waits(gapId)).toBe(true);
    const [flag] = await house.admin`select id from words_flag where gap_id = ${gapId}`;
    await as(cast.fay, (trx) => reviewFlag(trx, cast.fay, gapId, String(flag?.["id"]), "fine"));
    expect(await waits(gapId)).toBe(false);
    const other = await posts(cast.bashir, { sentence: "Nothing for Morag Sinclair in the evening" });
    await as(cast.bashir, (trx) => rewordGap(trx, cast.bashir, other, { sentence: "Nothing for older women in the evening", need: "company", groups: [], version: 1 }));
    expect(await waits(other)).toBe(false);
  });

  test("lines and letters: left out, and it says how many", async () => {
    const gapId = await posts();
    await as(cast.bashir, (trx) => addTried(trx, cast.bashir, gapId, { line: "Asked the library" }));
    const { triedId } = await as(cast.bashir, (trx) => addTried(trx, cast.bashir, gapId, { line: "Morag Sinclair asked the council" }));
    await as(cast.amir, (trx) => writeLetter(trx, cast.amir, gapId, { line: "Wee Hamish of Pier Road sits in our doorway" }));
    const made = await pack(gapId);
    expect(made).toMatchObject({ tried: [{ line: "Asked the library" }], letters: [], leftOut: 2 });
    for (const words of [page(made), packCsv(made)]) expect(words).not.toMatch(/Morag|Hamish/);
    expect(page(made)).toContain("2 lines are left out until somebody has looked at them");
    const [flag] = await house.admin`select id from words_flag where subject_id = ${triedId}`;
    await as(cast.sana, (trx) => reviewFlag(trx, cast.sana, gapId, String(flag?.["id"]), "fine"));
    expect(await pack(gapId)).toMatchObject({ leftOut: 1, tried: [{}, { line: "Morag Sinclair asked the council" }] });
  });
});

describe("letters of support", () => {
  const signs = (actor: Actor, gapId: string, line: string) => as(actor, (trx) => writeLetter(trx, actor, gapId, { line }));

  test("keep their paragraphs, are signed by name and post, and one stands from each organisation", async () => {
    const gapId = await posts();
    await signs(cast.bashir, gapId, "We see it each week.\r\n\r\n\r\n\r\nWe would  lend our room.\u0007");
    await signs(cast.bashir, gapId, "We see it each week.\n\nWe would lend our room. Bashir Khan, Quayside Food Hub");
    const made = await pack(gapId);
    expect(made.letters).toMatchObject([{ line: "We see it each week.\n\nWe would lend our room. Bashir Khan, Quayside Food Hub", name: "Bashir Khan", post: "worker", organisation: "Quayside Food Hub" }]);
    await expect(signs(cast.sana, gapId, "We too")).rejects.toMatchObject({ code: "conflict", message: "Bashir Khan has signed one for Quayside Food Hub already. Ask them to change it, or to take it back." });
  });

  test("of one organisation in the same moment: one stands, the other is told whose", async () => {
    const gapId = await posts();
    const outcomes = await Promise.allSettled([signs(cast.bashir, gapId, "We would come"), signs(cast.sana, gapId, "We would come too")]);
    expect(outcomes.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await pack(gapId)).letters).toHaveLength(1);
  });

  test("are taken back and put back by whoever signed, and by nobody else, in either wall", async () => {
    const gapId = await posts();
    const { letterId } = await signs(cast.bashir, gapId, "We would come");
    await expect(as(cast.amir, (trx) => takeBackLetter(trx, cast.amir, gapId, letterId))).rejects.toMatchObject({ code: "not_allowed" });
    expect((await as(cast.amir, (trx) => trx.updateTable("gap_letter").set({ ended_at: new Date() }).where("id", "=", letterId).executeTakeFirst())).numUpdatedRows).toBe(0n);
    await as(cast.bashir, (trx) => takeBackLetter(trx, cast.bashir, gapId, letterId));
    expect((await pack(gapId)).letters).toEqual([]);
    await as(cast.bashir, (trx) => takeBackLetter(trx, cast.bashir, gapId, letterId, { back: true }));
    expect(await as(cast.jo, (trx) => lettersOf(trx, cast.jo, gapId))).toMatchObject([{ id: letterId, mayEnd: false }]);
    await as(cast.bashir, (trx) => takeBackLetter(trx, cast.bashir, gapId, letterId));
    await signs(cast.sana, gapId, "We would come too");
    await expect(as(cast.bashir, (trx) => takeBackLetter(trx, cast.bashir, gapId, letterId, { back: true }))).rejects.toMatchObject({ code: "conflict" });
  });

  test.each([
    ["", "Write why your organisation supports this."],
    [" \u200b\n ", "Write why your organisation supports this."],
    ["x".repeat(2001), "Please keep it under 2000 letters; this has 2001."],
  ])("with wrong words get a sentence beside the field", async (line, sentence) => {
    const gapId = await posts();
    await expect(signs(cast.bashir, gapId, line)).rejects.toMatchObject({ code: "wrong_entry", fields: { line: [sentence] } });
  });
});

describe("the table", () => {
  test("reads back as what the page says, with letters of every language, and no formula", async () => {
    const gapId = await posts(cast.aileen, { sentence: "=HYPERLINK(\"http://x\") – céilidh, \"warm\" 温かい" });
    for (const line of ["+44 is what it begins with", "-1", "@SUM(A1:A9)", "\t=1+1", "two\nlines, \"quoted\""]) await as(cast.bashir, (trx) => addTried(trx, cast.bashir, gapId, { line }));
    const csv = packCsv(await pack(gapId));
    expect(csv.startsWith("\ufeffPart,What,When,Who,In words\r\n")).toBe(true);
    const rows = rowsOf(csv);
    expect(rows.find((row) => row["What"] === "What is missing")?.["In words"]).toBe("'=HYPERLINK(\"http://x\") – céilidh, \"warm\" 温かい");
    expect(rows.filter((row) => row["What"] === "Tried").map((row) => row["In words"])).toEqual(["'+44 is what it begins with", "'-1", "'@SUM(A1:A9)", "'=1+1", "two lines, \"quoted\""]);
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
  });

  test.each([
    ["Nowhere warm to sit after five", "demand-pack-nowhere-warm-to-sit-after-five.csv"],
    ["Céilidh \"warm\"; filename=../../etc\r\nX: y", "demand-pack-ceilidh-warm-filename-etc-x-y.csv"],
    ["温かい", "demand-pack.csv"],
    ["A very long sentence about something that is missing here and in all the places around it", "demand-pack-a-very-long-sentence-about-something-that-is-missing-here.csv"],
  ])("of “%s” is called %s", (sentence, name) => expect(packFileName(sentence)).toBe(name));
});

describe("no person can be read out of it", () => {
  const bands = ["one_two", "three_five", "six_plus", null] as const;
  const figureWords = /^(none|fewer than 5|nobody has said|\d*[05] or more|up to \d*[05]|between \d*[05] and \d*[05])$/;

  /** The same numbers each run, and another each time one asks. */
  function dice(seed: number): (sides: number) => number {
    let state = seed;
    return (sides) => {
      state = (state * 1_664_525 + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * sides);
    };
  }

  /** Every number below 5 other than 0, and every number that is no five: what a figure about people must not hold. */
  const telling = (words: string) => (words.match(/\d+/g) ?? []).map(Number).filter((number) => number % 5 !== 0);

  test.each([1, 2, 3, 4, 5, 6, 7, 8])("whatever was said and taken back, in whichever month (%i)", async (seed) => {
    const roll = dice(seed);
    const now = new Date();
    const ago = (months: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 3 + roll(20), 9));
    const gapId = await posts(cast.aileen, { band: bands[roll(4)] ?? null }, ago(9));
    for (const actor of crowd.slice(1)) {
      if (roll(3) === 0) continue;
      await as(actor, (trx) => seeThisToo(trx, actor, gapId, { band: bands[roll(4)] ?? null }, { at: ago(1 + roll(8)) }));
      if (roll(6) === 0) await as(actor, (trx) => takeBackSeeing(trx, actor, gapId));
    }
    const made = await pack(gapId);
    const csv = rowsOf(packCsv(made)).filter((row) => /Colleagues|People/.test(row["What"] ?? ""));
    expect(csv).toHaveLength(2 * (made.months.length + 1));
    const figures = [...csv.map((row) => row["In words"] ?? ""), ...[made.now, ...made.months].flatMap(({ colleagues, estimate }) => [colleagues, estimate])];
    for (const figure of figures) {
      expect(figure).toMatch(figureWords);
      expect(telling(figure)).toEqual([]);
    }
    const cells = [...page(made).matchAll(/<td[^>]*data-label="(Colleagues|People they know of)"[^>]*>([^<]*)</g)];
    expect(cells).toHaveLength(2 * made.months.length);
    for (const [, , cell = ""] of cells) expect(telling(cell)).toEqual([]);
    const top = [...page(made).matchAll(/<dd data-people="">([^<]*)</g)];
    expect(top.map(([, words]) => words)).toEqual([made.now.colleagues, made.now.estimate]);
  });

  test("two packs of which one holds one person more tell the same, or five more", async () => {
    const gapId = await posts(cast.aileen, { band: "one_two" });
    let before = [0, 0];
    for (const actor of crowd.slice(1)) {
      await as(actor, (trx) => seeThisToo(trx, actor, gapId, { band: "one_two" }));
      const { now } = await pack(gapId);
      const after = [now.colleagues, now.estimate].map((words) => Math.max(0, ...(/fewer/.test(words) ? [0] : (words.match(/\d+/g) ?? []).map(Number))));
      for (const [index, figure] of after.entries()) expect((figure - (before[index] ?? 0)) % 5).toBe(0);
      before = after;
    }
  });
});
