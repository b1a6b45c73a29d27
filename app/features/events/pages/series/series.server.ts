import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { repeatWords } from "~/shared/repeats.server";
import { canActOnEvents, canPlan } from "../../policy";
import type { EventState, Repeat } from "../../words";

export type SeriesEvent = { id: string; state: EventState; startsAt: string; endsAt: string; version: number; going: number; line: string; isMoved: boolean; isOver: boolean };
export type SeriesPage = {
  id: string;
  title: string;
  purpose: string;
  every: string;
  until: string;
  desk: string;
  by: string;
  organisation: string;
  endedAt: string | null;
  events: SeriesEvent[];
  mayPlan: boolean;
};

type Row = Omit<SeriesPage, "every" | "mayPlan" | "events"> & { step: Repeat; from: string; organisationId: string };

/** A series with each of its days, those on which there is none among them. @throws not_found */
export async function seriesPage(trx: Database, actor: Actor, seriesId: string, now: Date): Promise<SeriesPage> {
  if (!canActOnEvents(actor) || !isId(seriesId)) notFound();
  const { rows } = await sql<Row>`
    select s.id, s.title, s.purpose, s.every as step, to_char(s.from_date, 'YYYY-MM-DD') as "from", to_char(s.until_date, 'YYYY-MM-DD') as until, s.desk_words as desk,
      a.name as by, o.name as organisation, s.organisation_id as "organisationId", to_json(s.ended_at)#>>'{}' as "endedAt"
    from event_series s join account a on a.id = s.account_id join organisation o on o.id = s.organisation_id
    where s.id = ${seriesId} and (select app.is_acting())`.execute(trx);
  const row = rows[0] ?? notFound();
  const { step, from, organisationId, ...series } = row;
  return { ...series, every: repeatWords({ from, every: step }), events: await eventsOf(trx, seriesId, now), mayPlan: row.endedAt === null && canPlan(actor, { organisationId, plannerPostIds: [] }) };
}

async function eventsOf(trx: Database, seriesId: string, now: Date): Promise<SeriesEvent[]> {
  const { rows } = await sql<SeriesEvent>`
    select e.id, e.state, to_json(e.starts_at)#>>'{}' as "startsAt", to_json(e.ends_at)#>>'{}' as "endsAt", e.version, e.ends_at <= ${now} as "isOver",
      (select count(*)::int from event_answer w where w.event_id = e.id and w.ended_at is null and w.place = 'in') as going,
      coalesce(t.line, '') as line, coalesce(t.why = 'moved', false) as "isMoved"
    from learning_event e left join lateral (select why, line from event_turn t where t.event_id = e.id order by t.number desc limit 1) t on true
    where e.series_id = ${seriesId} and e.starts_at is not null order by e.starts_at, e.id`.execute(trx);
  return rows;
}
