import { type RawBuilder, sql } from "kysely";
import type { Database } from "~db/client";

type Ids = Record<string, string>;

/**
 * What somebody who acts may open in the diary, of ties and of handovers, beside people and gaps: of each kind some ids,
 * asked of row-level security as them. Their names are no path's own where two kinds share one (`:eventId`).
 */
const kinds: Record<string, RawBuilder<Ids>> = {
  day: sql`select id as "dayId" from shadow_day where starts_at > now() and cancelled_at is null`,
  booking: sql`select id as "bookingId" from shadow_booking where state = 'confirmed'`,
  wish: sql`select id as "wishId" from shadow_wish`,
  event: sql`select id as "learningEventId" from learning_event where state = 'set'`,
  planned: sql`select id as "plannedId" from learning_event where state = 'set' and starts_at > now() and (app.is_facilitator() or organisation_id in (select app.my_acting_organisations()))`,
  series: sql`select id as "seriesId" from event_series`,
  tie: sql`select id as "tieId" from tie where state = 'held' and (app.is_facilitator() or one_id in (select app.my_acting_organisations()) or other_id in (select app.my_acting_organisations()))`,
  organisation: sql`select id as "otherOrganisationId" from organisation where kind <> 'network' and closed_at is null`,
  introduction: sql`select id as "introductionId" from introduction`,
  decision: sql`select id as "decisionId" from decision`,
  handover: sql`select id as "handoverId" from handover`,
  making: sql`select id as "makingId" from handover where state = 'open' and id in (select app.handovers_i_make())`,
  // Lines about a person, with the handover they are of: for whoever holds the case.
  row: sql`select i.id as "itemId", i.handover_id as "itsHandoverId" from handover_item i join caseload k on k.id = i.subject_id where i.kind = 'person' and k.client_id in (select app.my_held_clients())`,
  home: sql`select distinct post_id as "homeId" from app.needs_a_home()`,
  cover: sql`select id as "coverId" from cover`,
  leaving: sql`select s.account_id as "leavingId" from app.seat s where s.account_id <> app.account() and s.post_id in (select app.posts_i_look_after())`,
};

/** So many places, each with one of each kind that there is for this account. */
export async function elsewhereOf(trx: Database, most: number): Promise<Ids[]> {
  const places: Ids[] = Array.from({ length: most }, () => ({}));
  for (const some of Object.values(kinds)) {
    const { rows } = await sql<Ids>`select * from (${some}) x order by md5(x::text) limit ${most}`.execute(trx);
    for (const [n, place] of places.entries()) Object.assign(place, rows[n % rows.length]);
  }
  return places;
}
