import { sql } from "kysely";
import type { Services } from "~/shared/services.server";
import { checkpointKey, publishCheckpoint } from "./checkpoints";

/** Milliseconds between chaining what was looked at and done; a checkpoint follows when the head has moved. */
const chainEvery = 2_000;
const checkpointEvery = 10_000;
const mostAtOnce = 20_000;

/** Chains audit entries as they come and publishes signed heads outside the database. */
export async function startAudit({ db, config, log }: Services) {
  const key = checkpointKey(config.dataDir);
  let published = 0;
  let publishedAt = 0;
  let ran = Date.now();
  let busy: Promise<void> | undefined;

  async function chain(final = false): Promise<void> {
    const { rows } = await sql<{ head_position: number; head_hash: Uint8Array }>`select * from app.chain_audit(${mostAtOnce})`.execute(db);
    const head = rows[0];
    ran = Date.now();
    if (!head || head.head_position === published) return;
    if (!final && Date.now() - publishedAt < checkpointEvery) return;
    publishCheckpoint(config.dataDir, key, { size: head.head_position, hash: Buffer.from(head.head_hash).toString("base64") });
    published = head.head_position;
    publishedAt = Date.now();
  }

  const timer = setInterval(() => {
    busy ??= chain()
      .catch((error: unknown) => log.warn({ error: String(error) }, "audit not chained yet"))
      .finally(() => {
        busy = undefined;
      });
  }, chainEvery);
  timer.unref();
  return {
    runs: () => Date.now() - ran < 60_000,
    async stop() {
      clearInterval(timer);
      await busy;
      await chain(true).catch(() => {});
    },
  };
}
