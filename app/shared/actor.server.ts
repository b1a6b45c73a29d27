import { asking, type Database } from "~db/client";
import { isCareSeat, type Actor, type PostRole, type Seat } from "./actor";
import { AppError, waitedForEachOther } from "./errors";

/**
 * Runs `work` in one transaction in which PostgreSQL knows the actor. Every loader and action works in one.
 * @throws conflict where two waited for each other and PostgreSQL let the other one go on: what was typed stays
 */
export async function withActor<T>(db: Database, actor: Actor, work: (trx: Database) => Promise<T>): Promise<T> {
  try {
    return await asking(db, { account: actor.accountId, session: actor.sessionId }, work);
  } catch (error) {
    if (waitedForEachOther(error)) throw new AppError("conflict", "Somebody changed the same thing in this moment. Try once more.");
    throw error;
  }
}

/** The seats of an account today, care seats first, oldest first. Call inside a transaction that knows the account. */
export async function seatsOf(trx: Database, accountId: string): Promise<Seat[]> {
  const rows = await trx
    .selectFrom("app.seat as seat")
    .innerJoin("post", "post.id", "seat.post_id")
    .innerJoin("organisation", "organisation.id", "post.organisation_id")
    .innerJoin("tenure", "tenure.id", "seat.tenure_id")
    .where("seat.account_id", "=", accountId)
    .orderBy("tenure.valid_from")
    .select([
      "tenure.id as tenureId",
      "post.id as postId",
      "post.title as postTitle",
      "post.role",
      "organisation.id as organisationId",
      "organisation.name as organisationName",
      "organisation.kind as organisationKind",
    ])
    .execute();
  return careFirst(rows.map((row) => ({ ...row, role: row.role as PostRole })));
}

/** Seats from which people are supported before the others: the first is the one somebody acts from. */
export function careFirst(seats: Seat[]): Seat[] {
  return [...seats.filter(isCareSeat), ...seats.filter((seat) => !isCareSeat(seat))];
}

/** The seat an act is done from. @throws not_allowed for an account without any */
export function seatOf(actor: Actor): Seat {
  if (!actor.seat) throw new AppError("not_allowed");
  return actor.seat;
}
