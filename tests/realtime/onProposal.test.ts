import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { TransactionSql } from "postgres";
import { beforeEach, expect, test } from "vitest";
import { endTenure } from "~/features/people/commands.server";
import { logOf } from "~/features/writing/past.server";
import { withActor } from "~/shared/actor.server";
import type { Member } from "../support/cast";
import { sharedNote } from "../support/factories";
import { moveGap, proposalBy, proposalOf, takeDown } from "../support/proposals";
import { stage } from "../support/stage";
import { SyncClient } from "../support/sync-client";
import { eventually } from "../support/wait";

const set = stage();
let gapId: string;
let documentId: string;
beforeEach(async () => {
  ({ gapId, documentId } = await proposalBy(set.data.db, set.cast.bashir));
});

const leaver = (name: string) => set.cast.another(name, set.cast.organisations.foodHub, "worker");
const leave = (member: Member) => withActor(set.data.db, set.cast.fay, (trx) => endTenure(trx, set.cast.fay, member.seats[0]?.tenureId ?? "", "moved on"));
const stored = async (words: string) => (await set.data.admin`select 1 from document_update where position(convert_to(${words}, 'UTF8') in data) > 0`).length;
const setApart = async () => Number((await set.data.admin`select count(*) as n from late_words`)[0]?.n);

/** How somebody is turned away: the code, and every byte they were sent. */
async function turnedAway(cookie: string | undefined, id = documentId) {
  const client = new SyncClient({ baseUrl: set.server.baseUrl, documentId: id, ...(cookie ? { cookie } : {}) });
  const { code, reason } = await client.closed;
  return { code, reason, heard: client.heard.length };
}

test("[R1] two organisations write a gap's proposal together, each under their own name", async () => {
  const [bashir, aileen] = await Promise.all([set.join(set.cast.bashir, documentId), set.join(set.cast.aileen, documentId)]);
  bashir.sendAwareness({ cursor: null });
  await aileen.until(() => [...aileen.awareness.getStates().values()].some((state) => state.user?.organisation === "Quayside Food Hub"), "Bashir's presence");
  bashir.type("The hall is free on Sundays. ");
  await bashir.saved();
  await aileen.until(() => aileen.text().includes("free on Sundays"), "his words");
  aileen.type("I know six who would come.");
  await aileen.saved();
  await bashir.until(() => bashir.text().includes("six who would come"), "hers");
  const rows = await set.data.admin`select account_id from document_update where document_id = ${documentId} order by seq`;
  expect(rows.map((row) => row.account_id)).toEqual([set.cast.bashir.accountId, set.cast.aileen.accountId]);
});

test("whoever has a seat may write, at a practice's desk and as a volunteer too", async () => {
  for (const name of ["rec", "vol", "fay", "stran"] as const) {
    const client = await set.join(set.cast[name], documentId);
    client.type(`${name} was here. `);
    await client.saved();
    await client.close();
  }
  expect((await set.join(set.cast.jo, documentId)).text()).toBe("rec was here. vol was here. fay was here. stran was here. ");
});

test("[R2] a commissioner and somebody who left find nothing there; without a session one is signed out", async () => {
  const left = await leaver("Lena Reid");
  await leave(left);
  const nothing = await turnedAway(set.cast.aileen.cookie, randomUUID());
  expect(nothing).toEqual({ code: 4404, reason: "", heard: 0 });
  expect(await turnedAway(set.cast.com.cookie)).toEqual(nothing);
  expect(await turnedAway(left.cookie)).toEqual(nothing);
  expect(await turnedAway(undefined)).toEqual({ ...nothing, code: 4401 });
  for (const member of [set.cast.com, left]) expect(await proposalOf(set.data.db, member, gapId).catch(() => "")).toBe("");
});

/** Ends something so that nobody hears of it: triggers send the notifications, and what they count is counted by hand. */
const endsUnheard = (change: (trx: TransactionSql) => Promise<unknown>) =>
  set.data.admin.begin(async (trx) => {
    await trx`set local session_replication_role = replica`;
    await change(trx);
    await trx`update staff_access set generation = generation + 1`;
  });

test("[R9] the end of a tenure shuts a proposal, and it does not open again", async () => {
  const nuala = await leaver("Nuala Reid");
  const writer = await set.join(nuala, documentId);
  writer.type("In time. ");
  await writer.saved();
  await leave(nuala);
  expect((await writer.closed).code).toBe(4403);
  expect(await turnedAway(nuala.cookie)).toEqual({ code: 4404, reason: "", heard: 0 });
});

test("[R9] though every notification is lost, nothing written later is shown, and what comes too late is neither stored nor set apart", async () => {
  const nora = await leaver("Nora Reid");
  const [writer, other] = await Promise.all([set.join(nora, documentId), set.join(set.cast.aileen, documentId)]);
  await endsUnheard((trx) => trx`update tenure set valid_until = now() where id = ${nora.seats[0]?.tenureId ?? ""}`);
  writer.type("Typed too late.");
  other.type("Not for Nora.");
  await other.saved();
  expect((await writer.closed).code).toBe(4403);
  expect(writer.everHeard("Not for Nora.")).toBe(false);
  expect([await stored("Not for Nora."), await stored("Typed too late."), await setApart()]).toEqual([1, 0, 0]);
});

test("[R9] who has another seat writes on in that one", async () => {
  const member = await leaver("Two Seats");
  await set.data.admin`insert into tenure (id, account_id, post_id) values (gen_random_uuid(), ${member.accountId}, ${set.cast.posts.stran})`;
  const client = await set.join(member, documentId);
  await leave(member);
  client.type("Still here.");
  await client.saved();
  const [row] = await set.data.admin`select t.post_id from document_update u join tenure t on t.id = u.tenure_id where u.document_id = ${documentId}`;
  expect(row?.post_id).toBe(set.cast.posts.stran);
});

test("[R9] taking a gap down shuts its proposal for everybody, and leaves no word of it", async () => {
  const [bashir, aileen] = await Promise.all([set.join(set.cast.bashir, documentId), set.join(set.cast.aileen, documentId)]);
  bashir.type("Ring Morag Sharp about this. ");
  await bashir.saved();
  await takeDown(set.data.db, set.cast.bashir, gapId);
  expect([(await bashir.closed).code, (await aileen.closed).code]).toEqual([4403, 4403]);
  for (const member of [set.cast.bashir, set.cast.aileen, set.cast.fay]) expect((await turnedAway(member.cookie)).code).toBe(4404);
  expect(await proposalOf(set.data.db, set.cast.fay, gapId)).toBe("");
  expect(await stored("Morag Sharp")).toBe(0);
});

test("[R9] also when nobody tells the server that it was", async () => {
  const aileen = await set.join(set.cast.aileen, documentId);
  aileen.type("Before. ");
  await aileen.saved();
  await endsUnheard((trx) => trx`update gap set place = 'taken_down' where id = ${gapId}`);
  expect((await aileen.closed).code).toBe(4403);
});

test("a smaller form of the words, made while the gap is taken down, is not kept", async () => {
  const { admin, db } = set.data;
  const aileen = await set.join(set.cast.aileen, documentId);
  aileen.type("Ring Morag Sharp. ");
  await aileen.saved();
  let folding: Promise<unknown> | undefined;
  await admin.begin(async (trx) => {
    await trx`update gap set place = 'taken_down' where id = ${gapId}`;
    folding = sql`select app.save_snapshot(${documentId}, 1, 'Ring Morag Sharp.'::bytea, ''::bytea)`.execute(db);
    await eventually(async () => (await admin`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%save_snapshot%' and datname = current_database()`).length > 0, "it waits for the end of the taking down");
  });
  await folding;
  expect(await admin`select 1 from document_snapshot where document_id = ${documentId}`).toEqual([]);
});

test("a gap that was taken down and comes back begins with nothing written", async () => {
  const bashir = await set.join(set.cast.bashir, documentId);
  bashir.type("Gone. ");
  await bashir.saved();
  await takeDown(set.data.db, set.cast.bashir, gapId);
  await moveGap(set.data.db, set.cast.bashir, gapId, { place: "noticed", why: "revived" });
  const again = await proposalOf(set.data.db, set.cast.aileen, gapId);
  expect(again).not.toBe(documentId);
  expect((await set.join(set.cast.aileen, again)).text()).toBe("");
  expect((await turnedAway(set.cast.bashir.cookie)).code).toBe(4404);
});

test("no look at a person is written down, for there is none", async () => {
  const looks = async () => Number((await set.data.admin`select count(*) as n from view`)[0]?.n);
  const before = await looks();
  const aileen = await set.join(set.cast.aileen, documentId);
  aileen.type("A look at a gap is not a look at a person.");
  await aileen.saved();
  expect(await withActor(set.data.db, set.cast.aileen, (trx) => logOf(trx, documentId))).toHaveLength(1);
  expect(await looks()).toBe(before);
});

test("a section that has lost its person is nobody's, and stores no word", async () => {
  const { admin } = set.data;
  const note = await sharedNote(set.data.db, set.cast.aileen, set.cast.organisations.foodHub);
  await expect(admin`update document set client_id = null where id = ${note.documentId}`).rejects.toThrow("document_about");
  const aileen = await set.join(set.cast.aileen, note.documentId);
  aileen.type("With her person. ");
  await aileen.saved();
  // A judgement forged as if this were about nobody.
  await admin`update document_connection set client_id = null, client_generation = 0, until = now() + interval '1 hour' where document_id = ${note.documentId}`;
  const [forged] = await admin`select id from document_connection where document_id = ${note.documentId}`;
  expect(await admin`select seq from app.append_updates(array[${forged?.id}]::bigint[], array['\\x00'::bytea], array[0]::bigint[])`).toEqual([{ seq: null }]);
  await expect(admin`select * from app.load_document(${forged?.id}, 0)`).rejects.toThrow("stale_connection");
  expect(await admin`select * from app.past_of(${forged?.id}, 100)`).toEqual([]);
  const levels = (trx: TransactionSql) => trx`select level from app.level_on(${note.documentId}, ${set.cast.aileen.accountId})`;
  const [before, after] = await admin.begin(async (trx) => {
    const answers = [await levels(trx)];
    await trx`savepoint before`;
    await trx`alter table document drop constraint document_about`;
    await trx`update document set client_id = null where id = ${note.documentId}`;
    answers.push(await levels(trx));
    await trx`rollback to savepoint before`;
    return answers;
  });
  expect(before).toEqual([{ level: "write" }]);
  expect(after).toEqual([]);
});
