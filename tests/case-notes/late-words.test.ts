import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { beginNote, withdrawConsent } from "~/features/case-notes/commands.server";
import { lateWordsOf, settleLateWords } from "~/features/case-notes/late-words.server";
import { dayFor } from "~/features/case-notes/today.server";
import type { Actor } from "~/shared/actor";
import type { Documents } from "~/shared/services.server";
import { database } from "../support/database";
import { as, setScene, type Scene } from "./scene";

const base = database();
const documents = { textOf: async (update: Uint8Array) => Buffer.from(update).toString() } as Documents;
let scene: Scene;
let documentId: string;

beforeAll(async () => {
  scene = await setScene(base.db);
  await scene.agree([{ to: scene.harbour }, { to: scene.foodHub }]);
  const { sections } = await as(scene, scene.aileen, (trx) => beginNote(trx, scene.aileen, scene.kerr, { kind: "visit", happenedOn: "2026-01-05", classes: ["shared_plan"] }));
  documentId = sections[0]?.documentId ?? "";
  await as(scene, scene.aileen, (trx) => withdrawConsent(trx, scene.aileen, scene.kerr, { saidAt: new Date(), how: "voice", words: "", stop: { organisations: [scene.foodHub] } }));
});

/** As the document server sets them apart. */
async function setApart(words: string): Promise<string> {
  const id = randomUUID();
  await base.admin`insert into late_words (id, document_id, client_id, account_id, why, data) values (${id}, ${documentId}, ${scene.kerr}, ${scene.bashir.accountId}, 'ended', ${Buffer.from(words)})`;
  return id;
}
const page = (actor: Actor) => as(scene, actor, (trx) => lateWordsOf(trx, actor, documents));
const settle = (actor: Actor, id: string, what: "throw_away" | "hand_over") => as(scene, actor, (trx) => settleLateWords(trx, actor, id, what));

it("words that came too late are their writer's alone, who is not told whom they are about", async () => {
  await setApart("We agreed on Monday.");
  expect((await page(scene.bashir)).own[0]).toMatchObject({ text: "We agreed on Monday.", person: undefined });
  for (const actor of [scene.aileen, scene.sana, scene.stran]) expect(await page(actor)).toEqual({ own: [], handed: [] });
  expect((await as(scene, scene.bashir, (trx) => dayFor(trx, scene.bashir))).waiting.map((item) => item.to)).toContain("/late-words");
});

it("thrown away, they are gone for everybody; nobody else can decide, or guess their id", async () => {
  const id = await setApart("Never mind.");
  for (const actor of [scene.aileen, scene.stran]) await expect(settle(actor, id, "throw_away")).rejects.toMatchObject({ code: "not_found" });
  await expect(settle(scene.bashir, "nonsense", "throw_away")).rejects.toMatchObject({ code: "not_found" });
  await settle(scene.bashir, id, "throw_away");
  await settle(scene.bashir, id, "hand_over");
  expect((await page(scene.bashir)).own.map((words) => words.id)).not.toContain(id);
  expect((await page(scene.aileen)).handed).toEqual([]);
});

it("handed over, those who hold the case read them, and their look is written down", async () => {
  const id = await setApart("She asked for a lift.");
  await settle(scene.bashir, id, "hand_over");
  expect((await as(scene, scene.jo, (trx) => dayFor(trx, scene.jo))).waiting.map((item) => item.title)).toContain("Words handed to you");
  expect((await page(scene.jo)).handed[0]).toMatchObject({ id, text: "She asked for a lift.", writer: "Bashir Khan", person: { name: "Mrs Kerr" } });
  expect(await base.admin`select 1 from view where subject_id = ${id} and what = 'late_words'`).toHaveLength(1);
  expect((await as(scene, scene.jo, (trx) => dayFor(trx, scene.jo))).waiting.map((item) => item.title)).not.toContain("Words handed to you");
  expect((await page(scene.stran)).handed).toEqual([]);
});
