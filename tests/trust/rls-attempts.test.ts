import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { asking, setAsking, type Database } from "~db/client";
import { castOf } from "../support/cast";
import { database } from "../support/database";
import { figure } from "../support/size";
import { pause } from "../support/wait";
import { tablePolicies, tablesOfEvents, tablesOfGaps, tablesOfHandover, tablesOfShadowing, tablesOfTies } from "./access/policy";
import { sceneOf, type Scene } from "./access/scene";
import { attemptsOn, ownOf, type Attempt, type Table } from "./rls-attempts";
import { rowsEverywhere } from "./rls-rows";

const fresh = database();
let scene: Scene;
let tables: Table[];
beforeAll(async () => {
  scene = await sceneOf(fresh, await castOf(fresh.db));
  await rowsEverywhere(fresh.admin, scene);
  const found = await fresh.admin<{ name: string; columns: string[]; key: string[] | null; policy: string | undefined }[]>`
    select c.relname as name,
      (select array_agg(quote_ident(attname) order by attnum) from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = '') as columns,
      (select array_agg(quote_ident(a.attname)) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary) as key,
      (select p.polname from pg_policy p where p.polrelid = c.oid and p.polname <> 'gate' limit 1) as policy
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`;
  // About people supported asks a colleague whom nobody named; about gaps and events, a commissioner; about who is whose
  // guest, a colleague of the guest's; about the inside of a tie, a third organisation; about the network, somebody who left.
  const { stran, com, former, aileen, nils, amir } = scene.members;
  const ofTwoSides = (name: string) => tablesOfShadowing[name]?.includes("nils") === false;
  const insideTies = (name: string) => tablesOfTies[name]?.includes("amir") === false;
  // About a handover, somebody who acts and has no part in it.
  const ofHandover = (name: string) => tablesOfHandover[name]?.includes("nils") === false;
  const askerOf = (name: string) =>
    name in tablePolicies ? stran : insideTies(name) ? amir : ofTwoSides(name) || ofHandover(name) ? nils : [...tablesOfGaps, ...tablesOfEvents, ...Object.keys(tablesOfTies), ...Object.keys(tablesOfHandover), ...Object.keys(tablesOfShadowing).filter((table) => table !== "public_holiday")].some((table) => table === name) ? com : former;
  tables = found.map((one) => ({ ...one, key: one.key ?? one.columns.slice(0, 1), me: askerOf(one.name).accountId, other: aileen.accountId }));
});

/** Refusals that tell nothing: no privilege, no such thing, not now, not supported, not this value. */
const harmless = new Set(["42501", "42P01", "42883", "3F000", "25001", "25006", "0A000", "42704", "22P02", "55000", "2BP01", "22023", "42809", "428C9", "42939", "57P03"]);
/** These fail only when they have read what they should not. */
const telling = new Set(["a cast that fails with what it read", "a division that fails when it reads", "a pattern that fails when it reads"]);
class Undone extends Error {}

/** @returns what leaked, and whether it was refused outright */
async function tried(attempt: Attempt, table: Table, as: Database = fresh.db): Promise<unknown[]> {
  if (attempt.kind === "copy") return copied(attempt, table);
  let leaked: unknown[] = [];
  await asking(as, { account: table.me }, async (trx) => {
    if (attempt.kind === "plan") leaked = await planned(trx, attempt, table);
    else
      for (const statement of attempt.statements) {
        const { rows, numAffectedRows } = await sql.raw(statement).execute(trx);
        leaked = attempt.kind === "change" && rows.length === 0 ? Array.from({ length: Number(numAffectedRows ?? 0) }) : rows;
      }
    throw new Undone();
  }).catch((error: { code?: string; message: string }) => {
    if (error instanceof Undone) return;
    const told = error.message === "LEAKED" || (telling.has(attempt.name) && ["22P02", "22012", "2201B"].includes(error.code ?? ""));
    if (told) leaked = [error.message];
    else if (error.code && harmless.has(error.code)) leaked = [];
    else leaked = [`failed otherwise than by a refusal: ${error.code} ${error.message}`];
  });
  return leaked;
}

let prepared = 0;
/** The same words, planned while somebody asked who may see much, then asked by one who may not. */
async function planned(trx: Database, { statements: [mode = "", rows = ""] }: Attempt, { me, other }: Table): Promise<unknown[]> {
  await sql.raw(mode).execute(trx);
  // What is prepared outlives the transaction, so each has a name of its own.
  const name = `sly_${++prepared}`;
  await sql.raw(`prepare ${name} as ${rows}`).execute(trx);
  await setAsking(trx, { account: other });
  for (let again = 0; again < 6; again++) await sql.raw(`execute ${name}`).execute(trx);
  await setAsking(trx, { account: me });
  return (await sql.raw(`execute ${name}`).execute(trx)).rows;
}

async function copied({ statements: [copy = ""] }: Attempt, { me, name }: Table): Promise<unknown[]> {
  const one = await fresh.pool.reserve();
  const lines: string[] = [];
  try {
    await one`begin`;
    await one`select set_config('app.account', ${me}, true)`;
    // The driver's stream does not tell of a refusal, so one that is refused is asked for without it.
    const [may] = await one`select has_table_privilege(${`public.${name}`}, 'select') as it`;
    if (may?.it) for await (const chunk of await one.unsafe(copy).readable()) lines.push(String(chunk));
    else await one.unsafe(copy);
  } catch (error) {
    if (!harmless.has((error as { code?: string }).code ?? "")) throw error;
  } finally {
    await one`rollback`;
    one.release();
  }
  return lines.join("").split("\n").filter(Boolean);
}

test("every table, by every way there is: no row that is not its asker's is read, copied, locked or changed", async () => {
  const faults: string[] = [];
  const perTable: Record<string, number> = {};
  const work = tables.flatMap((table) => attemptsOn(table).map((attempt) => ({ table, attempt })));
  let next = 0;
  const lane = async () => {
    for (let item = work[next++]; item; item = work[next++]) {
      const leaked = await Promise.race([tried(item.attempt, item.table), pause(300_000).then(() => ["no answer"])]);
      perTable[item.table.name] = (perTable[item.table.name] ?? 0) + 1;
      if (leaked.length > 0) faults.push(`${item.table.name}, ${item.attempt.name}: ${JSON.stringify(leaked).slice(0, 120)}`);
    }
  };
  await Promise.all(Array.from({ length: 6 }, lane));
  figure("G2 row-level security alone, ways around", { attempts: work.length, tables: tables.length, fewestPerTable: Math.min(...Object.values(perTable)), leaked: faults.length });
  figure("G2 row-level security alone, attempts per table", perTable);
  expect(faults).toEqual([]);
  expect(Math.min(...Object.values(perTable))).toBeGreaterThanOrEqual(60);
});

test("and every way of asking is real: whoever row-level security does not bind is answered", async () => {
  const wrong: string[] = [];
  for (const table of tables) {
    const hidden = await fresh.admin.unsafe(`select 1 from public.${table.name} t where not coalesce((${ownOf(table)}), false) limit 1`);
    if (hidden.length === 0 && ownOf(table) !== "true") wrong.push(`${table.name} has no row to hide: plant one in rls-rows.ts`);
    if (hidden.length === 0) continue;
    for (const attempt of attemptsOn(table).filter(({ kind, statements }) => kind === "read" && statements.length === 1 && !/pg_stats|^copy/.test(statements[0] ?? ""))) {
      const answered = await fresh.admin.begin(async (trx) => {
        const rows = await trx.unsafe(attempt.statements[0] ?? "");
        throw new Answered(rows.length > 0);
      }).catch((error: Error) => (error instanceof Answered ? error.some : true));
      if (!answered) wrong.push(`${table.name}, ${attempt.name}: answered nothing to somebody who may see all`);
    }
  }
  expect(wrong).toEqual([]);
});

class Answered extends Error {
  constructor(readonly some: boolean) {
    super();
  }
}
test("what holds of the actor, and what does not: a transaction is whoever it says it is", async () => {
  // It does not outlive the transaction, and a savepoint taken back takes it back.
  await asking(fresh.db, { account: scene.members.aileen.accountId }, (trx) => sql`select 1`.execute(trx));
  const outside = await sql<{ account: string | null }>`select nullif(current_setting('app.account', true), '') as account`.execute(fresh.db);
  expect(outside.rows).toEqual([{ account: null }]);
  // The database is not shown a proof: SQL that sets the actor becomes that actor. What stands before it is that
  // only db/client.ts sets it (tests/architecture.test.ts) and that every value is a bound parameter.
  const became = await asking(fresh.db, { account: scene.members.stran.accountId }, async (trx) => {
    await setAsking(trx, { account: scene.members.aileen.accountId });
    return (await sql`select 1 from client`.execute(trx)).rows.length;
  });
  expect(became).toBeGreaterThan(0);
});

test("a connection's number opens nothing to another actor; the document server, which asks with none, is served", async () => {
  const { note } = scene.subjects.live;
  const { aileen, stran } = scene.members;
  const [opened] = (await sql<{ connection_id: number }>`select connection_id from app.open_document(${note.documentOf("visit")}, ${aileen.sessionId})`.execute(fresh.db)).rows;
  const number = opened?.connection_id ?? 0;
  await sql`select * from app.append_updates(array[${number}]::bigint[], array['\\x0000']::bytea[], array[0]::bigint[])`.execute(fresh.db);
  const ways: Record<string, string> = {
    load_document: `select 1 from app.load_document(${number}, 0)`,
    past_of: `select 1 from app.past_of(${number}, 9)`,
    append_updates: `select 1 from app.append_updates(array[${number}]::bigint[], array['\\x0000']::bytea[], array[9]::bigint[]) where seq is not null`,
    writers_of: `select 1 from app.writers_of(${number})`,
    judge_again: `select 1 from app.judge_again(array[${number}]::bigint[])`,
  };
  const rows = (statement: string, who: { account?: string }) =>
    asking(fresh.db, who, async (trx) => (await sql.raw(statement).execute(trx)).rows.length).catch((error: { code?: string; message: string }) => {
      if (error.code === "42501" || error.message === "stale_connection") return 0;
      throw error;
    });
  for (const [name, statement] of Object.entries(ways)) {
    expect([name, await rows(statement, { account: stran.accountId })]).toEqual([name, 0]);
    expect([name, await rows(statement, {})]).toEqual([name, 1]);
  }
  await expect(asking(fresh.db, { account: stran.accountId }, (trx) => sql`select * from app.open_document(${note.documentOf("visit")}, ${aileen.sessionId})`.execute(trx))).rejects.toMatchObject({ code: "42501" });
  await asking(fresh.db, { account: stran.accountId }, (trx) => sql`select app.close_connections(array[${number}]::bigint[])`.execute(trx));
  expect(await rows(ways["load_document"] ?? "", {})).toBe(2);
});
