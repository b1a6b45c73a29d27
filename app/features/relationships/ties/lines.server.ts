import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { isId } from "~/shared/ids";
import { notFound } from "~/shared/errors";
import { wrong } from "../../gaps/access.server";
import { actFrom, findOwnTie, ofTie, onTie, requireHeld } from "../access.server";
import { isOneOf, lineKinds } from "../words";

type When = { at?: Date };

/** Draws a line for the map: what the two do with each other, and which side does it to the other. Twice changes nothing. @throws not_found, wrong_entry, conflict */
export async function drawLine(db: Database, actor: Actor, tieId: string, { kind, fromId }: { kind: string; fromId?: string | null | undefined }, { at }: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const tie = await findOwnTie(trx, actor, tieId);
    if (!isOneOf(lineKinds, kind)) throw wrong("kind", "Choose what you do with each other.");
    if (fromId && ![tie.oneId, tie.otherId].includes(fromId)) throw wrong("fromId", "Choose one of the two, or both.");
    await requireHeld(trx, tie.id);
    const speaker = onTie(actor, tie);
    const made = await trx
      .insertInto("tie_line")
      .values({ ...actFrom(speaker, speaker.seat, at), ...ofTie(tie), kind, from_id: fromId || null })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (made.numInsertedOrUpdatedRows) await recordActivity(trx, speaker, { kind: "tie.line", subjectKind: "tie", subjectId: tie.id, detail: { line: kind } });
  });
}

/** Rubs a line out; either side. Twice changes nothing. @throws not_found */
export async function rubOutLine(db: Database, actor: Actor, tieId: string, lineId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const tie = await findOwnTie(trx, actor, tieId);
    const line = isId(lineId) ? await trx.selectFrom("tie_line").where("id", "=", lineId).where("tie_id", "=", tie.id).select("id").executeTakeFirst() : undefined;
    if (!line) notFound();
    const ended = await trx
      .updateTable("tie_line")
      .set({ ended_at: new Date(), ended_by: actor.accountId })
      .where("id", "=", line.id)
      .where("ended_at", "is", null)
      .executeTakeFirst();
    if (ended.numUpdatedRows > 0n) await recordActivity(trx, onTie(actor, tie), { kind: "tie.line", subjectKind: "tie", subjectId: tie.id, detail: { ended: true } });
  });
}
