import { beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { agrees, noteBy, personOf } from "../support/factories";
import { figure } from "../support/size";
import { stage } from "../support/stage";
import type { SyncClient } from "../support/sync-client";
import { eventually, pause } from "../support/wait";
import { canonicalBytes, readAnew } from "../support/writers";
import { attacks, type Attack } from "./hostile-frames";

const set = stage({ LOG_LEVEL: "fatal" });
let clientId: string;
let counter = 0;
beforeAll(async () => {
  clientId = await personOf(set.data.db, set.cast.aileen);
  await agrees(set.data.db, set.cast.aileen, clientId, [{ with: set.cast.organisations.foodHub, classes: ["shared_plan"] }]);
});

/** Aileen (the victim) and Jo are in a section; Bashir, who may write there, attacks it. */
async function under(attack: Attack) {
  const documentId = (await noteBy(set.data.db, set.cast.aileen, clientId, ["shared_plan"])).documentOf("shared_plan");
  const aileen = await set.join(set.cast.aileen, documentId);
  const jo = await set.join(set.cast.jo, documentId);
  const bashir = await set.join(set.cast.bashir, documentId);
  aileen.type("Company on Fridays.");
  aileen.sendAwareness({ cursor: null });
  await aileen.saved();
  await Promise.all([jo, bashir].map((one) => one.until(() => one.text() === "Company on Fridays.", "the first words")));
  await jo.until(() => jo.awareness.getStates().has(aileen.doc.clientID), "Aileen's presence");
  const ground = { victim: aileen.doc.clientID, reached: Y.decodeStateVector(Y.encodeStateVector(aileen.doc)).get(aileen.doc.clientID) ?? 0, own: 900_000_000 + ++counter };
  for (const bytes of attack.frames(ground)) {
    if (typeof bytes === "string") bashir.socket.send(bytes);
    else bashir.sendRaw(bytes);
  }
  return { documentId, aileen, jo, bashir };
}

/** What everybody else is owed, whatever the attack was: their words go on, arrive, and can be loaded. */
async function othersAreWell({ documentId, aileen, jo }: { documentId: string; aileen: SyncClient; jo: SyncClient }) {
  const more = ` Still here ${counter}.`;
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

test.each(attacks.filter(({ ends }) => ends === "refused"))("[R12] refused: $name", async (attack) => {
  const scene = await under(attack);
  const { code } = await scene.bashir.closed;
  expect([1003, 1006, 1007, 1008, 1009, 4400, 4413, 4429]).toContain(code);
  const anew = await othersAreWell(scene);
  expect(anew.text).toMatch(/^Company on Fridays\. Still here \d+\.$/);
  const rows = await set.data.admin`select distinct account_id from document_update where document_id = ${scene.documentId}`;
  expect(rows.map((row) => row.account_id)).toEqual([set.cast.aileen.accountId]);
  await Promise.all([scene.aileen.close(), scene.jo.close()]);
});

test.each(attacks.filter(({ ends }) => ends === "ignored"))("[R5] ignored: $name", async (attack) => {
  const scene = await under(attack);
  await pause(150);
  const { jo, aileen } = scene;
  const states = [...jo.awareness.getStates()];
  expect(states.find(([client]) => client === aileen.doc.clientID)?.[1]).toMatchObject({ user: { accountId: set.cast.aileen.accountId } });
  for (const [, state] of states) expect(JSON.stringify(state)).not.toMatch(/Somebody else|isAdmin|xxxxxxxx/);
  expect({}).not.toHaveProperty("isAdmin");
  await othersAreWell(scene);
  await Promise.all([scene.aileen.close(), scene.jo.close(), scene.bashir.close()]);
});

test.each(attacks.filter(({ ends }) => ends === "edit"))("[R13] an edit like any other, attributed and kept in the log: $name", async (attack) => {
  const scene = await under(attack);
  await eventually(async () => (await rowsOf(scene.documentId)).some((row) => row.account_id === set.cast.bashir.accountId), "the edit in the log");
  const rows = await rowsOf(scene.documentId);
  const before = new Y.Doc({ gc: false });
  for (const row of rows.filter((one) => one.account_id === set.cast.aileen.accountId)) Y.applyUpdate(before, row.data);
  expect(before.getXmlFragment("default").toString()).toContain("Company on Fridays.");
  await othersAreWell(scene);
  const page = await (await fetch(`${set.server.baseUrl}/people/${clientId}/notes`, { headers: { Cookie: set.cast.aileen.cookie } })).text();
  expect(page).not.toMatch(/<img src=x|<script>alert/);
  await Promise.all([scene.aileen.close(), scene.jo.close(), scene.bashir.close()]);
});

const rowsOf = (documentId: string) => set.data.admin<{ account_id: string; data: Uint8Array }[]>`select account_id, data from document_update where document_id = ${documentId} order by seq`;

test("at least twenty-five attacks were tried", () => {
  figure("hostile updates", { attacks: attacks.length, refused: attacks.filter(({ ends }) => ends === "refused").length });
  expect(attacks.length).toBeGreaterThanOrEqual(25);
});
