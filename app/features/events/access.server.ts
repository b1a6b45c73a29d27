import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { canActOnEvents, canPlan } from "./policy";
import type { Audience, Birth, EventState } from "./words";

export type LearningEvent = {
  id: string;
  title: string;
  purpose: string;
  forRoles: Audience[];
  place: string;
  access: string;
  desk: string;
  capacity: number | null;
  seriesId: string | null;
  born: Birth | null;
  bornGapId: string | null;
  bornOrganisationId: string | null;
  bornOtherId: string | null;
  state: EventState;
  startsAt: Date | null;
  endsAt: Date | null;
  version: number;
  sequence: number;
  changedAt: Date;
  accountId: string;
  postId: string;
  organisationId: string;
  organisation: string;
  by: string;
  at: Date;
  plannerPostIds: string[];
};

/** Learning events the actor of `trx` may see: all of them, for whoever acts in the network. Chain on it. */
export function visibleEvents(trx: Database) {
  return trx.selectFrom("learning_event").where(sql<boolean>`(select app.is_acting())`);
}

/** The door to one event. @throws not_found */
export async function findEvent(trx: Database, actor: Actor, eventId: string): Promise<LearningEvent> {
  if (!canActOnEvents(actor) || !isId(eventId)) notFound();
  const row = await visibleEvents(trx)
    .innerJoin("account", "account.id", "learning_event.account_id")
    .innerJoin("organisation", "organisation.id", "learning_event.organisation_id")
    .where("learning_event.id", "=", eventId)
    .select([
      "learning_event.id",
      "title",
      "purpose",
      "for_roles as forRoles",
      "place_words as place",
      "access_words as access",
      "desk_words as desk",
      "capacity",
      "series_id as seriesId",
      "born_kind as born",
      "born_gap_id as bornGapId",
      "born_organisation_id as bornOrganisationId",
      "born_other_id as bornOtherId",
      "state",
      "starts_at as startsAt",
      "ends_at as endsAt",
      "version",
      "sequence",
      "learning_event.changed_at as changedAt",
      "account_id as accountId",
      "post_id as postId",
      "organisation_id as organisationId",
      "organisation.name as organisation",
      "account.name as by",
      "at",
      sql<string[]>`array(select p.planner_post_id from event_planner p where p.event_id = learning_event.id and p.ended_at is null)`.as("plannerPostIds"),
    ])
    .executeTakeFirst();
  if (!row) notFound();
  return { ...row, forRoles: row.forRoles as Audience[], born: row.born as Birth | null, state: row.state as EventState };
}

/** The same, for whoever changes it. @throws not_found, not_allowed (which looks the same) */
export async function findPlannedEvent(trx: Database, actor: Actor, eventId: string): Promise<LearningEvent> {
  const event = await findEvent(trx, actor, eventId);
  if (!canPlan(actor, event)) notFound();
  return event;
}

export type Held = { state: EventState; version: number; startsAt: Date | null; endsAt: Date | null; capacity: number | null };

/** How an event stands, held until the transaction ends: whoever comes second waits, and sees what the first did. @throws not_found */
export async function holdEvent(trx: Database, eventId: string): Promise<Held> {
  if (!isId(eventId)) notFound();
  const { rows } = await sql<Held>`select state, version, starts_at as "startsAt", ends_at as "endsAt", capacity from app.hold_event(${eventId})`.execute(trx);
  return rows[0] ?? notFound();
}
