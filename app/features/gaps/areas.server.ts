import { randomUUID } from "node:crypto";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import { isFacilitator, type Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { lineOf, wrong } from "./access.server";

export type Area = { id: string; name: string; addedBy: string | null };

/** Places people speak of, by name, for everybody who works here. @throws not_found */
export async function areaList(trx: Database, actor: Actor): Promise<Area[]> {
  if (actor.seats.length === 0) notFound();
  return trx.selectFrom("area").leftJoin("account", "account.id", "area.added_by").orderBy("area.name").select(["area.id", "area.name", "account.name as addedBy"]).execute();
}

/** Adds a smaller place than organisations are filed under. @throws not_allowed, wrong_entry */
export async function addArea(db: Database, actor: Actor, name: string): Promise<{ areaId: string }> {
  if (!isFacilitator(actor)) throw new AppError("not_allowed");
  return inTransaction(db, async (trx) => {
    const said = lineOf(name, { field: "name", most: 120, sentence: "Write the name of the place, as people here say it." });
    const areaId = randomUUID();
    const added = await trx.insertInto("area").values({ id: areaId, name: said, added_by: actor.accountId }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
    if (added.numInsertedOrUpdatedRows === 0n) throw wrong("name", `“${said}” is on the list already.`);
    await recordActivity(trx, actor, { kind: "area.added", subjectKind: "area", subjectId: areaId });
    return { areaId };
  });
}
