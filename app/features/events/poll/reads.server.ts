import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import type { LearningEvent } from "../access.server";
import type { Vote } from "../words";

export type Voter = { name: string; says: Vote };
export type DateOption = { id: string; startsAt: string; endsAt: string; own: Vote | null; isPast: boolean; voters: Voter[] };
export type DatePoll = { options: DateOption[]; asked: number; said: number };

/** The dates of an event to choose from, oldest first, with who said what: whoever plans needs to know who could not come. */
export async function pollOf(trx: Database, actor: Actor, event: Pick<LearningEvent, "id">): Promise<DatePoll> {
  const posts = actor.seats.filter(({ role }) => role !== "commissioner").map(({ postId }) => postId);
  const { rows } = await sql<DateOption>`
    select p.id, to_json(p.starts_at)#>>'{}' as "startsAt", to_json(p.ends_at)#>>'{}' as "endsAt", p.starts_at <= now() as "isPast",
      (select t.says from event_vote t join event_invitee v on v.id = t.invitee_id where t.option_id = p.id and t.ended_at is null and v.ended_at is null and v.invited_post_id = any(${posts}::uuid[])
        order by (v.invited_post_id = ${actor.seat?.postId ?? null}::uuid) desc nulls last, v.at limit 1) as own,
      coalesce((select json_agg(json_build_object('name', coalesce(v.guest_name, a.name, 'Somebody'), 'says', t.says) order by coalesce(v.guest_name, a.name), v.id)
        from event_vote t join event_invitee v on v.id = t.invitee_id and v.ended_at is null left join account a on a.id = t.account_id
        where t.option_id = p.id and t.ended_at is null), '[]') as voters
    from event_option p where p.event_id = ${event.id} and p.ended_at is null order by p.starts_at, p.id`.execute(trx);
  const { rows: counts } = await sql<{ asked: number; said: number }>`
    select count(*)::int as asked, (count(*) filter (where exists (select 1 from event_vote t where t.invitee_id = v.id and t.ended_at is null)))::int as said
    from event_invitee v where v.event_id = ${event.id} and v.ended_at is null`.execute(trx);
  return { options: rows, ...(counts[0] ?? { asked: 0, said: 0 }) };
}
