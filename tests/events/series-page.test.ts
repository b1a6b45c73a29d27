import { describe, expect, test } from "vitest";
import { answerInvitation, startSeries } from "~/features/events/commands.server";
import { changeAsAsked } from "~/features/events/pages/change/acts.server";
import { eventFrame } from "~/features/events/pages/page/event-page.server";
import { actOnSeries } from "~/features/events/pages/series/acts.server";
import { seriesPage } from "~/features/events/pages/series/series.server";
import type { Actor } from "~/shared/actor";
import type { Services } from "~/shared/services.server";
import { houseOfEvents, inDays, soon } from "./scene";

const set = houseOfEvents();
const { as } = set;
const services = () => ({ db: set.house.db, limit: async () => {} }) as unknown as Services;
const formOf = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};
const frame = (actor: Actor, eventId: string) => as(actor, (trx) => eventFrame(trx, actor, eventId));

describe("changing an event", () => {
  const changes = (actor: Actor, eventId: string, more: Record<string, string>) => changeAsAsked(services(), actor, eventId, formOf({ intent: "change", version: "1", title: "Meet the Food Hub", ...soon, ...more }));

  test("is for whoever plans it, and looks like nothing to everybody else", async () => {
    const { bashir, aileen, com } = set.cast;
    const eventId = await set.plans(bashir);
    for (const actor of [aileen, com]) {
      await expect(changes(actor, eventId, { title: "Mine" })).rejects.toMatchObject({ code: "not_found" });
      await expect(changeAsAsked(services(), actor, eventId, formOf({ intent: "cancel", version: "1" }))).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await changes(bashir, eventId, { title: "Meet us", from: "14:00", until: "15:00", line: "The hall is let until two" })).toBe(`/diary/events/${eventId}?done=changed`);
    expect(await frame(aileen, eventId)).toMatchObject({ title: "Meet us", turn: { why: "moved", line: "The hall is let until two", by: "Bashir Khan" } });
  });

  test("says where it is wrong: an end before the start, an hour the clocks leave out, fewer places than people going", async () => {
    const { bashir, rec, aileen } = set.cast;
    const eventId = await set.plans(bashir, { capacity: 3 });
    for (const actor of [rec, aileen]) await as(actor, (trx) => answerInvitation(trx, actor, eventId, { says: "going" }));
    await expect(changes(bashir, eventId, { from: "15:00", until: "14:00" })).rejects.toMatchObject({ fields: { until: ["The end comes before the start. Choose a later end."] } });
    await expect(changes(bashir, eventId, { date: "2027-03-28", from: "01:30", until: "03:00" })).rejects.toMatchObject({ fields: { from: [expect.stringContaining("clocks go forward")] } });
    await expect(changes(bashir, eventId, { capacity: "1" })).rejects.toMatchObject({ fields: { capacity: [expect.stringContaining("2 people are going")] } });
    await expect(changes(bashir, eventId, { capacity: "1,5" })).rejects.toMatchObject({ fields: { capacity: [expect.any(String)] } });
    expect(await frame(bashir, eventId)).toMatchObject({ capacity: 3, version: 1 });
  });

  test("lets the first of two who change it at once through, and tells the other who it was", async () => {
    const { bashir, sana } = set.cast;
    const eventId = await set.plans(bashir);
    await changes(sana, eventId, { from: "10:00", until: "11:00" });
    await expect(changes(bashir, eventId, { title: "My title" })).rejects.toMatchObject({ code: "conflict", message: "Sana Malik moved it first. Look again." });
  });

  test("can be undone: what was cancelled is on again at its time", async () => {
    const { bashir } = set.cast;
    const eventId = await set.plans(bashir);
    const before = await frame(bashir, eventId);
    await changeAsAsked(services(), bashir, eventId, formOf({ intent: "cancel", version: "1", line: "Flood" }));
    expect(await frame(bashir, eventId)).toMatchObject({ state: "cancelled", turn: { line: "Flood" } });
    await changeAsAsked(services(), bashir, eventId, formOf({ intent: "revive" }));
    expect(await frame(bashir, eventId)).toMatchObject({ state: "set", startsAt: before.startsAt });
  });
});

describe("the page of a series", () => {
  const begun = async () => {
    const { bashir } = set.cast;
    return as(bashir, (trx) => startSeries(trx, bashir, { title: "Protected time", every: "week", from: inDays(10), until: inDays(24), start: "13:00", minutes: 60, desk: "Rory has the phones" }));
  };
  const page = (actor: Actor, id: string) => as(actor, (trx) => seriesPage(trx, actor, id, new Date()));

  test("keeps a day on which there is none in its place, with its reason, and shows one that was moved", async () => {
    const { bashir, aileen } = set.cast;
    const { seriesId, eventIds } = await begun();
    const does = (fields: Record<string, string>) => actOnSeries(services(), bashir, seriesId, formOf({ version: "1", ...fields }));
    await expect(does({ intent: "none", eventId: eventIds[0] ?? "", line: " " })).rejects.toMatchObject({ fields: { line: [expect.any(String)] } });
    await does({ intent: "none", eventId: eventIds[0] ?? "", line: "Bank holiday" });
    await does({ intent: "move", eventId: eventIds[1] ?? "", line: "The hall is let", date: inDays(18), from: "14:00", until: "15:00" });
    const seen = await page(aileen, seriesId);
    expect(seen).toMatchObject({ desk: "Rory has the phones", mayPlan: false, events: [{ state: "cancelled", line: "Bank holiday" }, { state: "set", isMoved: true, line: "The hall is let" }, { state: "set", isMoved: false }] });
    expect((await page(bashir, seriesId)).mayPlan).toBe(true);
    await expect(does({ intent: "none", eventId: eventIds[1] ?? "", line: "Twice" })).rejects.toMatchObject({ code: "conflict" });
  });

  test("is ended by whoever plans it alone, and is not there for a commissioner", async () => {
    const { bashir, aileen, com } = set.cast;
    const { seriesId } = await begun();
    await expect(page(com, seriesId)).rejects.toMatchObject({ code: "not_found" });
    await expect(actOnSeries(services(), aileen, seriesId, formOf({ intent: "end" }))).rejects.toMatchObject({ code: "not_found" });
    expect(await actOnSeries(services(), bashir, seriesId, formOf({ intent: "end", line: "We stop" }))).toContain("done=ended");
    expect((await page(bashir, seriesId)).events.map(({ state }) => state)).toEqual(["cancelled", "cancelled", "cancelled"]);
  });
});
