import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { actOnNote, type Act } from "~/features/case-notes/editor/acts.server";
import { whyItEnded } from "~/features/case-notes/editor/ending.server";
import { sectionHistory } from "~/features/case-notes/editor/history.server";
import { decideUnsent } from "~/features/case-notes/editor/late-words.server";
import { notePage } from "~/features/case-notes/editor/note-page.server";
import { sectionDoor } from "~/features/case-notes/editor/section-door.server";
import { updateOf } from "~/features/writing/unsent";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Documents, Services } from "~/shared/services.server";
import { database } from "../support/database";
import { noteBy, stopsSharing, type Note } from "../support/factories";
import { setScene, type Scene } from "./scene";

const base = database();
let scene: Scene;
let note: Note;
let where: { clientId: string; noteId: string };

/** The documents' part of the server, as far as a note's page asks it: nothing has been written. */
const documents: Pick<Documents, "read" | "replay"> = { read: async () => new Map(), replay: async (_rows, at) => at.map((seq) => ({ seq, html: "", text: "" })) };
const services = () => ({ db: base.db, limit: async () => {}, documents }) as unknown as Services;
const page = (actor: Actor, at = where) => withActor(base.db, actor, (trx) => notePage(trx, documents as Documents, actor, at));
const act = async (actor: Actor, fields: Record<string, string>): Promise<Act> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const answer = await actOnNote(services(), actor, where, form);
  return "data" in answer ? answer.data : answer;
};
const looksOf = (actor: Actor) => base.admin`select what, how from view where account_id = ${actor.accountId} order by at`;

beforeAll(async () => {
  scene = await setScene(base.db);
  await scene.agree([{ to: scene.harbour }, { to: scene.foodHub }, { to: scene.advice, what: "shared_plan", access: "read", purpose: "review" }]);
  note = await noteBy(base.db, scene.aileen, scene.kerr, ["shared_plan", "visit"]);
  where = { clientId: scene.kerr, noteId: note.noteId };
});

describe("a note's page", () => {
  it("shows the parts one may read, and says which of them one may write", async () => {
    const parts = async (actor: Actor) => (await page(actor)).sections.map(({ sectionClass, mayWrite }) => [sectionClass, mayWrite]);
    expect(await parts(scene.aileen)).toEqual([["shared_plan", true], ["visit", true]]);
    expect(await parts(scene.bashir)).toEqual([["shared_plan", true]]);
    expect(await parts(scene.amir)).toEqual([["shared_plan", false]]);
  });

  it("is not there for a stranger, a colleague without the case, or under another person's address", async () => {
    await expect(page(scene.stran)).rejects.toMatchObject({ code: "not_found" });
    await expect(page(scene.callum)).rejects.toMatchObject({ code: "not_found" });
    await expect(page(scene.aileen, { ...where, clientId: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
    await expect(page(scene.aileen, { ...where, noteId: "1; drop table note" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("writes one look for the note, each part shown, its steps and the consent", async () => {
    const before = (await looksOf(scene.sana)).length;
    await page(scene.sana);
    expect((await looksOf(scene.sana)).slice(before).map((look) => look.what)).toEqual(["note", "section.shared_plan", "consent", "steps"]);
  });
});

describe("acts on a note's page", () => {
  it("a next step comes from those who may write that part, and from nobody else", async () => {
    const step = { intent: "add-step", sectionClass: "shared_plan", words: "Call housing together", dueOn: "2026-11-24" };
    expect(await act(scene.bashir, step)).toEqual({ done: "Next step added." });
    await expect(act(scene.amir, step)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(act(scene.stran, step)).rejects.toMatchObject({ code: "not_found" });
    const [added] = (await page(scene.aileen)).steps;
    expect(added).toMatchObject({ words: "Call housing together", dueOn: "2026-11-24", doneAt: null });
    expect(await act(scene.aileen, { intent: "tick-step", step: added?.id ?? "" })).toEqual({ done: "Done." });
    await expect(act(scene.amir, { intent: "untick-step", step: added?.id ?? "" })).rejects.toMatchObject({ code: "not_allowed" });
  });

  it("a wrong entry comes back with a sentence for its field and what was typed", async () => {
    expect(await act(scene.aileen, { intent: "add-step", sectionClass: "shared_plan", words: " ", dueOn: "soon" })).toMatchObject({
      fields: { words: [expect.stringMatching(/\.$/)] },
      values: { dueOn: "soon" },
    });
    expect(await act(scene.aileen, { intent: "organisations" })).toMatchObject({ fields: { organisation: [expect.stringMatching(/\.$/)] } });
    expect(await act(scene.aileen, { intent: "everything", saidAt: "the other day" })).toMatchObject({ fields: { saidAt: [expect.stringMatching(/\.$/)] } });
  });

  it.each(["", "toString", "__proto__", "constructor", "delete-everything"])("“%s” is not something one can do", async (intent) => {
    await expect(act(scene.aileen, { intent })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("one part of a note", () => {
  it("is found only by its whole true address", async () => {
    const door = (actor: Actor, at: Partial<Parameters<typeof sectionDoor>[2]>) =>
      withActor(base.db, actor, (trx) => sectionDoor(trx, actor, { ...where, sectionId: note.sectionOf("visit"), ...at }));
    await expect(door(scene.aileen, {})).resolves.toMatchObject({ sectionClass: "visit", mayWrite: true });
    await expect(door(scene.bashir, {})).rejects.toMatchObject({ code: "not_found" });
    await expect(door(scene.bashir, { sectionId: note.sectionOf("shared_plan") })).resolves.toMatchObject({ mayWrite: true });
    await expect(door(scene.aileen, { noteId: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
    await expect(door(scene.aileen, { clientId: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
  });

  it("has a history for those who may read it, and the look is written down with it", async () => {
    const at = { ...where, sectionId: note.sectionOf("shared_plan") };
    await expect(sectionHistory(services(), scene.stran, at)).rejects.toMatchObject({ code: "not_found" });
    await expect(sectionHistory(services(), scene.amir, at)).resolves.toMatchObject({ points: [], section: { mayWrite: false } });
    expect((await looksOf(scene.amir)).at(-1)).toMatchObject({ what: "section.shared_plan", how: "history" });
  });
});

describe("after being shut out", () => {
  const why = (actor: Actor, clientId = scene.kerr) => withActor(base.db, actor, (trx) => whyItEnded(trx, clientId));
  const decide = (actor: Actor, decision: string, words = "") => withActor(base.db, actor, (trx) => decideUnsent(trx, actor, { documentId: note.documentOf("shared_plan"), decision, words }));
  const bytes = () => Buffer.from(updateOf("She said no on Monday.")).toString("base64");

  it("whoever was looking is told that consent was withdrawn, and the telling is a look", async () => {
    expect(await why(scene.bashir)).toEqual({ why: "ended", at: undefined });
    await page(scene.bashir);
    await stopsSharing(base.db, scene.aileen, scene.kerr, scene.foodHub);
    await expect(page(scene.bashir)).rejects.toMatchObject({ code: "not_found" });
    expect(await why(scene.bashir)).toMatchObject({ why: "withdrawn", at: expect.any(String) });
    expect((await looksOf(scene.bashir)).at(-1)).toMatchObject({ what: "consent", how: "live" });
  });

  it("a stranger, and anybody asking about somebody nobody has, hears the same nothing", async () => {
    const nothing = { why: "ended", at: undefined };
    expect(await why(scene.stran)).toEqual(nothing);
    expect(await why(scene.stran, randomUUID())).toEqual(nothing);
    expect(await why(scene.stran, "x' or true --")).toEqual(nothing);
    expect(await looksOf(scene.stran)).toEqual([]);
  });

  it("their own unsaved words go to the data lead when they say so, readable by themselves", async () => {
    await decide(scene.bashir, "hand-over", bytes());
    const handed = await withActor(base.db, scene.aileen, (trx) => trx.selectFrom("late_words").selectAll().execute());
    expect(handed).toHaveLength(1);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, handed[0]?.data ?? new Uint8Array());
    expect(doc.getXmlFragment("default").toString()).toContain("She said no on Monday.");
  });

  it("nobody hands over words for a document they were never on, nor more than one could have typed", async () => {
    await expect(decide(scene.stran, "hand-over", bytes())).rejects.toMatchObject({ code: "not_found" });
    await expect(decide(scene.bashir, "hand-over", Buffer.alloc(300_000).toString("base64"))).rejects.toMatchObject({ code: "too_large" });
    await expect(decide(scene.bashir, "publish", bytes())).rejects.toMatchObject({ code: "not_found" });
  });

  it("throwing away leaves nothing waiting", async () => {
    await decide(scene.bashir, "throw");
    const waiting = await base.admin`select 1 from late_words where account_id = ${scene.bashir.accountId} and thrown_away_at is null and handed_over_at is null`;
    expect(waiting).toHaveLength(0);
  });
});
