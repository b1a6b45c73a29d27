import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkpointFolder, checkpointKey, publishCheckpoint, type Checkpoint } from "~server/audit/checkpoints";
import { readLinks } from "~server/audit/read-links";
import { entryHashOf, readCheckpoints, verifyChain, type Verdict } from "~server/audit/verify";
import { castOf } from "../support/cast";
import { database } from "../support/database";
import { figure, randomFrom, seedFor, size } from "../support/size";

// G17: whoever owns the database can rewrite rows and the chain, but not the heads that were published.
describe("the audit, in the hands of the database's owner", () => {
  const data = database();
  const folder = mkdtempSync(path.join(tmpdir(), "audit-"));
  let checkpoints: Checkpoint[];

  beforeAll(async () => {
    await castOf(data.db);
    await chainAndPublish();
    await moreActivity(data.admin, 300);
    await chainAndPublish();
    checkpoints = readCheckpoints(checkpointFolder(folder));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function chainAndPublish() {
    const [head] = await data.pool`select * from app.chain_audit(100000)`;
    publishCheckpoint(folder, checkpointKey(folder), { size: head?.head_position, hash: Buffer.from(head?.head_hash).toString("base64") });
  }

  /** Runs an attack in a transaction of the owner, asks the verifier inside it, and takes it back. */
  async function verdictAfter(attack: (sql: postgres.TransactionSql) => Promise<unknown>): Promise<Verdict> {
    let verdict: Verdict | undefined;
    await data.admin
      .begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        await attack(sql);
        verdict = await verifyChain(readLinks(sql as unknown as postgres.Sql), checkpoints);
        throw new Error("take it back");
      })
      .catch((error: Error) => {
        if (error.message !== "take it back") throw error;
      });
    if (!verdict) throw new Error("The verifier did not answer.");
    return verdict;
  }

  it("raises no alarm where nothing was touched", async () => {
    const verdict = await verdictAfter(async () => {});
    expect(verdict.faults).toEqual([]);
    expect(verdict.entries).toBeGreaterThan(300);
    expect(verdict.checkpoints).toBe(2);
  });

  const attacks: Record<string, (sql: postgres.TransactionSql, position: number) => Promise<unknown>> = {
    "edits an act": (sql, at) => sql`update activity set detail = '{"n": -1}' where id = (select entry_id from audit_chain where position = ${at})`,
    "backdates an entry": (sql, at) => sql`update activity set at = at - interval '1 microsecond' where id = (select entry_id from audit_chain where position = ${at})`,
    "deletes an act but not its link": (sql, at) => sql`delete from activity where id = (select entry_id from audit_chain where position = ${at})`,
    "deletes an act and its link": async (sql, at) => {
      await sql`delete from activity where id = (select entry_id from audit_chain where position = ${at})`;
      await sql`delete from audit_chain where position = ${at}`;
    },
    "swaps two entries": async (sql, at) => {
      await sql`update audit_chain set position = -1 where position = ${at}`;
      await sql`update audit_chain set position = ${at} where position = ${at + 1}`;
      await sql`update audit_chain set position = ${at + 1} where position = -1`;
    },
    "cuts off the end": (sql, at) => sql`delete from audit_chain where position > ${at}`,
    "edits an act and mends its own link": async (sql, at) => {
      await sql`update activity set kind = 'post.closed' where id = (select entry_id from audit_chain where position = ${at})`;
      const links = await collect(sql);
      const link = links.find((one) => one.position === at);
      if (link?.fields) await sql`update audit_chain set entry_hash = ${entryHashOf(link.kind, link.fields)} where position = ${at}`;
    },
    "edits an act and recomputes the whole chain": async (sql, at) => {
      await sql`update activity set detail = '{"n": -1}' where id = (select entry_id from audit_chain where position = ${at})`;
      await recompute(sql);
    },
    "slips in an act and recomputes the whole chain": async (sql, at) => {
      const id = randomUUID();
      await sql`insert into activity (id, kind, subject_kind) values (${id}, 'post.added', 'post')`;
      await sql`update audit_chain set position = position + 1000000 where position > ${at}`;
      await sql`insert into audit_chain (position, kind, entry_id, entry_hash, chain_hash) values (${at + 1}, 'activity', ${id}, '\\x00', '\\x00')`;
      await sql`update audit_chain set position = position - 1000000 + 1 where position > 1000000`;
      await recompute(sql);
    },
    "restores yesterday's database": async (sql, at) => {
      await sql`delete from activity where id in (select entry_id from audit_chain where position > ${at})`;
      await sql`delete from audit_chain where position > ${at}`;
      await recompute(sql);
    },
  };

  it.each(Object.entries(attacks))("is seen when the owner %s", async (_title, attack) => {
    const [{ first } = { first: 0 }] = await data.admin`select max(position) - 200 as first from audit_chain`;
    const verdict = await verdictAfter((sql) => attack(sql, Number(first)));
    expect(verdict.faults.length).toBeGreaterThan(0);
  });

  it("finds every one of many random attacks, at or before the next published head", async () => {
    const random = randomFrom(seedFor("audit tampering"));
    const [{ last } = { last: 0 }] = await data.admin`select max(position) as last from audit_chain`;
    const rounds = size({ short: 40, long: 2_000 });
    let found = 0;
    for (let round = 0; round < rounds; round++) {
      const at = Number(last) - 250 + random.below(200);
      const [, attack] = random.pick(Object.entries(attacks));
      const verdict = await verdictAfter((sql) => attack(sql, at));
      if (verdict.faults.length > 0) found += 1;
    }
    figure("audit attacks found", { found, of: rounds });
    expect(found).toBe(rounds);
  });

  it("does not take a head that another key signed", () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), "audit-forged-"));
    publishCheckpoint(folder, checkpointKey(elsewhere), { size: 1, hash: createHash("sha256").update("forged").digest("base64") });
    expect(() => readCheckpoints(checkpointFolder(folder))).toThrow(/not signed/);
    rmSync(elsewhere, { recursive: true, force: true });
  });

  it("would miss a rewritten chain if it did not ask the published heads (the broken control)", async () => {
    const kept = checkpoints;
    checkpoints = [];
    const verdict = await verdictAfter((sql) => attacks["edits an act and recomputes the whole chain"]?.(sql, 120) ?? Promise.resolve());
    checkpoints = kept;
    expect(verdict.faults).toEqual([]);
  });
});

async function moreActivity(sql: postgres.Sql, count: number) {
  await sql`insert into activity (id, kind, subject_kind, detail) select gen_random_uuid(), 'post.added', 'post', jsonb_build_object('n', n) from generate_series(1, ${count}) n`;
}

async function collect(sql: postgres.TransactionSql) {
  const links = [];
  for await (const link of readLinks(sql as unknown as postgres.Sql)) links.push(link);
  return links;
}

/** What an owner with time on their hands would do: every hash anew, consistent in itself. */
async function recompute(sql: postgres.TransactionSql) {
  let head = createHash("sha256").update("").digest();
  for (const link of await collect(sql)) {
    const own = link.fields ? entryHashOf(link.kind, link.fields) : Buffer.alloc(32);
    head = createHash("sha256").update(head).update(own).digest();
    await sql`update audit_chain set entry_hash = ${own}, chain_hash = ${head} where position = ${link.position}`;
  }
}
