import { afterEach, beforeEach, expect, test } from "vitest";
import { acceptTie, endTie, proposeAgain, proposeTie, reviveTie } from "~/features/relationships/commands.server";
import { findTie } from "~/features/relationships/access.server";
import { propose, unnameOrganisation } from "~/features/relationships/decisions/commands.server";
import { closeOrganisation } from "~/features/relationships/home/home.server";
import { wordsFor } from "~/features/writing/words.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Documents } from "~/shared/services.server";
import type { Database } from "~db/client";
import { stage } from "../support/stage";
import { SyncClient } from "../support/sync-client";
import { eventually } from "../support/wait";

const set = stage();
let tieId: string;
let documentId: string;

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(set.data.db, actor, work);
const version = async () => (await as(set.cast.aileen, (trx) => findTie(trx, set.cast.aileen, tieId))).version;
const nothing = { read: async () => new Map() } as unknown as Documents;
const wordsOf = (actor: Actor, id: string) => as(actor, (trx) => wordsFor(trx, nothing, { tieId: id }));
const stored = async (words: string) => (await set.data.admin`select 1 from document_update where position(convert_to(${words}, 'UTF8') in data) > 0`).length;

const joined: SyncClient[] = [];
async function join(who: { cookie: string }, id: string): Promise<SyncClient> {
  const client = await set.join(who, id);
  joined.push(client);
  return client;
}
/** Whoever is still there goes first: what takes whole tables away would stand in the way of what the server asks, and it in ours. */
afterEach(async () => {
  await Promise.all(joined.splice(0).map((client) => client.close()));
  await eventually(async () => (await set.data.admin`select 1 from document_connection`).length === 0, "the server to have let go of everybody");
});
beforeEach(async () => {
  await set.data.admin`truncate tie, inbox_item cascade`;
  const { aileen, bashir, organisations } = set.cast;
  ({ tieId } = await as(aileen, (trx) => proposeTie(trx, aileen, { organisationId: organisations.foodHub })));
  await as(bashir, async (trx) => acceptTie(trx, bashir, tieId, { version: 1 }));
  ({ documentId } = await wordsOf(aileen, tieId));
});

test("[R9] the end of a tie takes the pen from both sides at once, and leaves them the page", async () => {
  const { aileen, bashir } = set.cast;
  const [one, other] = [await join(aileen, documentId), await join(bashir, documentId)];
  one.type("Ring on Mondays. ");
  await one.saved();
  await as(aileen, async (trx) => endTie(trx, aileen, tieId, { version: await version() }));
  expect([(await one.closed).code, (await other.closed).code]).toEqual([1012, 1012]);
  const back = await join(bashir, documentId);
  expect(back.text()).toBe("Ring on Mondays. ");
  back.type("Typed too late.");
  expect((await back.closed).code).toBe(4403);
  expect(await stored("Typed too late.")).toBe(0);
});

test("[R9] whoever takes the end back, or proposes again, gives the pen back", async () => {
  const { aileen, bashir } = set.cast;
  for (const again of [reviveTie, proposeAgain]) {
    await as(aileen, async (trx) => endTie(trx, aileen, tieId, { version: await version() }));
    const reader = await join(bashir, documentId);
    await as(aileen, async (trx) => again(trx, aileen, tieId, { version: await version() }));
    expect((await reader.closed).code).toBe(1012);
    const writer = await join(bashir, documentId);
    writer.type("Once more. ");
    await writer.saved();
    await writer.close();
  }
  expect(await stored("Once more. ")).toBe(2);
});

test("[R9] whoever is named in a proposal no more loses the pen, whoever took it", async () => {
  const { bashir, aileen, organisations } = set.cast;
  const { decisionId } = await as(bashir, (trx) => propose(trx, bashir, { title: "One way to send people", summary: "Ring first.", named: [organisations.harbour, organisations.practice] }));
  const [row] = await set.data.admin`select id from document where decision_id = ${decisionId}`;
  const writer = await join(aileen, String(row?.id));
  writer.type("As Harbour sees it. ");
  await writer.saved();
  await as(bashir, (trx) => unnameOrganisation(trx, bashir, decisionId, organisations.harbour));
  expect((await writer.closed).code).toBe(1012);
});

test("[R9] words that go on with another organisation are shut to whoever left, and written on by those who stay and those who come", async () => {
  const { aileen, bashir, fay, stran, organisations } = set.cast;
  const [stays, leaves] = [await join(aileen, documentId), await join(bashir, documentId)];
  leaves.type("Come to the side door. ");
  await leaves.saved();
  await as(fay, (trx) => closeOrganisation(trx, fay, organisations.foodHub, { into: organisations.stranger }));
  expect([4401, 4403]).toContain((await leaves.closed).code);
  const [row] = await set.data.admin`select id from tie where state = 'held'`;
  expect((await wordsOf(stran, String(row?.id))).documentId).toBe(documentId);
  const comes = await join(stran, documentId);
  expect(comes.text()).toBe("Come to the side door. ");
  comes.type("And ask for us.");
  await comes.saved();
  await stays.until(() => stays.text().includes("And ask for us."), "what the organisation it goes on with wrote");
  expect((await new SyncClient({ baseUrl: set.server.baseUrl, documentId, cookie: bashir.cookie }).closed).code).toSatisfy((code: number) => code === 4401 || code === 4404);
});
