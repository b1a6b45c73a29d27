import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { findEvent } from "../../access.server";

export type JobRow = { id: string; what: string; ownerPostId: string | null; owner: string | null; isMine: boolean; done: { at: string; by: string } | null };

/** What is to be done for an event, in the order it was thought of. @throws not_found */
export async function jobsOf(trx: Database, actor: Actor, eventId: string): Promise<JobRow[]> {
  const event = await findEvent(trx, actor, eventId);
  const { rows } = await sql<Omit<JobRow, "isMine">>`
    select job.id, job.what, job.owner_post_id as "ownerPostId",
      (select coalesce(string_agg(distinct a.name, ' and '), post.title || ', nobody at the moment') || ', ' || o.name
        from organisation o left join app.seat s on s.post_id = post.id left join account a on a.id = s.account_id where o.id = post.organisation_id group by o.name) as owner,
      case when job.done_at is not null then json_build_object('at', job.done_at, 'by', doer.name) end as done
    from event_job job left join post on post.id = job.owner_post_id left join account doer on doer.id = job.done_by
    where job.event_id = ${event.id} and job.ended_at is null order by job.at, job.id`.execute(trx);
  const mine = new Set(actor.seats.map(({ postId }) => postId));
  return rows.map((row) => ({ ...row, isMine: row.ownerPostId !== null && mine.has(row.ownerPostId) }));
}
