import { beforeAll, describe, expect, test } from "vitest";
import { actOnLog } from "~/features/events/log/log-acts.server";
import { logFilter, logPage } from "~/features/events/log/log-page.server";
import { addLearning } from "~/features/events/commands.server";
import type { Actor } from "~/shared/actor";
import { dayAt } from "~/shared/zoned";
import { houseOfEvents } from "./scene";

const set = houseOfEvents();
const { as } = set;
const today = dayAt(new Date());
const finds = (query: string, actor: Actor = set.cast.rec) => as(actor, (trx) => logPage(trx, actor, logFilter(new URLSearchParams(query)), new Date()));
const texts = async (query: string) => (await finds(query)).entries.map(({ text }) => text);
const does = (actor: Actor, form: Record<string, string>) => as(actor, (trx) => actOnLog(trx, actor, (name) => form[name] ?? ""));

beforeAll(async () => {
  const { bashir, aileen } = set.cast;
  const adds = (actor: Actor, onDate: string, text: string) => as(actor, (trx) => addLearning(trx, actor, { onDate, text }));
  await adds(bashir, "2026-03-28", "Befriending works best in pairs: còmhla.");
  await adds(aileen, "2026-03-02", "A surgery with a named contact refers twice as often.");
  await adds(bashir, "2026-05-14", "100 % of nothing is nothing.");
});

describe("the learning log", () => {
  test("is read by day, the newest first, and searched by words, their forms, parts of them, and without accents", async () => {
    expect(await texts("")).toEqual(["100 % of nothing is nothing.", "Befriending works best in pairs: còmhla.", "A surgery with a named contact refers twice as often."]);
    for (const words of ["befriend", "comhla", "COMHLA", "works+pairs"]) expect(await texts(`words=${words}`)).toEqual(["Befriending works best in pairs: còmhla."]);
    expect(await texts("words=refer")).toHaveLength(1);
    expect(await texts("words=%25")).toEqual(["100 % of nothing is nothing."]);
    expect(await texts("words=nothing+like+it+anywhere")).toEqual([]);
  });

  test("is read by month and by organisation, and takes no nonsense from the address", async () => {
    const { harbour } = set.cast.organisations;
    expect(await texts("month=2026-03")).toHaveLength(2);
    expect(await texts(`month=2026-03&organisation=${harbour}`)).toEqual(["A surgery with a named contact refers twice as often."]);
    expect((await finds("")).organisations.map(({ label }) => label)).toEqual(["Harbour Link Workers", "Quayside Food Hub"]);
    expect(logFilter(new URLSearchParams("month=2026-13&organisation=x&page=-3"))).toEqual({ words: "", month: "", organisationId: "", page: 1 });
    expect(await texts("month=nonsense&page=abc")).toHaveLength(3);
    expect(await texts("page=2")).toEqual([]);
  });

  test("takes an entry from whoever acts, and back from whoever wrote it", async () => {
    await does(set.cast.rec, { intent: "add", onDate: today, text: "Ring before you send." });
    const [entry] = (await finds("words=ring")).entries;
    expect(entry).toMatchObject({ by: "Rec Burns", onDate: today, mayTakeBack: true });
    expect((await finds("words=ring", set.cast.amir)).entries[0]?.mayTakeBack).toBe(false);
    await expect(does(set.cast.amir, { intent: "take-back", entry: entry?.id ?? "" })).rejects.toMatchObject({ code: "not_found" });
    await does(set.cast.rec, { intent: "take-back", entry: entry?.id ?? "" });
    expect(await texts("words=ring")).toEqual([]);
  });

  test("writes an entry again for whoever wrote it and took it back, as it was, and for nobody else", async () => {
    const { rec, fay, aileen } = set.cast;
    await does(rec, { intent: "add", onDate: today, text: "Knock twice." });
    const entry = (await finds("words=knock")).entries[0]?.id ?? "";
    const again = (who: Actor, id = entry) => does(who, { intent: "write-again", entry: id });
    await expect(again(rec)).rejects.toMatchObject({ code: "not_found" });
    expect(await does(rec, { intent: "take-back", entry })).toBe(`/diary/log?done=taken-back&entry=${entry}`);
    for (const who of [aileen, fay, set.cast.com]) await expect(again(who)).rejects.toMatchObject({ code: "not_found" });
    await expect(again(rec, "not-an-id")).rejects.toMatchObject({ code: "not_found" });
    await again(rec);
    expect((await finds("words=knock")).entries).toMatchObject([{ text: "Knock twice.", by: "Rec Burns", onDate: today }]);
    const second = (await finds("words=knock")).entries[0]?.id ?? "";
    await does(fay, { intent: "take-back", entry: second });
    await expect(again(rec, second)).rejects.toMatchObject({ code: "not_found" });
  });

  test("asks for words and a day that has been; a commissioner finds no log", async () => {
    await expect(does(set.cast.rec, { intent: "add", onDate: today, text: " " })).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(does(set.cast.rec, { intent: "add", onDate: "2099-01-01", text: "X" })).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(does(set.cast.rec, { intent: "nothing" })).rejects.toMatchObject({ code: "not_found" });
    await expect(finds("", set.cast.com)).rejects.toMatchObject({ code: "not_found" });
    await expect(does(set.cast.com, { intent: "add", onDate: today, text: "X" })).rejects.toMatchObject({ code: "not_found" });
  });
});
