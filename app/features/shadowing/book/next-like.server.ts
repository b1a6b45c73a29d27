import { sql, type RawBuilder } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { visibleDays, type Day } from "../access.server";

export type NextDay = { id: string; startsAt: string; endsAt: string; host: string; hostOrganisation: string; where: string };

/**
 * Days with a place to take instead of this one, the nearest in kind first: of the same offer, with the same host, in
 * the same organisation, in the same area; then by date. Not one's own, nor one that one has a booking for.
 */
export async function nextLike(trx: Database, actor: Pick<Actor, "accountId">, day: Pick<Day, "id" | "offerId" | "hostPostId" | "hostOrganisationId" | "areaId">, most = 1): Promise<NextDay[]> {
  const alike = sql<number>`case when day.offer_id = ${day.offerId} then 0 when day.host_post_id = ${day.hostPostId} then 1
    when day.host_organisation_id = ${day.hostOrganisationId} then 2 when offer.area_id = ${day.areaId}::uuid then 3 else 4 end`;
  const rows = await visibleDays(trx)
    .where(nearTo(day))
    .where("day.starts_at", ">", new Date())
    .where("day.cancelled_at", "is", null)
    .where("day.newcomer_id", "is", null)
    .where("day.id", "<>", day.id)
    .where("day.host_account_id", "<>", actor.accountId)
    .where(({ exists, selectFrom }) => exists(selectFrom("app.seat as seat").whereRef("seat.post_id", "=", "day.host_post_id").select("seat.post_id")))
    .where(sql<boolean>`day.taken + day.waiting < day.places`)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("shadow_booking as own").whereRef("own.day_id", "=", "day.id").where("own.account_id", "=", actor.accountId).where("own.state", "in", ["held", "waiting", "offered", "asked", "confirmed"]).select("own.id"))),
    )
    .orderBy(alike)
    .orderBy("day.starts_at")
    .orderBy("day.id")
    .limit(most)
    .select(["day.id", "day.starts_at as startsAt", "day.ends_at as endsAt", "host.name as host", "organisation.name as hostOrganisation", "offer.where_words as where"])
    .execute();
  return rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() }));
}

const few = 20;

/** The soonest few of each likeness, by index: a network's days to come are not read one by one to find the next. */
function nearTo({ offerId, hostPostId, hostOrganisationId, areaId }: Pick<Day, "offerId" | "hostPostId" | "hostOrganisationId" | "areaId">) {
  const soonest = (like: RawBuilder<unknown>, most = few) =>
    sql`(select x.id, x.offer_id from shadow_day x where ${like} and x.starts_at > now() and x.cancelled_at is null and x.newcomer_id is null and x.taken + x.waiting < x.places order by x.starts_at, x.id limit ${most})`;
  const likenesses = [sql`x.offer_id = ${offerId}`, sql`x.host_post_id = ${hostPostId}`, sql`x.host_organisation_id = ${hostOrganisationId}`, sql`true`];
  const inArea = sql`select s.id from ${soonest(sql`true`, 10 * few)} s join shadow_offer o on o.id = s.offer_id where o.area_id = ${areaId}::uuid`;
  return sql<boolean>`day.id = any(array(${sql.join([...likenesses.map((like) => sql`select s.id from ${soonest(like)} s`), inArea], sql` union `)}))`;
}
