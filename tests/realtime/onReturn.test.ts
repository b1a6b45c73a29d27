import { beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { sharedNote } from "../support/factories";
import { stage } from "../support/stage";
import { SyncClient } from "../support/sync-client";
import { pause } from "../support/wait";

const set = stage();
let documentId: string;
beforeAll(async () => {
  ({ documentId } = await sharedNote(set.data.db, set.cast.aileen, set.cast.organisations.foodHub));
});

/** Types without a connection: into the Y.Doc alone. */
async function offline(doc: Y.Doc, words: string) {
  const client = new SyncClient({ baseUrl: set.server.baseUrl, documentId, doc });
  client.type(words);
  await client.closed;
}

test("[R7] words typed while away are merged on return, beside what others wrote meanwhile", async () => {
  const aileen = await set.join(set.cast.aileen, documentId);
  aileen.type("Before. ");
  await aileen.saved();
  await aileen.close();
  await offline(aileen.doc, "In the lift. ");
  const bashir = await set.join(set.cast.bashir, documentId);
  bashir.type("Meanwhile. ");
  await bashir.saved();
  const back = await set.join(set.cast.aileen, documentId, { doc: aileen.doc });
  await Promise.all([back, bashir].map((one) => one.until(() => one.text().includes("In the lift.") && one.text().includes("Meanwhile."), "both")));
  expect(back.text()).toBe(bashir.text());
});

test("[R7] who comes back still typing, before any handshake, is not turned away and loses nothing", async () => {
  for (let time = 0; time < 8; time++) {
    const doc = new Y.Doc();
    const first = await set.join(set.cast.aileen, documentId, { doc });
    first.type(`one-${time}. `);
    await first.saved();
    await first.close();
    await offline(doc, `two-${time}. `);
    const back = new SyncClient({ baseUrl: set.server.baseUrl, documentId, cookie: set.cast.aileen.cookie, doc });
    back.socket.on("open", () => {
      for (const word of ["three", "four", "five"]) back.type(`${word}-${time}. `);
    });
    await back.until(() => back.sent >= 3 && back.synced, "the return");
    back.type(`six-${time}. `);
    await back.saved();
    expect(back.acknowledged).toBe(back.sent);
    const jo = await set.join(set.cast.jo, documentId);
    for (const word of ["one", "two", "three", "four", "five", "six"]) expect(jo.text()).toContain(`${word}-${time}.`);
    expect(jo.doc.store.pendingStructs).toBeNull();
    await Promise.all([jo.close(), back.close()]);
  }
});

test("[R12] one person's two connections cannot leave a gap for everybody", async () => {
  const one = await set.join(set.cast.bashir, documentId);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(one.doc));
  doc.clientID = one.doc.clientID;
  const other = await set.join(set.cast.bashir, documentId, { doc });
  for (let turn = 0; turn < 20; turn++) {
    one.type(`a${turn} `);
    if (turn === 10) one.sendRaw(Uint8Array.of(9));
    other.type(`b${turn} `);
  }
  await pause(300);
  const jo = await set.join(set.cast.jo, documentId);
  expect(jo.doc.store.pendingStructs).toBeNull();
  expect(jo.doc.store.pendingDs).toBeNull();
});

test("[R7] an afternoon's words typed without a connection are taken in one piece", async () => {
  const aileen = await set.join(set.cast.aileen, documentId);
  await aileen.close();
  await offline(aileen.doc, "A long visit, told at length. ".repeat(20_000));
  const back = await set.join(set.cast.aileen, documentId, { doc: aileen.doc });
  const bashir = await set.join(set.cast.bashir, documentId);
  await bashir.until(() => bashir.text().length >= back.text().length, "the whole afternoon");
  expect(back.isClosed).toBeUndefined();
});

test("[R7] who closes the page right after typing finds their words stored, not set apart", async () => {
  const setApart = async () => (await set.data.admin`select id from late_words where document_id = ${documentId}`).length;
  const before = await setApart();
  const words = Array.from({ length: 12 }, (_, time) => `last-${time}. `);
  for (const word of words) {
    const client = await set.join(set.cast.aileen, documentId);
    client.type(word);
    client.socket.close();
    await client.closed;
  }
  const bashir = await set.join(set.cast.bashir, documentId);
  await bashir.until(() => words.every((word) => bashir.text().includes(word)), "every last word");
  expect(await setApart()).toBe(before);
});
