import { beforeEach, expect, test } from "vitest";
import { closeNote, endCase, shareCase } from "~/features/case-notes/commands.server";
import { closePost, endTenure } from "~/features/people/commands.server";
import { endSessions } from "~/features/people/sessions.server";
import { withActor } from "~/shared/actor.server";
import { asking } from "~db/client";
import { actorFor, type Member } from "../support/cast";
import { agrees, noteBy, personOf } from "../support/factories";
import { promised } from "../support/size";
import { stage } from "../support/stage";
import { SyncClient } from "../support/sync-client";

const set = stage();
let clientId: string;
let noteId: string;
let documentId: string;
beforeEach(async () => {
  clientId = await personOf(set.data.db, set.cast.aileen);
  await agrees(set.data.db, set.cast.aileen, clientId, [{ with: set.cast.organisations.foodHub, classes: ["shared_plan"] }]);
  const note = await noteBy(set.data.db, set.cast.aileen, clientId, ["shared_plan"]);
  noteId = note.noteId;
  documentId = note.documentOf("shared_plan");
});

const worker = (name: string) => set.cast.another(name, set.cast.organisations.foodHub, "worker");

/** Ends something while a socket is open: it dies within a second, and does not come back in. */
async function diesOf(member: Member, end: () => Promise<unknown>): Promise<number> {
  const client = await set.join(member, documentId);
  const begun = performance.now();
  await end();
  const { code } = await client.closed;
  expect(performance.now() - begun).toBeLessThan(promised(1_000));
  const back = new SyncClient({ baseUrl: set.server.baseUrl, documentId, cookie: member.cookie });
  expect([4401, 4404]).toContain((await back.closed).code);
  expect(back.heard).toEqual([]);
  return code;
}

test("[R9] the end of a tenure shuts a live editor", async () => {
  const nuala = await worker("Nuala Reid");
  expect(await diesOf(nuala, () => withActor(set.data.db, set.cast.fay, (trx) => endTenure(trx, set.cast.fay, nuala.seats[0]?.tenureId ?? "", "moved on")))).toBe(4403);
});

test("[R9] so does a post that is closed", async () => {
  const nuala = await worker("Nora Reid");
  expect(await diesOf(nuala, () => withActor(set.data.db, set.cast.fay, (trx) => closePost(trx, set.cast.fay, nuala.seats[0]?.postId ?? "")))).toBe(4403);
});

test("[R9] signing out shuts the sockets of that session alone", async () => {
  const other = await actorFor(set.data.db, set.cast.bashir.accountId);
  const stays = await set.join(set.cast.bashir, documentId);
  expect(await diesOf(other, () => asking(set.data.db, { account: other.accountId }, (trx) => endSessions(trx, other.accountId, { id: other.sessionId }, "signed_out")))).toBe(4401);
  stays.type("still here");
  await stays.saved();
});

test("[R9] the end of a colleague's part in a case shuts their editor", async () => {
  const nils = await set.cast.another("Nils Berg", set.cast.organisations.harbour, "link_worker");
  const { aileen } = set.cast;
  const post = nils.seats[0]?.postId ?? "";
  await withActor(set.data.db, aileen, (trx) => shareCase(trx, aileen, clientId, post));
  expect(await diesOf(nils, () => withActor(set.data.db, aileen, (trx) => endCase(trx, aileen, clientId, post)))).toBe(4403);
});

test("[R9] a grant that runs out shuts the editor by itself, with no word from anybody", async () => {
  const bashir = await set.join(set.cast.bashir, documentId);
  await set.data.admin`update consent_grant set valid_until = now() + interval '1 second' where client_id = ${clientId} and purpose <> 'keep_notes'`;
  await set.data.admin`update document_connection set until = now() + interval '1 second' where client_id = ${clientId} and account_id = ${set.cast.bashir.accountId}`;
  await set.data.admin`update client_access set generation = generation + 1 where client_id = ${clientId}`;
  const begun = performance.now();
  expect((await bashir.closed).code).toBe(4403);
  expect(performance.now() - begun).toBeLessThan(promised(6_000));
});

test("[R4] closing a note takes the pen and leaves the page", async () => {
  const bashir = await set.join(set.cast.bashir, documentId);
  await withActor(set.data.db, set.cast.aileen, (trx) => closeNote(trx, set.cast.aileen, noteId, "They stopped coming."));
  expect((await bashir.closed).code).toBe(1012);
  const back = await set.join(set.cast.bashir, documentId);
  back.type("one more thing");
  expect((await back.closed).code).toBe(4403);
  expect(await set.data.admin`select 1 from document_update where document_id = ${documentId}`).toHaveLength(0);
});

test("[R5] presence does not outlive a right: nobody is shown as present who was shut out", async () => {
  const aileen = await set.join(set.cast.aileen, documentId);
  const nuala = await worker("Nell Reid");
  const client = await set.join(nuala, documentId);
  client.sendAwareness({ cursor: null });
  await aileen.until(() => aileen.awareness.getStates().has(client.doc.clientID), "her presence");
  await withActor(set.data.db, set.cast.fay, (trx) => endTenure(trx, set.cast.fay, nuala.seats[0]?.tenureId ?? "", "moved on"));
  await aileen.until(() => !aileen.awareness.getStates().has(client.doc.clientID), "her absence");
});
