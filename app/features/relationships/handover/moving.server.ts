import { sql } from "kysely";
import { asking, inTransaction, type Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { findHandover, saidByDatabase } from "./access.server";
import { looksAfter } from "./policy";
import type { ItemKind } from "./words";

/** What came of it, by kind: what has a new home of its own, and what is with whoever looks after the post. */
export type Moved = { kind: ItemKind; moved: number; homeless: number }[];

/**
 * The work of the last day: all of it in one transaction, or none. Run twice it moves once; taken back or put off, it finds
 * nothing to do. Where it fails, nothing has moved, those who look after the post are told, and the queue tries again.
 */
export async function moveWhatIsDue(db: Database, handoverId: string): Promise<Moved> {
  try {
    return await asking(db, { duty: "handover" }, (trx) => move(trx, handoverId));
  } catch (error) {
    await asking(db, { duty: "handover" }, (trx) => sql`select app.handover_failed(${handoverId})`.execute(trx));
    throw error;
  }
}

/** Before the day, or after it failed: whoever looks after the post moves it now. @throws not_found, not_allowed, conflict */
export async function moveNow(db: Database, actor: Actor, handoverId: string): Promise<Moved> {
  return inTransaction(db, async (trx) => {
    const handover = await findHandover(trx, actor, handoverId);
    if (!looksAfter(actor, handover)) throw new AppError("not_allowed");
    if (handover.state === "moved") return [];
    if (handover.state !== "sent") throw new AppError("conflict", "Send it first, so that everybody named has been asked.");
    return move(trx, handover.id);
  });
}

export async function move(trx: Database, handoverId: string): Promise<Moved> {
  const { rows } = await sql<Moved[number]>`select kind, moved, homeless from app.move_handover(${handoverId}) where moved + homeless > 0`.execute(trx).catch(saidByDatabase);
  return rows;
}
