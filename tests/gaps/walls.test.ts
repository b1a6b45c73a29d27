import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { postGap, seeThisToo, takeRole } from "~/features/gaps/commands.server";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast, type CastNames } from "../support/cast";
import { database } from "../support/database";

/** The second wall alone: no command, no policy function, only what PostgreSQL lets `app_rw` do for this actor. */
const house = database();
let cast: Cast;
let gapId: string;
class Undone extends Error {}

beforeAll(async () => {
  cast = await castOf(house.db);
  const { aileen, bashir } = cast;
  ({ gapId } = await withActor(house.db, aileen, (trx) => postGap(trx, aileen, { sentence: "Nowhere warm after five", need: "warmth", groups: [] })));
  await withActor(house.db, bashir, (trx) => seeThisToo(trx, bashir, gapId, { band: "one_two" }));
  await withActor(house.db, bashir, (trx) => takeRole(trx, bashir, gapId, "lead"));
});

/** Rows changed by a statement said as somebody, taken back afterwards; what is refused is 0. */
async function changes(name: CastNames, say: (trx: Database) => Promise<{ numAffectedRows?: bigint | undefined }>): Promise<number> {
  let changed = 0;
  await withActor(house.db, cast[name], async (trx) => {
    changed = Number((await say(trx)).numAffectedRows ?? 0);
    throw new Undone();
  }).catch((error: { code?: string; message: string }) => {
    if (error instanceof Undone) return;
    if (error.code !== "42501" && error.code !== "23503" && error.message !== "not_allowed") throw error;
  });
  return changed;
}

const seat = (name: CastNames) => ({ account: cast[name].accountId, post: cast.posts[name], organisation: cast[name].seat?.organisationId ?? "" });
type As = { account: string; post: string; organisation: string };
const tries = ({ account, post, organisation }: As) => sql`insert into gap_tried (id, gap_id, line, account_id, post_id, organisation_id) values (${randomUUID()}, ${gapId}, 'x', ${account}, ${post}, ${organisation})`;

const acting: CastNames[] = ["fay", "aileen", "jo", "bashir", "sana", "amir", "stran", "rec", "vol"];

test("whoever has a seat writes as themselves, from their own post, for its organisation; a commissioner does not write at all", async () => {
  for (const name of acting) expect([name, await changes(name, (trx) => tries(seat(name)).execute(trx))]).toEqual([name, 1]);
  expect(await changes("com", (trx) => tries(seat("com")).execute(trx))).toBe(0);
  const bashir = seat("bashir");
  const forged: As[] = [{ ...bashir, account: seat("amir").account }, { ...bashir, post: seat("amir").post, organisation: seat("amir").organisation }, { ...bashir, organisation: seat("amir").organisation }, { ...bashir, post: seat("sana").post }];
  for (const one of forged) expect(await changes("bashir", (trx) => tries(one).execute(trx))).toBe(0);
});

test("facts are told when they happen: not of next week, and not of last month outside a demonstration", async () => {
  const told = (at: Date) => changes("bashir", (trx) => trx.insertInto("gap_tried").values({ id: randomUUID(), gap_id: gapId, line: "x", account_id: seat("bashir").account, post_id: seat("bashir").post, organisation_id: seat("bashir").organisation, at }).executeTakeFirst().then(({ numInsertedOrUpdatedRows }) => ({ numAffectedRows: numInsertedOrUpdatedRows })));
  expect(await told(new Date())).toBe(1);
  expect(await told(new Date(Date.now() + 7 * 86_400_000))).toBe(0);
  expect(await told(new Date(Date.now() - 30 * 86_400_000))).toBe(0);
});

test.each<[string, () => ReturnType<typeof sql>, CastNames[]]>([
  ["moves a card by hand, past the moves", () => sql`update gap set place = 'met' where id = ${gapId}`, []],
  ["counts a version down", () => sql`update gap set account_id = ${cast.amir.accountId} where id = ${gapId}`, []],
  ["rewords it", () => sql`update gap set sentence = 'x' where id = ${gapId}`, ["aileen", "bashir", "fay"]],
  ["takes back another's seeing", () => sql`update gap_join set ended_at = now() where gap_id = ${gapId} and account_id = ${cast.bashir.accountId}`, ["bashir"]],
  ["lets another's part go", () => sql`update gap_role set ended_at = now(), ended_by = ${cast.bashir.accountId} where gap_id = ${gapId} and role = 'lead'`, ["bashir", "fay"]],
  ["deletes it", () => sql`delete from gap where id = ${gapId}`, []],
  ["deletes its moves", () => sql`delete from gap_move where gap_id = ${gapId}`, []],
  ["adds an area", () => sql`insert into area (id, name, added_by) values (${randomUUID()}, 'Brae', ${cast.fay.accountId})`, ["fay"]],
  ["asks the whole network whether it is still true", () => sql`select 1 from app.ask_whether_still_true(0)`, []],
])("who %s", async (_what, statement, may) => {
  const done: string[] = [];
  for (const name of [...acting, "com"] as const) if ((await changes(name, (trx) => statement().execute(trx))) > 0) done.push(name);
  expect(done.sort()).toEqual([...may].sort());
});

test("news for a post is read by whoever sits in it, and told in one's own name", async () => {
  const tell = (from: string) => sql`insert into inbox_item (id, post_id, kind, gap_id, account_id) values (${randomUUID()}, ${cast.posts.amir}, 'gap.met', ${gapId}, ${from})`;
  expect(await changes("bashir", (trx) => tell(cast.amir.accountId).execute(trx))).toBe(0);
  await withActor(house.db, cast.bashir, (trx) => tell(cast.bashir.accountId).execute(trx));
  for (const name of [...acting, "com"] as const) {
    const { rows } = await withActor(house.db, cast[name], (trx) => sql`select 1 from inbox_item where kind = 'gap.met'`.execute(trx));
    expect([name, rows.length]).toEqual([name, name === "amir" ? 1 : 0]);
    expect(await changes(name, (trx) => sql`update inbox_item set seen_at = now(), seen_by = ${cast[name].accountId} where kind = 'gap.met'`.execute(trx))).toBe(name === "amir" ? 1 : 0);
  }
});
