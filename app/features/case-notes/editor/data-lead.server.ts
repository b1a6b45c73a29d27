import type { Database } from "~db/client";
import type { Person } from "../access.server";

/** Somebody to turn to when the page itself cannot help. */
export type Lead = { name: string; post: string; email: string };

/**
 * Who answers for this person's data where the actor sits: the seat that leads the case when it is somebody
 * else's, otherwise a manager of the actor's organisation, otherwise whoever set the network up.
 */
export async function dataLeadOf(trx: Database, person: Person): Promise<Lead | undefined> {
  const { accountId, seat } = person.actor;
  const leading = await seats(trx)
    .innerJoin("caseload", "caseload.post_id", "post.id")
    .where("caseload.client_id", "=", person.id)
    .where("caseload.part", "=", "lead")
    .where("caseload.valid_until", "is", null)
    .where("account.id", "<>", accountId)
    .executeTakeFirst();
  if (leading) return leading;
  const others = seats(trx).where("account.id", "<>", accountId);
  const managing = await others.where("seat.organisation_id", "=", seat.organisationId).where("seat.role", "=", "manager").executeTakeFirst();
  return managing ?? (await others.where("seat.role", "=", "facilitator").executeTakeFirst());
}

function seats(trx: Database) {
  return trx
    .selectFrom("app.seat as seat")
    .innerJoin("account", "account.id", "seat.account_id")
    .innerJoin("post", "post.id", "seat.post_id")
    .orderBy("account.name")
    .select(["account.name", "post.title as post", "account.email"]);
}
