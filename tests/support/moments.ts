import type postgres from "postgres";
import type { TestDatabase } from "./database";
import { eventually } from "./wait";

/** How many in this database wait for what another holds. */
export const lockWaits = async ({ admin }: TestDatabase): Promise<number> =>
  (await admin`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length;

/** The one key for every change of who may see what: whoever waits for it has done all that comes before. */
export const theGate = (third: postgres.TransactionSql) => third`select pg_advisory_xact_lock(app.gate_key())`;

/** "done", or what whoever asked was told instead. */
export const told = (work: Promise<unknown>): Promise<string> => work.then(() => "done", (reason: unknown) => (reason instanceof Error ? reason.message : String(reason)));

/**
 * A third one holds something until the first waits, and then the second as well; whoever asked first gets it first. So
 * two acts meet in the very moment in which each might have what the other needs. @returns how the two went
 */
export async function meet(house: TestDatabase, holds: (third: postgres.TransactionSql) => Promise<unknown>, first: () => Promise<unknown>, second: () => Promise<unknown>): Promise<string[]> {
  let both: Promise<string[]> = Promise.resolve([]);
  await house.admin.begin(async (third) => {
    await holds(third);
    const one = told(first());
    await eventually(async () => (await lockWaits(house)) > 0, "the first to wait");
    both = Promise.all([one, told(second())]);
    await eventually(async () => (await lockWaits(house)) > 1, "the second to wait too");
  });
  return both;
}
