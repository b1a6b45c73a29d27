import { sql } from "kysely";
import type { Database } from "~db/client";

export type PlannerRow = { postId: string; name: string; from: string };

/** Who plans along from other organisations. The caller has found the event. */
export async function plannersOf(trx: Database, eventId: string): Promise<PlannerRow[]> {
  const { rows } = await sql<PlannerRow>`
    select p.planner_post_id as "postId", coalesce((select string_agg(distinct c.name, ' and ') from app.seat s join account c on c.id = s.account_id where s.post_id = post.id), post.title) as name, organisation.name as "from"
    from event_planner p join post on post.id = p.planner_post_id join organisation on organisation.id = post.organisation_id
    where p.event_id = ${eventId} and p.ended_at is null order by p.at, p.id`.execute(trx);
  return rows;
}
