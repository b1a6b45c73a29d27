import { randomBytes } from "node:crypto";
import { expect, inject, test } from "vitest";
import { database } from "../support/database";
import { refusedStart } from "../support/server";
import { catalogueFaults } from "./catalogue-faults";

const fresh = database();

test("every table is closed, every view asks as its reader, and app_rw owns nothing", async () => {
  expect(await catalogueFaults(fresh.admin)).toEqual([]);
});

class Undone extends Error {}

test.each([
  ["a table that lost FORCE", "alter table client no force row level security", "public.client does not both enable and force"],
  ["a table that lost row-level security", "alter table view disable row level security", "public.view does not both enable and force"],
  ["a new table nobody closed", "create table diary (id uuid)", "public.diary does not both enable and force"],
  ["a view with its owner's rights", "create view everybody as select * from client", "view public.everybody answers with its owner's rights"],
  ["a readable materialised view", "create materialized view copy as select * from client; grant select on copy to app_rw", "materialised view copy is readable"],
  ["a table of app_rw's own", "alter table challenge owner to app_rw", "app_rw owns relation challenge"],
  ["a schema to create in", "grant create on schema public to app_rw", "app_rw may create in public"],
  ["temporary tables", "do $$ begin execute format('grant temporary on database %I to app_rw', current_database()); end $$", "temporary tables and functions"],
  ["a definer function of somebody else's", "alter function app.my_clients() owner to owner", "app.my_clients() belongs to owner, not to gate"],
  ["a loose search_path", "alter function app.my_clients() reset all", "app.my_clients() does not pin its search_path"],
  ["a definer function for everybody", "grant execute on function app.my_clients() to public", "app.my_clients() may be called by everybody"],
  ["a stronger role", "alter role app_rw createrole", "role app_rw may more than it should"],
  ["a membership", "grant auditor to app_rw", "app_rw is a member of auditor"],
  ["a queue that reads people", "grant select on client to worker", "background work may touch public.client"],
  ["a way past the gate to others' work", "grant execute on function jobs.failed() to app_rw", "app_rw may call jobs.failed() without the gate"],
  ["truncation", "grant truncate on view to app_rw", "app_rw may truncate view"],
  ["a column of the log", "grant select (data) on document_update to app_rw", "app_rw may select document_update"],
  ["an audit that can be edited", "grant update on view to app_rw", "app_rw may update view"],
  ["a consent that can be edited", "grant delete on consent_grant to app_rw", "app_rw may delete consent_grant"],
  ["a policy for everybody", "create policy oops on client for select to app_rw using (true)", "policy client.oops lets everybody through"],
  ["a policy asked row by row", "create policy slow on client for select to app_rw using (id in (select 1::text::uuid) or created_by = app.account())", "policy client.slow asks a function for every row"],
])("the check reports %s", async (_what, weaken, sentence) => {
  let faults: string[] = [];
  await fresh.admin
    .begin(async (trx) => {
      await trx.unsafe(weaken).simple();
      faults = await catalogueFaults(trx);
      throw new Undone();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  expect(faults.join("\n")).toContain(sentence);
});

test.each([
  ["a superuser", "superuser", "", "is a superuser"],
  ["a role that may bypass row-level security", "bypassrls", "", "may bypass row-level security"],
  ["the owner of a table", "", "create table public.kept (id int); alter table public.kept owner to ROLE", "owns tables"],
  ["a member of the owner", "", "grant owner to ROLE", "is a member of a role that owns tables"],
  ["a member of the gate", "", "grant gate to ROLE", "is a member of a role that owns tables"],
])("the server refuses to serve through %s", async (_who, options, also, why) => {
  const role = `bad_${randomBytes(4).toString("hex")}`;
  await fresh.admin.unsafe(`create role ${role} login ${options} password 'long-enough'; grant connect on database "${fresh.name}" to ${role}; ${also.replaceAll("ROLE", role)}`).simple();
  try {
    const url = new URL(fresh.url);
    url.username = role;
    url.password = "long-enough";
    const { code, output } = await refusedStart({ DATABASE_URL: url.toString() });
    expect(output).toContain(why);
    expect(output).not.toContain("    at ");
    expect(code).toBe(1);
  } finally {
    await fresh.admin.unsafe(`drop table if exists public.kept; drop owned by ${role}; drop role ${role}`).simple();
  }
});

test("and starts through app_rw, which the same settings name", () => {
  expect(new URL(inject("cluster").appUrl).username).toBe("app_rw");
});
