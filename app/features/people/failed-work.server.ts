import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import { isFacilitator, type Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { causeOf, wordsOfWork } from "./job-words";
import { canReadOutbox } from "./policy";

/** Background work that failed three times or was given up: what, when, how often, and why in our own words. Never what it was about. */
export type FailedWork = { id: number; words: string; failures: number; givenUp: boolean; failedAt: string; nextAt: string | null; cause: string };
type Row = { id: number; task: string; attempts: number; givenUp: boolean; failedAt: Date; nextAt: Date | null; said: string };

/** @throws not_found */
export async function failedWork(trx: Database, actor: Actor): Promise<FailedWork[]> {
  if (!canReadOutbox(actor)) notFound();
  const { rows } = await sql<Row>`select id, task, attempts, given_up as "givenUp", failed_at as "failedAt", next_at as "nextAt", said from app.failed_work()`.execute(trx);
  return rows.map(({ id, task, attempts, givenUp, failedAt, nextAt, said }) => ({ id, words: wordsOfWork(task), failures: attempts, givenUp, failedAt: failedAt.toISOString(), nextAt: nextAt?.toISOString() ?? null, cause: causeOf(said) }));
}

/** How much of it there is; none for whoever is no facilitator. */
export async function countFailedWork(trx: Database, actor: Actor): Promise<number> {
  if (!isFacilitator(actor)) return 0;
  const { rows } = await sql<{ count: number }>`select app.failed_work_count() as count`.execute(trx);
  return rows[0]?.count ?? 0;
}

/** Has it done at once, from the first try. @throws not_found, also when it is being done now */
export async function tryWorkAgain(db: Database, actor: Actor, job: string): Promise<void> {
  await settle(db, actor, "work.tried_again", sql<{ task: string | null }>`select app.try_work_again(${numberOf(job)}) as task`);
}

/** Takes it off the list undone. What asked for it stands: a letter stays in the outbox. @throws not_found, also when it is being done now */
export async function letWorkGo(db: Database, actor: Actor, job: string): Promise<void> {
  await settle(db, actor, "work.let_go", sql<{ task: string | null }>`select app.let_work_go(${numberOf(job)}) as task`);
}

async function settle(db: Database, actor: Actor, kind: "work.tried_again" | "work.let_go", asked: ReturnType<typeof sql<{ task: string | null }>>): Promise<void> {
  if (!canReadOutbox(actor)) notFound();
  await inTransaction(db, async (trx) => {
    const task = (await asked.execute(trx)).rows[0]?.task;
    if (!task) return notFound();
    await recordActivity(trx, actor, { kind, subjectKind: "work", detail: { task } });
  });
}

function numberOf(job: string): number {
  return /^\d{1,15}$/.test(job) ? Number(job) : notFound();
}
