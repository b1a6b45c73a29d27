import type postgres from "postgres";
import { eventually } from "../../support/wait";

/**
 * Points of a transaction at which it can be held: triggers of the test's own database wait there for a lock that
 * the test takes. The product knows nothing of them.
 */
export const heldPoints = {
  "before insert": { lock: 8801, trigger: "trigger held_before_insert before insert on document_update" },
  "before commit": { lock: 8802, trigger: "constraint trigger held_before_commit after insert on document_update deferrable initially deferred" },
  "mid-compaction": { lock: 8803, trigger: "trigger held_mid_compaction before insert on document_snapshot" },
  "mid-snapshot swap": { lock: 8804, trigger: "constraint trigger held_mid_swap after insert or update on document_snapshot deferrable initially deferred" },
} as const;
export type HeldPoint = keyof typeof heldPoints;

export async function plantPoints(admin: postgres.Sql): Promise<void> {
  await admin.unsafe(`create schema crash;
    create function crash.hold() returns trigger language plpgsql security definer set search_path = pg_catalog
      as $$ begin perform pg_advisory_xact_lock_shared(tg_argv[0]::bigint); return new; end $$`).simple();
  for (const { lock, trigger } of Object.values(heldPoints)) await admin.unsafe(`create ${trigger} for each row execute function crash.hold('${lock}')`);
}

/** Holds whoever comes to a point from now on. */
export async function holdAt(admin: postgres.Sql, point: HeldPoint) {
  const { lock } = heldPoints[point];
  const holder = await admin.reserve();
  await holder`select pg_advisory_lock(${lock}::bigint)`;
  const here = () => admin`select pid from pg_locks where locktype = 'advisory' and objid = ${lock} and database = (select oid from pg_database where datname = current_database()) and not granted`;
  let held: number[] = [];
  return {
    /** Resolves when a transaction stands at the point. */
    caught: () =>
      eventually(async () => {
        held = (await here()).map((row) => row.pid);
        return held.length > 0;
      }, `a transaction held ${point}`),
    /** Lets them go on, and waits until none that was held is still at it. */
    letGo: async () => {
      held.push(...(await here()).map((row) => row.pid));
      await holder`select pg_advisory_unlock(${lock}::bigint)`;
      holder.release();
      await eventually(async () => (await admin`select from pg_stat_activity where pid = any(${held}::int[]) and state = 'active' and wait_event_type = 'Lock'`).length === 0, "held transactions to end");
    },
  };
}
export type Hold = Awaited<ReturnType<typeof holdAt>>;
