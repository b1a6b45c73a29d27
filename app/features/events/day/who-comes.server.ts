import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Answer } from "../words";

export type Comer = {
  id: string;
  postId: string | null;
  name: string;
  /** The post and its organisation, or what a guest said of themselves. */
  line: string;
  says: Answer | null;
  place: "in" | "waiting" | null;
  how: "phone" | "ticked" | null;
  at: Date | null;
};

/**
 * Everybody who was asked or walked in, and who of them is there. Those who said they come first, then by name; the order
 * does not change as names are ticked, so that nothing moves under a pointer.
 */
export async function whoComes(trx: Database, eventId: string): Promise<Comer[]> {
  const { rows } = await sql<Comer>`
    select v.id, v.invited_post_id as "postId", coalesce(v.guest_name, sitting.names, 'Nobody sits here now') as name,
      concat_ws(', ', nullif(coalesce(v.guest_title, p.title), ''), coalesce(v.guest_organisation, o.name)) as line,
      a.says, a.place, there.how, there.at
    from event_invitee v
    left join post p on p.id = v.invited_post_id left join organisation o on o.id = p.organisation_id
    left join lateral (select string_agg(distinct c.name, ' / ') as names from app.seat s join account c on c.id = s.account_id where s.post_id = v.invited_post_id) sitting on true
    left join event_answer a on a.invitee_id = v.id and a.ended_at is null
    left join event_presence there on there.invitee_id = v.id and there.ended_at is null
    where v.event_id = ${eventId} and v.ended_at is null
    order by (v.came_by = 'walked_in'), case when a.place = 'in' then 0 when a.says = 'going' then 1 when a.says = 'maybe' then 2 when a.says is null then 3 else 4 end,
      case when v.came_by = 'walked_in' then v.at end, name, v.id`.execute(trx);
  return rows;
}
