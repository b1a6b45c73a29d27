import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type postgres from "postgres";
import { asking, type Database } from "~db/client";
import type { Scene } from "./access/scene";

export type Ground = { db: Database; pool: postgres.Sql; scene: Scene };
export type Bypass = { name: string; /** @returns what leaked or changed; nothing is the promise */ attempt: (ground: Ground) => Promise<unknown[]> };

/** Refusals that leak nothing: no privilege, no such thing, not allowed in a transaction, a check that failed. */
const harmless = new Set(["42501", "42P01", "42883", "3F000", "42P02", "25001", "25006", "0A000", "42704", "22P02", "P0001", "55000", "2BP01", "28000", "22023", "42939", "57P03", "42P17", "42710"]);

/** Runs statements as Stran, who was named by nobody; the last one's rows are what leaked. */
function asStran(name: string, ...statements: ((scene: Scene) => string)[]): Bypass {
  return {
    name,
    attempt: ({ db, scene }) =>
      asking(db, { account: scene.members.stran.accountId }, async (trx) => {
        let rows: unknown[] = [];
        for (const statement of statements) rows = (await sql.raw(statement(scene)).execute(trx)).rows;
        return rows;
      }).catch((error: { code?: string; message?: string }) => {
        if (error.code && harmless.has(error.code)) return [];
        throw error;
      }),
  };
}
const s = (text: string) => () => text;
const live = (scene: Scene) => scene.subjects.live;
const q = (id: string) => `'${id}'::uuid`;

/** A change that must touch no row: what it touched is returned, then taken back. */
function changesNothing(name: string, statement: (scene: Scene) => string): Bypass {
  return {
    name,
    attempt: async ({ db, scene }) => {
      const touched: unknown[] = [];
      class Undone extends Error {}
      await asking(db, { account: scene.members.stran.accountId }, async (trx) => {
        const { numAffectedRows } = await sql.raw(statement(scene)).execute(trx);
        if (Number(numAffectedRows ?? 0) > 0) touched.push(Number(numAffectedRows));
        throw new Undone();
      }).catch((error: { code?: string }) => {
        if (!(error instanceof Undone) && !(error.code && harmless.has(error.code))) throw error;
      });
      return touched;
    },
  };
}

const peopleTables = ["client", "client_contact", "caseload", "lawful_basis", "consent_event", "consent_grant", "client_words", "note", "section", "document", "next_step", "view", "late_words"];
const logTables = ["document_update", "document_snapshot", "document_writer", "document_connection", "client_access", "staff_access", "audit_chain", "audit_pending"];

export const bypasses: Bypass[] = [
  asStran("reading the people directly", s("select * from client")),
  ...peopleTables.slice(1).map((table) => asStran(`reading ${table} directly`, s(`select * from ${table}`))),
  ...logTables.map((table) => asStran(`reading ${table}, which is the gate's`, s(`select * from ${table}`))),
  // Becoming somebody else.
  asStran("RESET ROLE", s("reset role"), s("select * from client")),
  asStran("SET ROLE owner", s("set local role owner"), s("select * from client")),
  asStran("SET ROLE gate", s("set local role gate"), s("select * from client")),
  asStran("SET ROLE postgres", s("set local role postgres"), s("select * from client")),
  asStran("SET ROLE auditor", s("set local role auditor"), s("select * from view")),
  asStran("SET ROLE worker", s("set local role worker"), s("select * from client")),
  asStran("SET SESSION AUTHORIZATION", s("set session authorization postgres"), s("select * from client")),
  asStran("granting oneself the owner", s("grant owner to app_rw"), s("select * from client")),
  asStran("ALTER ROLE … BYPASSRLS", s("alter role app_rw bypassrls"), s("select * from client")),
  asStran("a new role", s("create role sly login superuser"), s("select * from client")),
  asStran("DISCARD ALL", s("discard all"), s("select * from client")),
  asStran("an empty actor", s("select set_config('app.account', '', true)"), s("select * from client")),
  asStran("a malformed actor", s("select set_config('app.account', 'x', true)"), s("select * from client")),
  asStran("the duty of a machine", s("select set_config('app.duty', 'audit', true)"), s("select * from client")),
  asStran("the duty of the gaps", s("select set_config('app.duty', 'gaps', true)"), s("select * from client")),
  asStran("the duty of the post", s("select set_config('app.duty', 'renewal', true)"), s("select * from consent_grant")),
  asStran("presenting a person's id", (scene) => `select set_config('app.presented', '${live(scene).clientId}', true)`, s("select * from client")),
  // Switching the rule off.
  asStran("row_security off", s("set local row_security = off"), s("select * from client")),
  asStran("ALTER TABLE … DISABLE", s("alter table client disable row level security"), s("select * from client")),
  asStran("ALTER TABLE … NO FORCE", s("alter table client no force row level security"), s("select * from client")),
  asStran("dropping a policy", s("drop policy those_who_may on client"), s("select * from client")),
  asStran("a policy of one's own", s("create policy sly on client using (true)"), s("select * from client")),
  asStran("dropping a trigger", s("drop trigger view_is_chained on view")),
  asStran("disabling triggers", s("set local session_replication_role = replica"), s("select * from client")),
  asStran("replacing the rule's function", s("create or replace function app.my_clients() returns setof uuid language sql as 'select id from client'"), s("select * from client")),
  asStran("altering a definer function", s("alter function app.my_clients() security invoker"), s("select * from client")),
  // Getting in between.
  asStran("a temporary function that shadows", s("create function pg_temp.sly(uuid) returns boolean language plpgsql as $$ begin raise notice '%', $1; return true; end $$"), s("select id from client where pg_temp.sly(id)")),
  asStran("a temporary table that shadows", s("create temporary table caseload (client_id uuid)"), s("select * from client")),
  asStran("a schema earlier on the path", s("create schema sly"), s("set local search_path = sly, public"), s("select * from client")),
  asStran("a path without pg_catalog first", s("set local search_path = public, pg_catalog"), s("select * from client")),
  asStran("a function in public", s("create function public.now() returns timestamptz language sql as 'select ''2000-01-01''::timestamptz'"), s("select * from client")),
  asStran("a leaky function in the condition", s("select 1 / (length(name) - length(name) + 1) as n, name from client where 1 / (case when name like 'Person%' then 1 else 1 end) = 1")),
  asStran("a cast that tells in its error", s("select name from client where cast(name as text) <> '' and cast(id::text || 'x' as text) is not null")),
  asStran("an operator of one's own", s("create operator === (leftarg = text, rightarg = text, procedure = texteq)"), s("select name from client where name === name")),
  asStran("a view of one's own", s("create view sly as select * from client"), s("select * from sly")),
  {
    name: "COPY out",
    attempt: async ({ pool, scene }) => {
      const one = await pool.reserve();
      try {
        await one`begin`;
        await one`select set_config('app.account', ${scene.members.stran.accountId}, true)`;
        const lines: string[] = [];
        for await (const chunk of await one`copy client to stdout`.readable()) lines.push(String(chunk));
        return lines;
      } finally {
        await one`rollback`;
        one.release();
      }
    },
  },
  asStran("COPY to a program", s("copy (select 1) to program 'true'")),
  asStran("reading a file of the server", s("select pg_read_file('postgresql.conf') as text")),
  asStran("a large object from a file", s("select lo_import('/etc/passwd')")),
  asStran("statistics of columns", s("select most_common_vals from pg_stats where tablename in ('client', 'client_contact', 'client_words') and most_common_vals is not null")),
  asStran("raw statistics", s("select stavalues1 from pg_statistic")),
  asStran("histograms of extended statistics", s("select * from pg_statistic_ext_data")),
  asStran("others' statements", s("select query from pg_stat_activity where usename = 'postgres' and query not in ('', '<insufficient privilege>')")),
  asStran("passwords", s("select rolpassword from pg_authid")),
  asStran("an index scan alone", s("set local enable_seqscan = off"), s("select id from client where app.folded(name) % 'person live'")),
  asStran("TABLESAMPLE", s("select * from client tablesample system (100)")),
  asStran("a cursor", s("declare sly cursor for select * from client"), s("fetch all from sly")),
  asStran("a recursive question", s("with recursive r as (select id, name from client union select id, name from client) select * from r")),
  asStran("a lateral join from one's own", (scene) => `select c.name from organisation o join lateral (select * from client where home_organisation_id = o.id) c on true where o.id = ${q(scene.members.aileen.seats[0]?.organisationId ?? "")}`),
  asStran("locking rows", s("select id from client for share")),
  asStran("whole rows as JSON", s("select to_jsonb(c) from client c")),
  asStran("XML of the table", s("select * from (select table_to_xml('client', true, false, '')::text as x) t where x like '%Person%'")),
  asStran("XML of a question", s("select * from (select query_to_xml('select name from client', true, false, '')::text as x) t where x like '%Person%'")),
  asStran("counting", s("select * from (select count(*) as n from client) t where n > 0")),
  asStran("the largest name", s("select * from (select max(name) as n from client) t where n is not null")),
  asStran("the planner's row count after the fact", s("explain (analyze, format json) select * from client where name = 'Person live'"), s("select 1 where false")),
  // Asking the gate's functions with others' ids.
  asStran("reading somebody's documents", (scene) => `select * from app.read_documents(array[${q(live(scene).note.documentOf("shared_plan"))}])`),
  asStran("somebody's history", (scene) => `select * from app.document_history(${q(live(scene).note.documentOf("shared_plan"))})`),
  asStran("opening a document with no session", (scene) => `select * from app.open_document(${q(live(scene).note.documentOf("shared_plan"))}, 'x')`),
  asStran("opening a document with one's own session", (scene) => `select * from app.open_document(${q(live(scene).note.documentOf("shared_plan"))}, '${scene.members.stran.sessionId}')`),
  asStran("loading through a connection one does not have", s("select * from app.load_document(1, 0)")),
  asStran("writing through a connection one does not have", s("select * from (select * from app.append_updates(array[1]::bigint[], array['\\x0000']::bytea[], array[0]::bigint[])) t where seq is not null")),
  asStran("who reads somebody's plan", (scene) => `select * from app.readers_of(${q(live(scene).clientId)}, 'shared_plan', null)`),
  asStran("what somebody's withdrawal ended", (scene) => `select * from app.ended_by_my_event(${q(scene.subjects.withdrawn.eventId)})`),
  asStran("why access to somebody ended", (scene) => `select * from app.why_it_ended(${q(scene.subjects.withdrawn.clientId)})`),
  asStran("renewals of everybody", s("select * from app.renewals_due(100000)")),
  asStran("what others wrote", s("select * from app.written_since_i_looked(1000)")),
  asStran("the scopes of somebody else", (scene) => `select * from app.scopes_of(${q(scene.members.aileen.accountId)})`),
  asStran("the cases of everybody", s("select * from app.held_case")),
  asStran("the live grants of everybody", s("select * from app.live_grant")),
  asStran("a level asked directly", (scene) => `select * from app.level_on(${q(live(scene).note.documentOf("shared_plan"))}, ${q(scene.members.aileen.accountId)})`),
  asStran("others' sessions", s("select * from session where account_id <> app.account()")),
  asStran("others' passkeys", s("select * from passkey")),
  asStran("codes", s("select * from sign_in_code")),
  asStran("letters", s("select * from mail")),
  asStran("invitations", s("select * from invitation")),
  asStran("payloads of background work", s("select * from graphile_worker.jobs")),
  // Changing what one may not see.
  changesNothing("updating everybody", s("update client set name = 'x'")),
  changesNothing("deleting looks", s("delete from view")),
  changesNothing("truncating looks", s("truncate view")),
  changesNothing("writing to the log of words", (scene) => `insert into document_update (document_id, seq, connection_id, session_id, account_id, tenure_id, data) values (${q(live(scene).note.documentOf("shared_plan"))}, 1, 1, 'x', ${q(scene.members.stran.accountId)}, ${q(scene.members.stran.seats[0]?.tenureId ?? "")}, '\\x00')`),
  changesNothing("a snapshot through the function", (scene) => `insert into document_snapshot values (${q(live(scene).note.documentOf("shared_plan"))}, 1, '\\x0000')`),
  changesNothing("a document of one's own for another's section", (scene) => `insert into document (id, kind, section_id, client_id, scope) values (gen_random_uuid(), 'section', ${q(live(scene).note.sectionOf("shared_plan"))}, ${q(live(scene).clientId)}, gen_random_uuid())`),
  changesNothing("a section in another's note", (scene) => `insert into section (id, note_id, client_id, class, organisation_id, created_by) values (gen_random_uuid(), ${q(live(scene).note.noteId)}, ${q(live(scene).clientId)}, 'own', ${q(scene.members.stran.seats[0]?.organisationId ?? "")}, ${q(scene.members.stran.accountId)})`),
  changesNothing("naming oneself case holder", (scene) => `insert into caseload (id, client_id, post_id, part, added_by) values (gen_random_uuid(), ${q(live(scene).clientId)}, ${q(scene.members.stran.seats[0]?.postId ?? "")}, 'supporting', ${q(scene.members.stran.accountId)})`),
  changesNothing("a case moved by UPDATE", (scene) => `update caseload set post_id = ${q(scene.members.stran.seats[0]?.postId ?? "")}`),
  changesNothing("a tenure in another's post", (scene) => `insert into tenure (id, account_id, post_id) values (gen_random_uuid(), ${q(scene.members.stran.accountId)}, ${q(scene.members.aileen.seats[0]?.postId ?? "")})`),
  changesNothing("a tenure brought back", s("update tenure set valid_until = null")),
  changesNothing("managing another's post", (scene) => `insert into post_line (id, post_id, kind, manager_post_id) values (gen_random_uuid(), ${q(scene.members.aileen.seats[0]?.postId ?? "")}, 'managed_by', ${q(scene.members.stran.seats[0]?.postId ?? "")})`),
  changesNothing("a role changed by UPDATE", s("update post set role = 'facilitator'")),
  changesNothing("another's session ended", (scene) => `update session set ended_at = now() where account_id = ${q(scene.members.aileen.accountId)}`),
  changesNothing("a session for another", (scene) => `insert into session (id, secret_hash, account_id, method, expires_at) values ('sly', '\\x00', ${q(scene.members.aileen.accountId)}, 'passkey', now() + interval '1 hour')`),
  changesNothing("another's passkey", (scene) => `insert into passkey (id, account_id, public_key, counter, name) values ('sly', ${q(scene.members.aileen.accountId)}, '\\x00', 0, 'x')`),
  changesNothing("another's address taken over", (scene) => `update account set email = 'sly@example.test' where id = ${q(scene.members.aileen.accountId)}`),
  changesNothing("a look at somebody who is not shared", (scene) => `insert into view (id, client_id, account_id, tenure_id, organisation_id, what, how) values (gen_random_uuid(), ${q(live(scene).clientId)}, ${q(scene.members.stran.accountId)}, ${q(scene.members.stran.seats[0]?.tenureId ?? "")}, ${q(scene.members.stran.seats[0]?.organisationId ?? "")}, 'person', 'page')`),
  {
    name: "an upsert tells nothing of a row it may not see",
    attempt: async ({ db, scene }) => {
      const insert = (reference: string) =>
        asking(db, { account: scene.members.stran.accountId }, (trx) =>
          sql`insert into client (id, reference, home_organisation_id, name, created_by) values (${live(scene).clientId}, ${reference}, ${scene.members.stran.seats[0]?.organisationId ?? ""}, 'x', ${scene.members.stran.accountId})
            on conflict (id) do update set name = excluded.name returning name`.execute(trx),
        ).then(
          ({ rows }) => rows,
          () => [],
        );
      return insert("AAA-AAA");
    },
  },
  {
    name: "RETURNING shows nothing of what is hidden",
    attempt: ({ db, scene }) =>
      asking(db, { account: scene.members.stran.accountId }, async (trx) => (await sql`update client set name = name returning *`.execute(trx)).rows),
  },
  {
    name: "MERGE touches nothing hidden",
    attempt: ({ db, scene }) =>
      asking(db, { account: scene.members.stran.accountId }, async (trx) => {
        const { numAffectedRows } = await sql`merge into client c using (select ${live(scene).clientId}::uuid as id) s on c.id = s.id when matched then update set name = 'x'`.execute(trx);
        return Number(numAffectedRows ?? 0) > 0 ? ["merged"] : [];
      }),
  },
  {
    name: "a plan prepared for one actor does not serve the next",
    attempt: async ({ pool, scene }) => {
      const leaked: unknown[] = [];
      const one = await pool.reserve();
      try {
        for (const [who, mayOpen] of [["aileen", true], ["stran", false], ["aileen", true], ["com", false]] as const) {
          for (let again = 0; again < 6; again++) {
            await one`begin`;
            await one`select set_config('app.account', ${scene.members[who].accountId}, true)`;
            const rows = await one`select id, name from client where name like ${"Person%"}`;
            await one`commit`;
            if (!mayOpen) leaked.push(...rows);
            else if (rows.length === 0) leaked.push(`${who} sees nobody`);
          }
        }
      } finally {
        one.release();
      }
      return leaked;
    },
  },
  {
    name: "a foreign key answers the same for hidden and for missing",
    attempt: async ({ db, scene }) => {
      const probe = (clientId: string) =>
        asking(db, { account: scene.members.stran.accountId }, (trx) => sql`insert into lawful_basis (id, client_id, organisation_id, basis, condition, recorded_by)
          values (gen_random_uuid(), ${clientId}, ${scene.members.stran.seats[0]?.organisationId ?? ""}, 'consent', 'safeguarding', ${scene.members.stran.accountId})`.execute(trx)).then(
          () => "stored",
          (error: { code?: string; message?: string }) => `${error.code} ${error.message}`,
        );
      const [hidden, missing] = [await probe(live(scene).clientId), await probe(randomUUID())];
      return hidden === missing ? [] : [hidden, missing];
    },
  },
];
