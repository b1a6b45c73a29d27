import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { findEvent } from "../../access.server";
import { canPlan } from "../../policy";
import type { Answer, CameBy, WhyNot } from "../../words";

/** Somebody on the list of an event. Why they cannot come is for them and for whoever plans. */
export type Comer = {
  inviteeId: string;
  postId: string | null;
  name: string;
  from: string;
  isGuest: boolean;
  isMine: boolean;
  cameBy: CameBy;
  says: Answer | null;
  whyNot: WhyNot | null;
  line: string;
  place: "in" | "waiting" | null;
  waitingNumber: number | null;
};

export const mostComers = 600;

/** Everybody who was asked or joined, with their answers: those in, in line, maybe, not yet, can't. @throws not_found */
export async function comersOf(trx: Database, actor: Actor, eventId: string): Promise<Comer[]> {
  const event = await findEvent(trx, actor, eventId);
  const { rows } = await sql<Omit<Comer, "isMine">>`
    select v.id as "inviteeId", v.invited_post_id as "postId", v.guest_name is not null as "isGuest", v.came_by as "cameBy",
      coalesce(v.guest_name, seated.names, post.title) as name,
      concat_ws(', ', case when v.guest_name is null then nullif(post.title, seated.names) else v.guest_title end, coalesce(organisation.name, v.guest_organisation)) as "from",
      a.says, a.why_not as "whyNot", coalesce(a.line, '') as line, a.place, app.place_in_line(a.event_id, a.waiting_number) as "waitingNumber"
    from event_invitee v
    left join event_answer a on a.invitee_id = v.id and a.ended_at is null
    left join post on post.id = v.invited_post_id
    left join organisation on organisation.id = post.organisation_id
    left join lateral (select string_agg(distinct c.name, ' and ') as names from app.seat s join account c on c.id = s.account_id where s.post_id = v.invited_post_id) seated on true
    where v.event_id = ${event.id} and v.ended_at is null
    order by array_position(array['going', 'maybe'], a.says) nulls last, a.says is not null, a.waiting_number nulls first, name, v.id limit ${mostComers}`.execute(trx);
  const mine = new Set(actor.seats.map(({ postId }) => postId));
  const seesWhy = canPlan(actor, event);
  return rows.map((row) => {
    const isMine = row.postId !== null && mine.has(row.postId);
    return seesWhy || isMine ? { ...row, isMine } : { ...row, isMine, whyNot: null, line: row.says === "cant" ? "" : row.line };
  });
}
