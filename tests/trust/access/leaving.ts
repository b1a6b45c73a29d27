import type { TestDatabase } from "../../support/database";
import { rowsOfHandover } from "../rls-rows";
import type { Scene } from "./scene";

/** What stands behind the addresses of leaving and being away, by the name of the part of the address. */
export type LeavingScene = Record<"handoverId" | "itemId" | "coverId" | "accountId", string>;

/** Bashir hands over, to Sana and with Amir coming in; Bashir is away; and Bashir is whom Sana might see out. */
export async function leavingOf({ admin }: Pick<TestDatabase, "admin">, scene: Scene): Promise<LeavingScene> {
  const { bashir } = scene.members;
  const { handoverId } = await rowsOfHandover(admin, scene);
  const [item] = await admin<{ id: string }[]>`select id from handover_item where handover_id = ${handoverId}`;
  const [cover] = await admin<{ id: string }[]>`select id from cover where away_id = ${bashir.accountId} and ended_at is null`;
  return { handoverId, itemId: item?.id ?? "", coverId: cover?.id ?? "", accountId: bashir.accountId };
}
