import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, inject } from "vitest";
import { connect, type Database } from "~db/client";
import { withDatabase } from "~db/prepare";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";

export type TestDatabase = {
  name: string;
  /** As `app_rw`, the way the product connects. */
  db: Database;
  pool: postgres.Sql;
  url: string;
  /** As the cluster's administrator: to look behind row-level security, or to break a control on purpose. */
  admin: postgres.Sql;
  adminUrl: string;
  drop: () => Promise<void>;
};

/**
 * A database of its own for a test file, copied from the prepared template (about 50 ms).
 * The properties can be read inside tests and hooks; everything is dropped when the file ends.
 */
export function database(): TestDatabase {
  const holder: Partial<TestDatabase> = {};
  beforeAll(async () => {
    Object.assign(holder, await createDatabase());
  });
  afterAll(() => holder.drop?.());
  return new Proxy({} as TestDatabase, {
    get(_target, key: keyof TestDatabase) {
      if (!(key in holder)) throw new Error(`database().${key} was read before its beforeAll had run.`);
      return holder[key];
    },
  });
}

/** The same, for whoever needs several or must drop them early. */
export async function createDatabase({ template, max = 10 }: { template?: string; max?: number } = {}): Promise<TestDatabase> {
  const cluster = inject("cluster");
  const name = `t_${randomBytes(6).toString("hex")}`;
  await copyDatabase(cluster.adminUrl, template ?? cluster.template, name);
  const url = withDatabase(cluster.appUrl, name);
  const adminUrl = withDatabase(cluster.adminUrl, name);
  const { db, pool } = connect(url, { max, name: "test" });
  const admin = postgres(adminUrl, { max: 2, onnotice: () => {} });
  return {
    name,
    db,
    pool,
    url,
    admin,
    adminUrl,
    drop: async () => {
      await Promise.all([pool.end({ timeout: 2 }), admin.end({ timeout: 2 })]);
      await once(cluster.adminUrl, (sql) => sql.unsafe(`drop database if exists "${name}" with (force)`));
    },
  };
}

/** Copies a database with its rights; nobody may be connected to the one that is copied. */
export async function copyDatabase(adminUrl: string, from: string, to: string): Promise<void> {
  await once(adminUrl, async (sql) => {
    // Two files may copy the template at once; PostgreSQL refuses the second while the first reads.
    await sql`select pg_advisory_lock(7301900000000099)`;
    await sql.unsafe(`create database "${to}" owner owner template "${from}"`);
    await sql.unsafe(`revoke all on database "${to}" from public; grant connect on database "${to}" to app_rw, auditor`).simple();
    const [worker] = await sql`select from pg_roles where rolname = 'worker'`;
    if (worker) await sql.unsafe(`grant connect on database "${to}" to worker`);
  });
}

class RolledBack extends Error {}

/** Runs `work` as the actor in one transaction and takes everything back. What `work` answers is answered. */
export async function inRollback<T>(db: Database, actor: Actor, work: (trx: Database) => Promise<T>): Promise<T> {
  let answer: { value: T } | undefined;
  await withActor(db, actor, async (trx) => {
    answer = { value: await work(trx) };
    throw new RolledBack();
  }).catch((error: unknown) => {
    if (!(error instanceof RolledBack)) throw error;
  });
  if (!answer) throw new Error("The work did not finish.");
  return answer.value;
}

async function once(url: string, work: (sql: postgres.Sql) => Promise<unknown>) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 2 });
  }
}
