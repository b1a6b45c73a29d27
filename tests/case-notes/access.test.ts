import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findClient } from "~/features/case-notes/access.server";
import { addClient, addStep, addWords, beginNote, changeClient, changeStep, closeNote, completeStep, addSection, endCase, handOnLead, recordBasis, shareCase, withdrawConsent } from "~/features/case-notes/commands.server";
import { contactOf, wordsOf } from "~/features/case-notes/person-read.server";
import { findNote, stepsOf } from "~/features/case-notes/reads.server";
import type { Actor } from "~/shared/actor";
import { errorCode } from "~/shared/errors";
import type { Database } from "~db/client";
import { database } from "../support/database";
import { as, setScene, type Scene } from "./scene";

const base = database();
let scene: Scene;
beforeAll(async () => {
  scene = await setScene(base.db);
});
/** Before each: notes are agreed, the food hub writes the shared plan, the advice centre reads it. */
beforeEach(async () => {
  await as(scene, scene.aileen, (trx) => withdrawConsent(trx, scene.aileen, scene.kerr, { saidAt: new Date(), how: "voice", words: "", stop: "everything" }));
  await scene.agree([{ to: scene.harbour }, { to: scene.foodHub }, { to: scene.advice, access: "read", purpose: "referral" }]);
});

type Verb = (trx: Database, actor: Actor) => Promise<unknown>;
/** "allowed", or the code of the refusal. Anything unexpected is thrown. */
const answer = (verb: Verb, actor: Actor) =>
  as(scene, actor, (trx) => verb(trx, actor)).then(
    () => "allowed",
    (error: unknown) => {
      const code = errorCode(error);
      if (!code) throw error;
      return code;
    },
  );
const allowed = (verb: Verb, actor: Actor) => as(scene, actor, (trx) => verb(trx, actor));

describe("who may do what for Mrs Kerr", () => {
  it("anyone who supports people adds someone; a volunteer, a receptionist and a commissioner do not", async () => {
    const add: Verb = (trx, actor) => addClient(trx, actor, { name: "Mr Lowe" });
    await allowed(add, scene.bashir);
    for (const actor of [scene.vol, scene.rec, scene.com, scene.fay]) expect(await answer(add, actor)).toBe("not_allowed");
  });

  it("holders and their manager change her details; a named organisation may not, others find nobody", async () => {
    const change: Verb = (trx, actor) => changeClient(trx, actor, scene.kerr, { phone: "01632 960 002" });
    await allowed(change, scene.aileen);
    await allowed(change, scene.jo);
    expect(await answer(change, scene.bashir)).toBe("not_allowed");
    for (const actor of [scene.stran, scene.callum, scene.vol, scene.rec, scene.com, scene.fay]) expect(await answer(change, actor)).toBe("not_found");
  });

  it("how to reach her goes with helping her, not with reading about her", async () => {
    const contact = (actor: Actor) => as(scene, actor, async (trx) => contactOf(trx, await findClient(trx, actor, scene.kerr)));
    expect((await contact(scene.bashir))?.takeCare).toBe("No messages");
    expect(await contact(scene.amir)).toBeUndefined();
  });

  it("what matters to her is read and added to only by those she named for it", async () => {
    const add: Verb = (trx, actor) => addWords(trx, actor, scene.kerr, { words: "A quiet week." });
    const words = (actor: Actor) => as(scene, actor, async (trx) => wordsOf(trx, await findClient(trx, actor, scene.kerr)));
    await allowed(add, scene.aileen);
    expect(await answer(add, scene.bashir)).toBe("not_allowed");
    expect(await words(scene.bashir)).toEqual([]);
    await scene.agree([{ to: scene.foodHub, what: "what_matters" }]);
    await allowed(add, scene.bashir);
    expect((await words(scene.bashir))[0]?.words).toBe("A quiet week.");
  });

  it("colleagues of one's own organisation join the case; the lead is handed on before it is left", async () => {
    const callum = scene.callum.seat?.postId ?? "";
    expect(await answer((trx, actor) => shareCase(trx, actor, scene.kerr, callum), scene.bashir)).toBe("not_allowed");
    expect(await answer((trx, actor) => shareCase(trx, actor, scene.kerr, scene.posts.bashir), scene.aileen)).toBe("wrong_entry");
    expect(await answer((trx, actor) => shareCase(trx, actor, scene.kerr, scene.posts.vol), scene.aileen)).toBe("wrong_entry");
    await allowed((trx, actor) => shareCase(trx, actor, scene.kerr, callum), scene.aileen);
    await allowed((trx, actor) => findClient(trx, actor, scene.kerr), scene.callum);
    expect(await answer((trx, actor) => endCase(trx, actor, scene.kerr, scene.posts.aileen), scene.aileen)).toBe("wrong_entry");
    await allowed((trx, actor) => handOnLead(trx, actor, scene.kerr, callum), scene.aileen);
    await allowed((trx, actor) => handOnLead(trx, actor, scene.kerr, scene.posts.aileen), scene.callum);
    await allowed((trx, actor) => endCase(trx, actor, scene.kerr, callum), scene.aileen);
    expect(await answer((trx, actor) => findClient(trx, actor, scene.kerr), scene.callum)).toBe("not_found");
  });

  it("each organisation states its own lawful basis; a stranger finds nobody", async () => {
    const state: Verb = (trx, actor) => recordBasis(trx, actor, scene.kerr, { basis: "public_task", condition: "health_or_social_care" });
    await allowed(state, scene.aileen);
    await allowed(state, scene.bashir);
    expect(await answer(state, scene.stran)).toBe("not_found");
  });
});

describe("notes and their parts", () => {
  const begin = (classes: ("shared_plan" | "visit" | "own")[], happenedOn = "2026-01-05"): Verb => (trx, actor) => beginNote(trx, actor, scene.kerr, { kind: "visit", happenedOn, classes });

  it("are begun in classes one may write, and nowhere else", async () => {
    await allowed(begin(["shared_plan", "visit", "own"]), scene.aileen);
    await allowed(begin(["shared_plan", "own"]), scene.bashir);
    expect(await answer(begin(["visit"]), scene.bashir)).toBe("wrong_entry");
    expect(await answer(begin(["shared_plan"]), scene.amir)).toBe("wrong_entry");
    expect(await answer(begin(["shared_plan"]), scene.stran)).toBe("not_found");
    expect(await answer(begin([]), scene.aileen)).toBe("wrong_entry");
    expect(await answer(begin(["visit"], "2999-01-01"), scene.aileen)).toBe("wrong_entry");
    expect(await answer(begin(["visit"], "2026-02-31"), scene.aileen)).toBe("wrong_entry");
  });

  it("are not begun while nothing is agreed", async () => {
    await as(scene, scene.jo, (trx) => withdrawConsent(trx, scene.jo, scene.kerr, { saidAt: new Date(), how: "voice", words: "", stop: "everything" }));
    expect(await answer(begin(["visit"]), scene.aileen)).toBe("wrong_entry");
  });

  it("show each reader the parts they may read, and say which they may write", async () => {
    const { noteId } = await as(scene, scene.aileen, (trx) => beginNote(trx, scene.aileen, scene.kerr, { kind: "visit", happenedOn: "2026-01-05", classes: ["shared_plan", "visit", "own"] }));
    const parts = async (actor: Actor) => (await as(scene, actor, (trx) => findNote(trx, actor, noteId))).sections.map((one) => `${one.sectionClass}${one.mayWrite ? " writes" : ""}`);
    expect(await parts(scene.jo)).toEqual(["shared_plan writes", "visit writes", "own writes"]);
    expect(await parts(scene.bashir)).toEqual(["shared_plan writes"]);
    expect(await parts(scene.amir)).toEqual(["shared_plan"]);
    expect(await answer((trx, actor) => findNote(trx, actor, noteId), scene.stran)).toBe("not_found");
    expect(await answer((trx, actor) => findNote(trx, actor, "%2e%2e"), scene.aileen)).toBe("not_found");
  });

  it("never hand the session or the secrets of the actor to the page", async () => {
    const { noteId } = await as(scene, scene.aileen, (trx) => beginNote(trx, scene.aileen, scene.kerr, { kind: "visit", happenedOn: "2026-01-05", classes: ["visit"] }));
    const note = await as(scene, scene.aileen, (trx) => findNote(trx, scene.aileen, noteId));
    expect(JSON.stringify(note)).not.toContain(scene.aileen.sessionId);
  });

  it("grow by a part once, and take no more words when they are closed", async () => {
    const { noteId } = await as(scene, scene.aileen, (trx) => beginNote(trx, scene.aileen, scene.kerr, { kind: "call", happenedOn: "2026-01-05", classes: ["shared_plan"] }));
    await allowed((trx, actor) => addSection(trx, actor, noteId, "visit"), scene.aileen);
    expect(await answer((trx, actor) => addSection(trx, actor, noteId, "visit"), scene.aileen)).toBe("conflict");
    expect(await answer((trx, actor) => addSection(trx, actor, noteId, "sensitive"), scene.bashir)).toBe("wrong_entry");
    expect(await answer((trx, actor) => closeNote(trx, actor, noteId, "Done."), scene.bashir)).toBe("not_allowed");
    expect(await answer((trx, actor) => closeNote(trx, actor, noteId, "   "), scene.aileen)).toBe("wrong_entry");
    await allowed((trx, actor) => closeNote(trx, actor, noteId, "Mrs Kerr stopped at 10:42."), scene.aileen);
    expect(await answer((trx, actor) => closeNote(trx, actor, noteId, "Again."), scene.jo)).toBe("conflict");
    expect(await answer((trx, actor) => addSection(trx, actor, noteId, "own"), scene.aileen)).toBe("conflict");
    expect((await as(scene, scene.bashir, (trx) => findNote(trx, scene.bashir, noteId))).sections[0]?.mayWrite).toBe(false);
  });
});

it("next steps are added, changed and ticked by those who may write their class; readers only read", async () => {
  const add: Verb = (trx, actor) => addStep(trx, actor, { clientId: scene.kerr, sectionClass: "shared_plan", words: "Ring housing", dueOn: "2026-01-06" });
  const { stepId } = (await allowed(add, scene.bashir)) as { stepId: string };
  expect(await answer(add, scene.amir)).toBe("not_allowed");
  expect(await answer(add, scene.stran)).toBe("not_found");
  expect(await answer((trx, actor) => addStep(trx, actor, { clientId: scene.kerr, sectionClass: "visit", words: "x" }), scene.bashir)).toBe("not_allowed");
  await allowed((trx, actor) => changeStep(trx, actor, stepId, { words: "Ring housing together" }), scene.aileen);
  expect(await answer((trx, actor) => changeStep(trx, actor, stepId, { ownerPostId: "00000000-0000-4000-8000-000000000000" }), scene.aileen)).toBe("wrong_entry");
  expect(await answer((trx, actor) => completeStep(trx, actor, stepId), scene.amir)).toBe("not_allowed");
  expect(await answer((trx, actor) => completeStep(trx, actor, stepId), scene.stran)).toBe("not_found");
  await allowed((trx, actor) => completeStep(trx, actor, stepId), scene.aileen);
  const steps = await as(scene, scene.amir, (trx) => stepsOf(trx, scene.amir, { clientId: scene.kerr }));
  expect(steps.find((step) => step.id === stepId)).toMatchObject({ words: "Ring housing together", doneBy: scene.aileen.name, mayChange: false });
  await allowed((trx, actor) => completeStep(trx, actor, stepId, false), scene.aileen);
});
