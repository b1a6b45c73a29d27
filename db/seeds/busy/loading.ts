import { createHash } from "node:crypto";
import postgres from "postgres";
import { Copying } from "./copying";

/**
 * One connection of the database's administrator, with what makes a load quick: no triggers and no foreign keys
 * (bulk-*.ts writes what they would), secondary indexes made at the end. Only for a database without a network:
 * whoever stops half-way begins again in another one.
 */
export async function openLoad(adminUrl: string, told: (what: string) => void) {
  const pool = postgres(adminUrl, { max: 2, onnotice: () => {}, types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } } });
  const sql = await pool.reserve();
  await sql.unsafe("set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '256MB'").simple();
  const indexes = await sql<{ name: string; definition: string }[]>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'public'::regnamespace and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)`;
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  return {
    sql,
    copying: new Copying(sql),
    async finish() {
      // app.note_words would have kept these.
      await sql.unsafe("insert into gap_word (word) select w from (select sentence from gap union all select question from ask union all select line from ask_answer) s (said), app.words_of(s.said) w on conflict do nothing");
      told("indexes");
      for (const { definition } of indexes) await sql.unsafe(definition);
      told("the audit chain");
      const entries = await chain(pool, sql);
      told("statistics");
      await sql.unsafe("vacuum (analyze)");
      await sql.unsafe("checkpoint");
      await sql.release();
      await pool.end();
      return entries;
    },
    /** Leaves a half-made database behind, and no connection. */
    abandon: () => pool.end({ timeout: 1 }),
  };
}

/** app.chain_audit for entries that nothing has chained: the lines are the database's own, the hashing is done here. */
async function chain(pool: postgres.Sql, sql: postgres.ReservedSql): Promise<number> {
  const copying = new Copying(sql);
  let head = createHash("sha256").update("").digest();
  let position = 0;
  await pool.begin(async (reading) => {
    await reading.unsafe("set local work_mem = '256MB'");
    const waiting = reading<{ kind: string; id: string; hash: Buffer }[]>`
      select * from (
        select 'view' as kind, v.id, v.at, sha256(convert_to(app.audit_line(v), 'UTF8')) as hash from view v
        union all
        select 'activity', a.id, a.at, sha256(convert_to(app.audit_line(a), 'UTF8')) from activity a
      ) entries order by at, id`.cursor(5_000);
    for await (const batch of waiting) {
      for (const { kind, id, hash } of batch) {
        head = createHash("sha256").update(head).update(hash).digest();
        position += 1;
        copying.row("audit_chain", [position, kind, id, hash, head]);
      }
      await copying.keepUp();
    }
  });
  await copying.flush();
  return position;
}
