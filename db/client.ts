import { Kysely, type Transaction, sql } from "kysely";
import { PostgresJSDialect } from "kysely-postgres-js";
import postgres from "postgres";
import { firstWords, holding } from "./holding";
import type { DB } from "./types";

export type Database = Kysely<DB>;
export type { DB, Transaction };

/** A pool of connections as `app_rw`. Big integers (sequence numbers) arrive as numbers. */
export function connect(url: string, options: { max?: number; name?: string; socket?: string | undefined } = {}) {
  const pool = postgres(url, {
    ...(options.socket ? { path: options.socket } : {}),
    max: options.max ?? 10,
    idle_timeout: 0,
    connect_timeout: 5,
    // Seconds before the next try: whoever is typing waits for this.
    backoff: (tries: number) => Math.min(0.1 * 2 ** tries, 1),
    connection: { application_name: options.name ?? "common-thread", ...firstWords },
    onnotice: () => {},
    types: {
      bigint: { to: 20, from: [20], parse: Number, serialize: String },
      // Kysely hands over JSON as text; the driver's own serializer would quote that text once more.
      json: { to: 114, from: [114, 3802], parse: JSON.parse, serialize: (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value)) },
    },
  });
  return { pool, db: new Kysely<DB>({ dialect: new PostgresJSDialect({ postgres: holding(pool, options.max ?? 10) }) }) };
}

/** Runs `work` in the caller's transaction when there is one, else in one of its own. */
export function inTransaction<T>(db: Database, work: (trx: Database) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}

export type Asking = { account?: string; session?: string; presented?: string; duty?: "mail" | "audit" | "renewal" | "import" | "gaps" | "diary" | "handover" };

/**
 * One transaction in which PostgreSQL knows who is asking. Everything about people happens inside one of
 * these; outside, row-level security answers with nothing.
 */
export function asking<T>(db: Database, who: Asking, work: (trx: Database) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await setAsking(trx, who);
    return work(trx);
  });
}

/** Changes who is asking within a transaction: signing in learns it half-way. */
export async function setAsking(trx: Database, who: Asking) {
  await sql`select set_config('app.account', ${who.account ?? ""}, true), set_config('app.session', ${who.session ?? ""}, true),
    set_config('app.presented', ${who.presented ?? ""}, true), set_config('app.duty', ${who.duty ?? ""}, true)`.execute(trx);
}

/**
 * Refuses to serve through a role that row-level security does not bind.
 * @throws one clear line for a superuser, a role that bypasses, an owner of tables, or a member of one
 */
export async function requireBoundRole(db: Database) {
  const { rows } = await sql<{ name: string; superuser: boolean; bypass: boolean; owns: boolean; member: boolean }>`
    select r.rolname as name, r.rolsuper as superuser, r.rolbypassrls as bypass,
      exists (select 1 from pg_class c where c.relowner = r.oid and c.relnamespace in ('public'::regnamespace, to_regnamespace('app')))
        or exists (select 1 from pg_database d where d.datname = current_database() and d.datdba = r.oid) as owns,
      exists (select 1 from pg_roles o where o.oid <> r.oid and (o.rolsuper or o.rolbypassrls or o.rolname in ('owner', 'gate')) and pg_has_role(r.oid, o.oid, 'member')) as member
    from pg_roles r where r.rolname = session_user`.execute(db);
  const role = rows[0];
  if (!role) throw new Error("The database did not say which role this is.");
  const why = role.superuser
    ? "is a superuser"
    : role.bypass
      ? "may bypass row-level security"
      : role.owns
        ? "owns tables or the database"
        : role.member
          ? "is a member of a role that owns tables or may bypass row-level security"
          : undefined;
  if (why) throw new Error(`DATABASE_URL signs in as "${role.name}", which ${why}. Use the role app_rw (npm run db:prepare makes it).`);
}
