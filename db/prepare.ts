import { createHash, createHmac } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { Logger, runMigrations } from "graphile-worker";
import postgres from "postgres";
import { root } from "~/shared/root.server";

export type DatabaseNames = { database: string; appPassword: string };

const folder = path.join(root, "db/migrations");

/**
 * Makes roles, database and tables with an administrator's connection, then lets go of it. Can be run
 * any time; each migration runs once, in one transaction, and may not change after it has run.
 * @returns the connection string of `app_rw`, the role that owns nothing
 */
export async function prepareDatabase(adminUrl: string, { database, appPassword }: DatabaseNames): Promise<string> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await admin.unsafe(roles(appPassword)).simple();
    const exists = await admin`select 1 from pg_database where datname = ${database}`;
    if (exists.length === 0) await admin.unsafe(`create database "${database}" owner owner encoding 'UTF8' template template0`);
  } finally {
    await admin.end();
  }
  const inside = postgres(withDatabase(adminUrl, database), { max: 1, onnotice: () => {} });
  const url = new URL(withDatabase(adminUrl, database));
  url.username = "app_rw";
  url.password = appPassword;
  try {
    await migrate(inside, database);
    await prepareJobs(inside, url.toString());
  } finally {
    await inside.end();
  }
  return url.toString();
}

/**
 * The queue of background work signs in as `worker`, which owns its own schema and may read nothing of ours.
 * Its password follows from that of `app_rw`, so that an installation keeps one secret (docs/decisions/0003-jobs.md).
 */
export function workerUrl(appUrl: string): string {
  const url = new URL(appUrl);
  url.username = "worker";
  url.password = workerPassword(decodeURIComponent(url.password));
  return url.toString();
}

function workerPassword(appPassword: string): string {
  return createHmac("sha256", appPassword).update("worker").digest("base64url");
}

async function prepareJobs(inside: postgres.Sql, appUrl: string) {
  const silent = () => () => {};
  await runMigrations({ connectionString: workerUrl(appUrl), maxPoolSize: 1, logger: new Logger(silent) });
  await inside.unsafe(jobsDoor).simple();
  await inside.unsafe(failedJobsDoor).simple();
}

/** The names of migrations in this checkout, in order. */
export function migrationNames(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort();
}

async function migrate(sql: postgres.Sql, database: string) {
  await sql.unsafe(setting(database)).simple();
  for (const name of migrationNames()) {
    const text = readFileSync(path.join(folder, name), "utf8");
    const hash = createHash("sha256").update(text).digest("hex");
    await sql.begin(async (trx) => {
      await trx`select pg_advisory_xact_lock(7301900000000000)`;
      const [done] = await trx<{ hash: string }[]>`select hash from migration.done where name = ${name}`;
      if (done && done.hash !== hash) throw new Error(`The migration ${name} has changed since it ran. Write a new one instead.`);
      if (done) return;
      await trx.unsafe("set local role owner").simple();
      await trx.unsafe(text).simple();
      await trx`insert into migration.done (name, hash) values (${name}, ${hash})`;
    });
  }
}

function roles(appPassword: string): string {
  const make = (name: string, options: string) =>
    `do $$ begin create role ${name} ${options}; exception when duplicate_object or unique_violation then alter role ${name} ${options}; end $$;`;
  return [
    make("owner", "nologin nosuperuser nobypassrls"),
    make("gate", "nologin nosuperuser nobypassrls"),
    make("auditor", "nologin nosuperuser nobypassrls noinherit"),
    make("app_rw", `login nosuperuser nobypassrls noinherit nocreatedb nocreaterole password '${appPassword.replaceAll("'", "''")}'`),
    make("worker", `login nosuperuser nobypassrls noinherit nocreatedb nocreaterole password '${workerPassword(appPassword)}'`),
    "grant gate to owner with inherit true, set true;",
  ].join("\n");
}

function setting(database: string): string {
  return `
    revoke all on database "${database}" from public;
    grant connect on database "${database}" to app_rw, auditor, worker;
    revoke create on schema public from public;
    grant usage, create on schema public to owner;
    grant usage on schema public to app_rw, auditor;
    create schema if not exists migration authorization owner;
    grant usage on schema migration to app_rw;
    create table if not exists migration.done (name text primary key, hash text not null, at timestamptz not null default now());
    alter table migration.done owner to owner;
    alter table migration.done enable row level security;
    alter table migration.done force row level security;
    do $$ begin
      create policy everyone on migration.done using (true) with check (true);
    exception when duplicate_object then null; end $$;
    grant select on migration.done to app_rw;
    create extension if not exists pg_trgm with schema public;
    create extension if not exists unaccent with schema public;
    create schema if not exists graphile_worker authorization worker;
    create table if not exists graphile_worker.migrations (id int primary key, ts timestamptz not null default now(), breaking boolean not null default false);
    alter table graphile_worker.migrations owner to worker;`;
}

// The one way in: a change asks for work in its own transaction, by a task's name and ids; now, or at a later moment.
const jobsDoor = `
  create schema if not exists jobs authorization worker;
  create or replace function jobs.add(task text, payload json) returns void language sql security definer set search_path = pg_catalog
    as $$ select graphile_worker.add_job(task, payload, max_attempts => 12) $$;
  create or replace function jobs.add_at(task text, payload json, run_at timestamptz) returns void language sql security definer set search_path = pg_catalog
    as $$ select graphile_worker.add_job(task, payload, run_at => add_at.run_at, max_attempts => 12) $$;
  alter function jobs.add(text, json) owner to worker;
  alter function jobs.add_at(text, json, timestamptz) owner to worker;
  revoke all on function jobs.add(text, json), jobs.add_at(text, json, timestamptz) from public;
  grant usage on schema jobs to app_rw, gate;
  grant execute on function jobs.add(text, json), jobs.add_at(text, json, timestamptz) to app_rw, gate;`;

// What a facilitator may know and do of work that failed three times: asked by the gate's functions (migration 83) alone.
// What it was about is never told, and of what went wrong the first line.
const failedJobsDoor = `
  create index if not exists jobs_that_failed on graphile_worker._private_jobs (id) where attempts >= 3;
  create or replace function jobs.failed() returns table (id bigint, task text, attempts integer, given_up boolean, failed_at timestamptz, next_at timestamptz, said text)
    language sql stable security definer set search_path = pg_catalog as $$
    select j.id, t.identifier, failures, failures >= j.max_attempts, j.updated_at, case when failures < j.max_attempts then j.run_at end, left(split_part(j.last_error, chr(10), 1), 300)
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    cross join lateral (select j.attempts - (j.locked_at is not null)::integer as failures) f
    where j.attempts >= 3 and f.failures >= 3 and j.last_error is not null
    order by j.updated_at desc, j.id limit 100 $$;
  create or replace function jobs.try_again(job bigint) returns text language plpgsql security definer set search_path = pg_catalog as $$
    declare found_task text;
    begin
      select f.task into found_task from jobs.failed() f where f.id = job;
      if found_task is null or not exists (select 1 from graphile_worker.reschedule_jobs(array[job], run_at => now(), attempts => 0)) then return null; end if;
      return found_task;
    end $$;
  create or replace function jobs.let_go(job bigint) returns text language plpgsql security definer set search_path = pg_catalog as $$
    declare found_task text;
    begin
      select f.task into found_task from jobs.failed() f where f.id = job;
      if found_task is null or not exists (select 1 from graphile_worker.complete_jobs(array[job])) then return null; end if;
      return found_task;
    end $$;
  alter function jobs.failed() owner to worker;
  alter function jobs.try_again(bigint) owner to worker;
  alter function jobs.let_go(bigint) owner to worker;
  revoke all on function jobs.failed(), jobs.try_again(bigint), jobs.let_go(bigint) from public;
  grant execute on function jobs.failed(), jobs.try_again(bigint), jobs.let_go(bigint) to gate;`;

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}
