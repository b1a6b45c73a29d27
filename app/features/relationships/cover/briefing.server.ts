import { sql } from "kysely";
import type { Database } from "~db/client";
import { AppError } from "~/shared/errors";
import type { Actor } from "~/shared/actor";
import { canHandOver } from "../handover/policy";
import { findCover, type Cover } from "./cover.server";

export type Line = { at: string; words: string; to: string };
/** What happened meanwhile. Of people supported counts alone: their pages say the rest, and write down who looked. */
export type Briefing = { cover: Cover; from: Date; until: Date; notes: number; newPeople: number; stepsDone: number; contacts: Line[]; gaps: Line[]; events: Line[] };

/** Composed anew each time, for whoever was away, and whoever looks after the post. @throws not_found, not_allowed */
export async function briefingOf(trx: Database, actor: Actor, coverId: string): Promise<Briefing> {
  const cover = await findCover(trx, coverId);
  if (!canHandOver(actor, { seatPostId: cover.postId, seatOrganisationId: cover.organisationId })) throw new AppError("not_allowed");
  const span = { from: cover.startsAt, until: cover.endedAt ?? new Date() };
  return { cover, ...span, ...(await counts(trx, cover.postId, span)), contacts: await contacts(trx, cover.postId, span), gaps: await gaps(trx, cover.postId, span), events: await events(trx, cover.postId, span) };
}

type Span = { from: Date; until: Date };

async function counts(trx: Database, postId: string, { from, until }: Span): Promise<Pick<Briefing, "notes" | "newPeople" | "stepsDone">> {
  const { rows } = await sql<Pick<Briefing, "notes" | "newPeople" | "stepsDone">>`
    with held as materialized (select k.client_id, k.valid_from from caseload k where k.post_id = ${postId} and k.valid_until is null)
    select (select count(*)::int from note n join held h on h.client_id = n.client_id where n.created_at between ${from} and ${until}) as notes,
      (select count(*)::int from held h where h.valid_from between ${from} and ${until}) as "newPeople",
      (select count(*)::int from next_step s join held h on h.client_id = s.client_id where s.done_at between ${from} and ${until}) as "stepsDone"`.execute(trx);
  return rows[0] ?? { notes: 0, newPeople: 0, stepsDone: 0 };
}

async function contacts(trx: Database, postId: string, { from, until }: Span): Promise<Line[]> {
  return lines(trx, sql`
    select c.happened_at as at, coalesce(nullif(c.line, ''), c.kind) || ' · ' || o.name as words, '/directory/ties/' || c.tie_id as "to"
    from tie_contact c join tie_holder h on h.tie_id = c.tie_id and h.holder_post_id = ${postId} and h.ended_at is null
    join organisation o on o.id = case when h.side_id = c.one_id then c.other_id else c.one_id end
    where c.ended_at is null and c.happened_at between ${from} and ${until}`);
}

async function gaps(trx: Database, postId: string, { from, until }: Span): Promise<Line[]> {
  return lines(trx, sql`
    select g.last_active_at as at, g.sentence as words, '/gaps/' || g.id as "to"
    from gap g where g.place <> 'taken_down' and g.last_active_at between ${from} and ${until}
      and exists (select 1 from gap_role r where r.gap_id = g.id and r.post_id = ${postId} and r.ended_at is null)`);
}

async function events(trx: Database, postId: string, { from, until }: Span): Promise<Line[]> {
  return lines(trx, sql`
    select e.starts_at as at, e.title as words, '/diary/events/' || e.id as "to"
    from learning_event e where e.starts_at between ${from} and ${until} and e.state <> 'cancelled'
      and (e.post_id = ${postId} or e.id in (select v.event_id from event_invitee v where v.invited_post_id = ${postId} and v.ended_at is null))`);
}

async function lines(trx: Database, question: ReturnType<typeof sql>): Promise<Line[]> {
  const { rows } = await sql<{ at: Date; words: string; to: string }>`select * from (${question}) x order by at limit 60`.execute(trx);
  return rows.map(({ at, words, to }) => ({ at: at.toISOString(), words, to }));
}
