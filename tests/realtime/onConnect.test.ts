import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { agrees, noteBy, personOf, sharedNote } from "../support/factories";
import { stage } from "../support/stage";
import { SyncClient } from "../support/sync-client";

const set = stage();
let documentId: string;
let visitId: string;
let whatMattersId: string;
let clientId: string;
beforeAll(async () => {
  const shared = await sharedNote(set.data.db, set.cast.aileen, set.cast.organisations.foodHub);
  documentId = shared.documentId;
  clientId = shared.clientId;
  visitId = shared.note.documentOf("visit");
  whatMattersId = shared.note.documentOf("what_matters");
});

const turnedAway = async (id: string, cookie?: string) => {
  const client = new SyncClient({ baseUrl: set.server.baseUrl, documentId: id, ...(cookie ? { cookie } : {}) });
  const closed = await client.closed;
  return { ...closed, heard: client.heard.length };
};

test("[R1] two organisations join one section and read each other's words", async () => {
  const aileen = await set.join(set.cast.aileen, documentId);
  const bashir = await set.join(set.cast.bashir, documentId);
  aileen.type("Company on Fridays. ");
  await bashir.until(() => bashir.text().includes("Company on Fridays."), "Aileen's words");
  bashir.type("Rooftop club at two.");
  await aileen.until(() => aileen.text().includes("Rooftop club at two."), "Bashir's words");
  expect(aileen.text()).toBe(bashir.text());
});

test("[R2] a stranger, a missing document and a malformed id are turned away alike", async () => {
  const { stran, rec, vol, com, fay } = set.cast;
  const missing = await turnedAway(randomUUID(), stran.cookie);
  expect(missing).toEqual({ code: 4404, reason: "", heard: 0 });
  for (const who of [stran, rec, vol, com, fay]) expect(await turnedAway(documentId, who.cookie)).toEqual(missing);
  expect(await turnedAway(visitId, set.cast.bashir.cookie)).toEqual(missing);
  expect(await turnedAway("not-an-id", stran.cookie)).toEqual(missing);
});

test("[R2] without a live session there is no document: 4401, whether or not it exists", async () => {
  const nobody = { code: 4401, reason: "", heard: 0 };
  expect(await turnedAway(documentId)).toEqual(nobody);
  expect(await turnedAway(randomUUID(), "thread=abc.def")).toEqual(nobody);
  expect(await turnedAway(documentId, `${set.cast.aileen.cookie}x`)).toEqual(nobody);
});

test("[R3] a socket from another site is refused before anybody is asked", async () => {
  for (const origin of ["https://elsewhere.example", "null", `${set.server.baseUrl}.elsewhere.example`, set.server.baseUrl.replace("http", "https")]) {
    const client = new SyncClient({ baseUrl: set.server.baseUrl, documentId, cookie: set.cast.aileen.cookie, origin });
    expect([origin, await client.refused]).toEqual([origin, 403]);
  }
});

test("[R4] who may only read hears the words, and cannot add any", async () => {
  const aileen = await set.join(set.cast.aileen, whatMattersId);
  const bashir = await set.join(set.cast.bashir, whatMattersId);
  aileen.type("My allotment.");
  await bashir.until(() => bashir.text() === "My allotment.", "the words");
  bashir.type(" Forged.");
  expect((await bashir.closed).code).toBe(4403);
  const rows = await set.data.admin`select account_id from document_update where document_id = ${whatMattersId}`;
  expect(new Set(rows.map((row) => row.account_id))).toEqual(new Set([set.cast.aileen.accountId]));
  expect(aileen.text()).toBe("My allotment.");
});

test("[R5] names in presence are the server's, whatever a client says of itself", async () => {
  const aileen = await set.join(set.cast.aileen, documentId);
  const bashir = await set.join(set.cast.bashir, documentId);
  bashir.sendAwareness({ user: { name: "Aileen Murray", accountId: set.cast.aileen.accountId }, cursor: null, secret: "x" });
  await aileen.until(() => aileen.awareness.getStates().has(bashir.doc.clientID), "Bashir's presence");
  expect(aileen.awareness.getStates().get(bashir.doc.clientID)).toEqual({
    user: expect.objectContaining({ name: "Bashir K.", accountId: set.cast.bashir.accountId, organisation: "Quayside Food Hub" }),
    cursor: null,
  });
});

test("[R6] joining a live document is one look, written down before the first byte", async () => {
  const looks = () => set.data.admin`select account_id, how from view where client_id = ${clientId} and how = 'live' and account_id = ${set.cast.sana.accountId}`;
  expect(await looks()).toHaveLength(0);
  await set.join(set.cast.sana, documentId);
  expect(await looks()).toHaveLength(1);
});

test("[R6] when the look cannot be written down, the document does not open", async () => {
  const person = await personOf(set.data.db, set.cast.aileen, "Mr P.");
  await agrees(set.data.db, set.cast.aileen, person);
  const note = await noteBy(set.data.db, set.cast.aileen, person);
  await set.data.admin.unsafe(`create function refuse_view() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$;
    create trigger refuse_view before insert on view for each row execute function refuse_view()`).simple();
  try {
    const closed = await turnedAway(note.documentOf("shared_plan"), set.cast.aileen.cookie);
    expect(closed).toEqual({ code: 1013, reason: "", heard: 0 });
  } finally {
    await set.data.admin.unsafe("drop trigger refuse_view on view; drop function refuse_view()").simple();
  }
});
