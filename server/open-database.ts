import { secretOf, startEmbedded } from "~db/embedded";
import { connect, requireBoundRole, type Database } from "~db/client";
import { migrationNames, prepareDatabase } from "~db/prepare";
import { sql } from "kysely";
import type postgres from "postgres";
import type { Config } from "~/shared/config";

type Options = { join?: boolean; max?: number; told?: (what: string) => void };
/** `words`: one connection kept for storing words. They never wait for a page's query, and its plans stay warm. */
export type OpenDatabase = { db: Database; pool: postgres.Sql; words: postgres.Sql; url: string; close: () => Promise<void> };

/**
 * Opens the network's database: the embedded one under DATA_DIR, or the one DATABASE_URL names. Roles and
 * tables are made with an administrator's connection that is let go before anything is served.
 * @param join true for a script that may run beside a server: it stops only what it started
 * @param told hears when the embedded cluster had to be started again
 * @throws one clear line when the role is not bound by row-level security or migrations are missing
 */
export async function openDatabase(config: Config, { join = false, max = 10, told = () => {} }: Options = {}): Promise<OpenDatabase> {
  const cluster = config.databaseUrl ? undefined : await startEmbedded(config.dataDir);
  const url = cluster ? await prepare(cluster.adminUrl, config) : await outsideUrl(config);
  const { db, pool } = connect(url, { max, socket: cluster?.socket });
  const { pool: words } = connect(url, { max: 1, name: "common-thread words", socket: cluster?.socket });
  const opened = {
    db,
    pool,
    words,
    url,
    close: async () => {
      await Promise.all([pool.end({ timeout: 5 }), words.end({ timeout: 5 })]);
      if (cluster && (!join || cluster.startedHere)) await cluster.stop();
    },
  };
  try {
    await requireAnswer(pool);
    await requireBoundRole(db);
    await requireMigrations(db);
    if (!join) cluster?.keepRunning(told);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function requireAnswer(pool: postgres.Sql) {
  await pool`select 1`.catch((error: unknown) => {
    throw new Error(`The database that DATABASE_URL names does not answer: ${error instanceof Error ? error.message : String(error)}.`);
  });
}

function prepare(adminUrl: string, config: Config) {
  return prepareDatabase(adminUrl, { database: "common_thread", appPassword: secretOf(config.dataDir, "app-password") });
}

async function outsideUrl(config: Config): Promise<string> {
  const url = config.databaseUrl ?? "";
  if (config.databaseAdminUrl) {
    const { pathname, password } = new URL(url);
    await prepareDatabase(config.databaseAdminUrl, { database: decodeURIComponent(pathname.slice(1)), appPassword: decodeURIComponent(password) });
  }
  return url;
}

async function requireMigrations(db: Database) {
  const done = await sql<{ name: string }>`select name from migration.done`.execute(db).then(
    (result) => new Set(result.rows.map((row) => row.name)),
    (error: unknown) => {
      throw new Error(`The database has no tables of ours (${String(error instanceof Error ? error.message : error)}). Run npm run db:prepare with DATABASE_ADMIN_URL first.`);
    },
  );
  const missing = migrationNames().filter((name) => !done.has(name));
  if (missing.length > 0) throw new Error(`The database lacks ${missing.length} migrations. Run npm run db:prepare with DATABASE_ADMIN_URL first.`);
}
