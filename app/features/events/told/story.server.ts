import { sql } from "kysely";
import type { Database } from "~db/client";
import type { LearningEvent } from "../access.server";
import type { Answer, EventState } from "../words";

/** An event as the letters about it need it. Asked inside `asking(db, { duty: "diary" })`. */
export type ToldEvent = Pick<LearningEvent, "id" | "title" | "purpose" | "place" | "access" | "state" | "startsAt" | "endsAt" | "sequence" | "changedAt" | "organisation">;
/** Somebody who was asked and can be written to: whoever sits in the post now, or a guest. */
export type Comer = { inviteeId: string; name: string; email: string; isGuest: boolean; says: Answer | null; place: "in" | "waiting" | null; voted: boolean };
/** Who turned an event last, and what they wrote. */
export type Turned = { by: string; line: string };

export async function eventTold(trx: Database, eventId: string): Promise<ToldEvent> {
  const row = await trx
    .selectFrom("learning_event as event")
    .innerJoin("organisation", "organisation.id", "event.organisation_id")
    .where("event.id", "=", eventId)
    .select(["event.id", "event.title", "event.purpose", "event.place_words as place", "event.access_words as access", "event.state", "event.starts_at as startsAt", "event.ends_at as endsAt"])
    .select(["event.sequence", "event.changed_at as changedAt", "organisation.name as organisation"])
    .executeTakeFirstOrThrow();
  return { ...row, state: row.state as EventState };
}

/** Everybody asked, by name: the surest answer of an address first, where somebody was asked twice. */
export async function comersOf(trx: Database, eventId: string): Promise<Comer[]> {
  const { rows } = await sql<Comer>`
    select a.invitee_id as "inviteeId", a.name, a.email, a.is_guest as "isGuest", a.says, a.place,
      exists (select 1 from event_vote v where v.event_id = ${eventId} and v.invitee_id = a.invitee_id and v.ended_at is null) as voted
    from app.event_addresses(${eventId}) a
    order by array_position(array['in', 'waiting', 'maybe'], coalesce(a.place, a.says)), a.name, a.email`.execute(trx);
  return rows;
}

/** One letter to an address, however many posts somebody sits in. */
export function onceEach(comers: readonly Comer[]): Comer[] {
  const first = new Map<string, Comer>();
  for (const comer of comers) if (!first.has(comer.email)) first.set(comer.email, comer);
  return [...first.values()];
}

export async function turnedBy(trx: Database, turnId: string): Promise<Turned | undefined> {
  return trx.selectFrom("event_turn").innerJoin("account", "account.id", "event_turn.account_id").where("event_turn.id", "=", turnId).select(["account.name as by", "event_turn.line"]).executeTakeFirst();
}
