import { asking, type Database } from "~db/client";
import { isCareSeat, type Actor, type PostRole, type Seat } from "./actor";
import { AppError } from "./errors";

/** Runs `work` in one transaction in which PostgreSQL knows the actor. Every loader and action works in one. */
export function withActor<T>(db: Database, actor: Actor, work: (trx: Database) => Promise<T>): Promise<T> {
  return asking(db, { account: actor.accountId, session: actor.sessionId }, work);
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
  const seats = rows.map((row) => ({ ...row, role: row.role as PostRole }));
  return [...seats.filter(isCareSeat), ...seats.filter((seat) => !isCareSeat(seat))];
}

/** The seat an act is done from. @throws not_allowed for an account without any */
export function seatOf(actor: Actor): Seat {
  if (!actor.seat) throw new AppError("not_allowed");
  return actor.seat;
}
