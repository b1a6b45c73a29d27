import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import type { LearningEvent } from "../access.server";
import { canDoAction, canPlan } from "../policy";

type Row = { id: string; what: string; ownerPostId: string; owner: string; post: string; dueOn: string | null; doneAt: Date | null; doneBy: string | null };

/** What was agreed, what is open first, by its day. */
export async function actionsOf(trx: Database, actor: Actor, event: LearningEvent, today: string) {
  const { rows } = await sql<Row>`
    select a.id, a.what, a.owner_post_id as "ownerPostId", coalesce(sitting.names, 'Nobody sits here now') as owner, p.title || ', ' || o.name as post, a.due_on::text as "dueOn", a.done_at as "doneAt", done.name as "doneBy"
    from event_action a join post p on p.id = a.owner_post_id join organisation o on o.id = p.organisation_id left join account done on done.id = a.done_by
    left join lateral (select string_agg(distinct c.name, ' / ') as names from app.seat s join account c on c.id = s.account_id where s.post_id = a.owner_post_id) sitting on true
    where a.event_id = ${event.id} and a.ended_at is null
    order by (a.done_at is not null), a.due_on nulls last, a.at, a.id`.execute(trx);
  return rows.map(({ doneAt, ...row }) => ({ ...row, doneAt: doneAt?.toISOString(), isLate: !doneAt && row.dueOn !== null && row.dueOn < today, mayDo: canDoAction(actor, event, row) }));
}

export type ActionLine = Awaited<ReturnType<typeof actionsOf>>[number];

/** Who may take something on: those who were asked or plan, chosen by a planner; for oneself, one's own posts. */
export async function ownersFor(trx: Database, actor: Actor, event: LearningEvent): Promise<{ value: string; label: string }[]> {
  const own = actor.seats.filter(({ role }) => role !== "commissioner").map(({ postId }) => postId);
  const plans = canPlan(actor, event);
  const { rows } = await sql<{ value: string; label: string }>`
    select s.post_id as value, string_agg(distinct c.name, ' / ') || ', ' || p.title || ', ' || o.name as label
    from app.seat s join account c on c.id = s.account_id join post p on p.id = s.post_id join organisation o on o.id = p.organisation_id
    where s.role <> 'commissioner' and (s.post_id = any(${own}::uuid[]) or ${plans} and (s.post_id = any(${[event.postId, ...event.plannerPostIds]}::uuid[])
      or s.post_id in (select v.invited_post_id from event_invitee v where v.event_id = ${event.id} and v.ended_at is null)))
    group by s.post_id, p.title, o.name order by 2`.execute(trx);
  return rows;
}
