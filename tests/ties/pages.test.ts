import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { endTie, sayHowToReach, writeAgreement, writeContact } from "~/features/relationships/commands.server";
import { tiesAsked, tiesShown } from "~/features/relationships/ties/pages/list/ties-list.server";
import { organisationsToChoose } from "~/features/relationships/ties/pages/new/choosing.server";
import { actOnTie } from "~/features/relationships/ties/pages/page/tie-acts.server";
import { tieView } from "~/features/relationships/ties/pages/page/tie-view.server";
import type { Actor } from "~/shared/actor";
import { readConfig } from "~server/config";
import { createDocuments } from "~server/documents";
import { createLog } from "~server/log";
import { houseOfTies } from "./scene";

const t = houseOfTies();
const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-ties-"));
let live: ReturnType<typeof createDocuments>;
beforeAll(() => {
  live = createDocuments({ pool: t.house.pool, words: t.house.pool }, createLog({ ...readConfig({ DATA_DIR: dataDir }), logLevel: "silent" }));
});
afterAll(async () => {
  await live.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(() => t.empties());

const view = (actor: Actor, tieId: string, shown: string | null = null) => t.as(actor, (trx) => tieView(trx, actor, live.documents, tieId, { shown, now: new Date() }));
const list = (actor: Actor, query = "") => t.as(actor, (trx) => tiesShown(trx, actor, tiesAsked(new URLSearchParams(query), actor)));
const act = (actor: Actor, tieId: string, form: Record<string, string>) => t.as(actor, (trx) => actOnTie(trx, actor, tieId, (name) => form[name] ?? ""));

describe("the page of a tie", () => {
  test("both sides read the same; others who act read the outline, and a commissioner nothing", async () => {
    const { aileen, bashir, amir } = t.cast;
    const tieId = await t.holds(aileen, bashir);
    await t.as(aileen, (trx) => writeContact(trx, aileen, tieId, { kind: "visit", line: "Tea" }));
    const [hers, his, theirs] = [await view(aileen, tieId), await view(bashir, tieId), await view(amir, tieId)];
    expect(hers.title).toBe("Your tie with Quayside Food Hub");
    expect(his.inside?.signs).toEqual(hers.inside?.signs);
    expect(his.inside?.story.map(({ line }) => line)).toEqual(["Tea"]);
    expect(theirs.inside).toBeUndefined();
    expect(theirs.sides.map(({ mayName, posts }) => [mayName, posts.length])).toEqual([[false, 0], [false, 0]]);
  });

  test("each side comes first to itself, names its own, and reads how the other is reached", async () => {
    const { aileen, bashir, organisations } = t.cast;
    const tieId = await t.holds(aileen, bashir);
    await t.as(aileen, (trx) => sayHowToReach(trx, aileen, organisations.foodHub, { label: "The counter", phone: "01632 960 311" }));
    const [own, other] = (await view(aileen, tieId)).sides;
    expect([own?.isOwn, own?.mayName, own?.ways]).toEqual([true, true, []]);
    expect([other?.isOwn, other?.mayName, other?.ways.map(({ label }) => label)]).toEqual([false, false, ["The counter"]]);
    expect(own?.holders.map(({ part }) => part)).toEqual(["first"]);
  });

  test("who proposed waits, the other side answers; who ended takes it back, the other proposes again", async () => {
    const { aileen, bashir } = t.cast;
    const tieId = await t.proposes(aileen, bashir.seat?.organisationId ?? "");
    expect([(await view(aileen, tieId)).inside?.may.withdraw, (await view(aileen, tieId)).inside?.may.answer]).toEqual([true, false]);
    expect([(await view(bashir, tieId)).inside?.may.withdraw, (await view(bashir, tieId)).inside?.may.answer]).toEqual([false, true]);
    expect(await act(bashir, tieId, { intent: "accept", version: "1" })).toBe(`/directory/ties/${tieId}?done=accepted`);
    await t.as(bashir, (trx) => endTie(trx, bashir, tieId, { version: 2, line: "The hall is sold" }));
    expect([(await view(bashir, tieId)).inside?.may.revive, (await view(bashir, tieId)).inside?.may.again]).toEqual([true, false]);
    expect([(await view(aileen, tieId)).inside?.may.revive, (await view(aileen, tieId)).inside?.may.again]).toEqual([false, true]);
    await expect(act(bashir, tieId, { intent: "nothing" })).rejects.toMatchObject({ code: "not_found" });
  });

  test("the story comes a part at a time, and an agreement waits for the other side's word", async () => {
    const { aileen, bashir } = t.cast;
    const tieId = await t.holds(aileen, bashir);
    await t.as(aileen, async (trx) => {
      for (let number = 0; number < 35; number++) await writeContact(trx, aileen, tieId, { kind: "call", line: `Call ${number}` });
      await writeAgreement(trx, aileen, tieId, { kind: "room", words: "Room 4 on Tuesdays", reviewOn: new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10) });
    });
    const first = (await view(bashir, tieId)).inside;
    expect([first?.story.length, first?.more]).toEqual([30, 60]);
    expect(first?.story.every(({ mayTakeBack }) => !mayTakeBack)).toBe(true);
    expect(first?.agreements.map(({ mayAgree, waitsFor }) => [mayAgree, waitsFor])).toEqual([[true, "Quayside Food Hub"]]);
    const all = (await view(aileen, tieId, "60")).inside;
    expect([all?.story.length, all?.more]).toEqual([35, undefined]);
    expect(all?.agreements.map(({ mayAgree }) => mayAgree)).toEqual([false]);
    expect(await act(aileen, tieId, { intent: "contact", kind: "call", shown: "60" })).toMatch(/done=written&of=[0-9a-f-]{36}&shown=60$/);
  });
});

describe("the list", () => {
  test("is of one's own organisations, filtered by how they stand; a facilitator may look at the network's", async () => {
    const { aileen, bashir, amir, fay } = t.cast;
    const tieId = await t.holds(aileen, bashir);
    await t.proposes(amir, bashir.seat?.organisationId ?? "");
    expect((await list(aileen)).rows.map(({ id, title }) => [id, title])).toEqual([[tieId, "Quayside Food Hub"]]);
    expect((await list(bashir)).rows.map(({ forYou }) => forYou)).toEqual([true, false]);
    expect((await list(bashir, "sign=waiting")).rows).toHaveLength(1);
    expect((await list(bashir, "sign=no_second")).rows.map(({ id }) => id)).toEqual([tieId]);
    expect((await list(bashir, "sign=constructor")).rows).toHaveLength(2);
    expect((await list(fay)).rows).toEqual([]);
    expect((await list(fay, "network=1")).rows).toHaveLength(2);
    expect((await list(aileen, "network=1")).rows).toHaveLength(1);
  });
});

describe("choosing whom to propose to", () => {
  test("says where nobody is here and where a tie stands, and never offers one's own organisation", async () => {
    const { aileen, bashir, organisations } = t.cast;
    await t.holds(aileen, bashir);
    const found = await t.as(aileen, (trx) => organisationsToChoose(trx, aileen, { words: "", chosen: organisations.foodHub }));
    expect(found.choices.map(({ id }) => id)).not.toContain(organisations.harbour);
    expect(found.choices.find(({ id }) => id === organisations.foodHub)?.tie?.state).toBe("held");
    expect(found.choices.every(({ isHere }) => isHere)).toBe(true);
  });
});
