import { bulkCases } from "./bulk-cases";
import { bulkStaff } from "./bulk-staff";
import type { Copying } from "./copying";
import type { Hand } from "./hand";
import { drawing } from "./ids";
import { openLoad } from "./loading";

export type BulkHand = Hand & { copying: Copying; /** Gives up; what was loaded is of no use. */ abandon: () => Promise<void> };

/**
 * The hand that loads in bulk. Nothing it writes can be seen before it finishes.
 * @param adminUrl a prepared database without a network, as its administrator
 */
export async function bulkHand(adminUrl: string, { baseUrl, seed = 1, told = () => {} }: { baseUrl: string; seed?: number; told?: (what: string) => void }): Promise<BulkHand> {
  const load = await openLoad(adminUrl, told);
  const draw = drawing(seed);
  const { finishStaff, managersOf, managedBy, act, ...staff } = bulkStaff(load.copying, draw, baseUrl);
  const { finishCases, ...people } = bulkCases(load.copying, draw, { act, managersOf, managedBy });
  return {
    ...staff,
    ...people,
    copying: load.copying,
    abandon: load.abandon,
    async finish() {
      told("what went on changing");
      const { accessEnded } = finishStaff();
      await finishCases();
      await load.copying.flush();
      await load.sql`update staff_access set generation = generation + ${accessEnded}`;
      await load.finish();
    },
  };
}
