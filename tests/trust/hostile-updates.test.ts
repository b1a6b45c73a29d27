import { beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { agrees, noteBy, personOf, type Note } from "../support/factories";
import { syncFrame, updateFrame } from "../support/frames";
import { figure, size } from "../support/size";
import { stage } from "../support/stage";
import type { SyncClient } from "../support/sync-client";
import { eventually, pause } from "../support/wait";
import { canonicalBytes, readAnew } from "../support/writers";
import { attacks, type Attack } from "./hostile-frames";

const set = stage({ LOG_LEVEL: "fatal" });
let clientId: string;
let counter = 0;
let said = 0;
beforeAll(async () => {
  clientId = await personOf(set.data.db, set.cast.aileen);
  await agrees(set.data.db, set.cast.aileen, clientId, [{ with: set.cast.organisations.foodHub, classes: ["shared_plan"] }, { with: set.cast.organisations.foodHub, classes: ["what_matters"], access: "read" }]);
});

/** Aileen (the victim) and Jo are in a section; Bashir, who may write there, attacks it. */
async function under(attack: Attack) {
  const note = await noteBy(set.data.db, set.cast.aileen, clientId, ["shared_plan"]);
  const documentId = note.documentOf("shared_plan");
  const aileen = await set.join(set.cast.aileen, documentId);
  const jo = await set.join(set.cast.jo, documentId);
  const bashir = await set.join(set.cast.bashir, documentId);
  aileen.type("Company on Fridays.");
  aileen.sendAwareness({ cursor: null });
  await aileen.saved();
  await Promise.all([jo, bashir].map((one) => one.until(() => one.text() === "Company on Fridays.", "the first words")));
  await jo.until(() => jo.awareness.getStates().has(aileen.doc.clientID), "Aileen's presence");
  const ground = { victim: aileen.doc.clientID, reached: Y.decodeStateVector(Y.encodeStateVector(aileen.doc)).get(aileen.doc.clientID) ?? 0, own: 900_000_000 + 100 * ++counter, account: set.cast.aileen.accountId };
  for (const bytes of attack.frames(ground)) {
    if (typeof bytes === "string") bashir.socket.send(bytes);
    else bashir.sendRaw(bytes);
  }
  return { documentId, note, aileen, jo, bashir, more: "" };
}

/** Each attack once, and in the long run a hundred times, a few at once. */
const times = size({ short: 1, long: 100 });
const done = { refused: 0, ignored: 0, rewound: 0, longestRewindMs: 0 };
async function repeatedly(work: () => Promise<void>): Promise<void> {
  for (let n = 0; n < times; n += 4) await Promise.all(Array.from({ length: Math.min(4, times - n) }, work));
}

/** What everybody else is owed, whatever the attack was: their words go on, arrive, and can be loaded. */
async function othersAreWell({ documentId, aileen, jo }: { documentId: string; aileen: SyncClient; jo: SyncClient }) {
  const more = ` Still here ${(said += 1)}.`;
  aileen.type(more);
  await aileen.saved();
  await jo.until(() => jo.text().includes(more), "later words after the attack");
  const anew = await readAnew({ baseUrl: set.server.baseUrl, documentId, cookie: set.cast.jo.cookie });
  expect(anew.text).toContain(more);
  expect(anew.doc.store.pendingStructs).toBeNull();
  expect(anew.doc.store.pendingDs).toBeNull();
  expect(jo.doc.store.pendingStructs).toBeNull();
  expect(canonicalBytes(anew.doc)).toBe(canonicalBytes(jo.doc));
  expect((await fetch(`${set.server.baseUrl}/healthz`)).status).toBe(200);
  return anew;
}

test.concurrent.each(attacks.filter(({ ends }) => ends === "refused"))("[R12] refused: $name", (attack) =>
  repeatedly(async () => {
    const scene = await under(attack);
    const { code } = await scene.bashir.closed;
    expect([1003, 1006, 1007, 1008, 1009, 4400, 4413, 4429]).toContain(code);
    const anew = await othersAreWell(scene);
    expect(anew.text).toMatch(/^Company on Fridays\. Still here \d+\.$/);
    const rows = await set.data.admin`select distinct account_id from document_update where document_id = ${scene.documentId}`;
    expect(rows.map((row) => row.account_id)).toEqual([set.cast.aileen.accountId]);
    done.refused += 1;
    await Promise.all([scene.aileen.close(), scene.jo.close()]);
  }),
);

test.concurrent.each(attacks.filter(({ ends }) => ends === "ignored"))("[R5] ignored: $name", (attack) =>
  repeatedly(async () => {
    const scene = await under(attack);
    await pause(150);
    const { jo, aileen } = scene;
    const states = [...jo.awareness.getStates()];
    expect(states.find(([client]) => client === aileen.doc.clientID)?.[1]).toMatchObject({ user: { accountId: set.cast.aileen.accountId } });
    expect(states.filter(([, state]) => state.user?.accountId === set.cast.aileen.accountId)).toHaveLength(1);
    expect(states.length).toBeLessThanOrEqual(2);
    for (const [, state] of states) expect(JSON.stringify(state)).not.toMatch(/Somebody else|isAdmin|xxxxxxxx|url\(|\[\[\[/);
    expect({}).not.toHaveProperty("isAdmin");
    await othersAreWell(scene);
    done.ignored += 1;
    await Promise.all([scene.aileen.close(), scene.jo.close(), scene.bashir.close()]);
  }),
);

test.concurrent.each(attacks.filter(({ ends }) => ends === "edit"))("[R13] an edit like any other, attributed and taken back to any moment: $name", (attack) =>
  repeatedly(async () => {
    const scene = await under(attack);
    await eventually(async () => (await rowsOf(scene.documentId)).some((row) => row.account_id === set.cast.bashir.accountId), "the edit in the log");
    const rows = await rowsOf(scene.documentId);
    const before = rows.findLast((row) => row.account_id === set.cast.aileen.accountId)?.seq ?? 0;
    expect(rows.filter((row) => row.account_id !== set.cast.aileen.accountId).every((row) => row.account_id === set.cast.bashir.accountId)).toBe(true);
    const { text: afterwards } = await othersAreWell(scene);
    const newest = (await rowsOf(scene.documentId)).at(-1)?.seq ?? 0;
    await readsWithoutHarm(scene.note);
    // Back to before the attack, by anybody else who may write; and forth again, where later words still are.
    const begun = performance.now();
    await rewind(scene.note, before);
    await scene.jo.until(() => scene.jo.text().trim() === "Company on Fridays.", "the words as they were");
    done.longestRewindMs = Math.max(done.longestRewindMs, performance.now() - begun);
    await rewind(scene.note, newest);
    const later = /Still here \d+\./.exec(afterwards)?.[0] ?? "later words";
    await scene.jo.until(() => scene.jo.text().includes(later), "the later words");
    await othersAreWell(scene);
    expect({}).not.toHaveProperty("isAdmin");
    done.rewound += 1;
    await Promise.all([scene.aileen.close(), scene.jo.close(), scene.bashir.close()]);
  }),
);

/** The pages that print stored words print them as words. */
async function readsWithoutHarm(note: Note) {
  for (const path of ["/notes", `/notes/${note.noteId}`]) {
    const page = await fetch(`${set.server.baseUrl}/people/${clientId}${path}`, { headers: { Cookie: set.cast.aileen.cookie } });
    expect(page.status).toBe(200);
    expect(await page.text()).not.toMatch(/<img src=x|<script>alert|href="javascript:|<iframe|onclick=|onerror=alert\(1\)>/i);
  }
}

async function rewind(note: Note, seq: number) {
  const path = `/people/${clientId}/notes/${note.noteId}/sections/${note.sectionOf("shared_plan")}/history`;
  await set.data.admin`delete from rate_limit`;
  const answer = await fetch(`${set.server.baseUrl}${path}`, { method: "POST", redirect: "manual", headers: { Cookie: set.cast.aileen.cookie, Origin: set.server.baseUrl }, body: new URLSearchParams({ seq: String(seq) }) });
  expect(answer.status).toBeLessThan(400);
}

const rowsOf = (documentId: string) => set.data.admin<{ account_id: string; seq: number }[]>`select account_id, seq::int as seq from document_update where document_id = ${documentId} order by seq`;

test("[R4] whoever may only read adds nothing, whatever they send and however they call it", async () => {
  const readable = await noteBy(set.data.db, set.cast.aileen, clientId, ["what_matters"]);
  const documentId = readable.documentOf("what_matters");
  const ground = { victim: 1, reached: 1, own: 800_000_000, account: set.cast.aileen.accountId };
  const honest = new Y.Doc();
  honest.getXmlFragment("default").insert(0, [new Y.XmlElement("paragraph")]);
  const words = Y.encodeStateAsUpdate(honest);
  const tries = [[updateFrame(words)], [syncFrame(1, words)], [syncFrame(1, Uint8Array.of(0, 0)), updateFrame(words)], ...attacks.filter(({ name }) => !/without end|larger/.test(name)).map(({ frames }) => frames(ground).slice(0, 5))];
  for (const frames of tries) {
    const bashir = await set.join(set.cast.bashir, documentId);
    for (const bytes of frames) if (typeof bytes !== "string") bashir.sendRaw(bytes);
    bashir.sendRaw(updateFrame(words));
    await bashir.closed;
  }
  figure("G11 hostile-updates, readers", { tries: tries.length, structsAdded: (await rowsOf(documentId)).length });
  expect(await rowsOf(documentId)).toEqual([]);
});

test("at least twenty-five attacks were tried, each as often as it should be", () => {
  figure("G11 hostile-updates", { attacks: attacks.length, times, refused: done.refused, ignored: done.ignored, rewound: done.rewound, longestRewindMs: Math.round(done.longestRewindMs) });
  expect(attacks.length).toBeGreaterThanOrEqual(25);
  expect(done.refused + done.ignored + done.rewound).toBe(attacks.length * times);
});
