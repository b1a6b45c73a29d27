import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { findEvent, type LearningEvent } from "../../access.server";
import { canChoosePlanners, canPlan } from "../../policy";
import type { Answer, Audience, Birth, EventState, TurnWhy, WhyNot } from "../../words";
import type { EventParts } from "./tabs";

export type OwnAnswer = { says: Answer; whyNot: WhyNot | null; line: string; place: "in" | "waiting" | null; waitingNumber: number | null };

/** What stands around every part of an event. */
export type EventFrame = {
  id: string;
  title: string;
  purpose: string;
  state: EventState;
  startsAt: string | null;
  endsAt: string | null;
  place: string;
  access: string;
  desk: string;
  forRoles: Audience[];
  capacity: number | null;
  version: number;
  by: string;
  organisation: string;
  isOver: boolean;
  readAt: string;
  series: { id: string; title: string } | null;
  born: { kind: Birth; gapId: string | null; words: string } | null;
  /** What happened to its date last, by whom. */
  turn: { why: TurnWhy; line: string; by: string; at: string } | null;
  counts: { asked: number; going: number; maybe: number; cant: number; waiting: number; options: number };
  own: { isAsked: boolean; answer: OwnAnswer | null; hasVoted: boolean };
  me: { accountId: string; postIds: string[] };
  abilities: { plan: boolean; choosePlanners: boolean };
};

/** @throws not_found */
export async function eventFrame(trx: Database, actor: Actor, eventId: string): Promise<EventFrame> {
  const event = await findEvent(trx, actor, eventId);
  const postIds = actor.seats.filter(({ role }) => role !== "commissioner").map(({ postId }) => postId);
  const { rows } = await sql<Pick<EventFrame, "series" | "born" | "turn" | "counts" | "own">>`
    select
      (select json_build_object('id', s.id, 'title', s.title) from event_series s where s.id = e.series_id) as series,
      case when e.born_kind is not null then json_build_object('kind', e.born_kind, 'gapId', (select g.id from gap g where g.id = e.born_gap_id and g.place <> 'taken_down'),
        'words', coalesce((select g.sentence from gap g where g.id = e.born_gap_id and g.place <> 'taken_down'),
          (select string_agg(o.name, ' and ' order by o.id = e.born_other_id) from organisation o where o.id in (e.born_organisation_id, e.born_other_id)), '')) end as born,
      (select json_build_object('why', t.why, 'line', t.line, 'by', a.name, 'at', t.at) from event_turn t join account a on a.id = t.account_id where t.event_id = e.id order by t.number desc limit 1) as turn,
      (select json_build_object('asked', count(*)::int, 'going', count(*) filter (where w.place = 'in')::int, 'waiting', count(*) filter (where w.place = 'waiting')::int,
          'maybe', count(*) filter (where w.says = 'maybe')::int, 'cant', count(*) filter (where w.says = 'cant')::int,
          'options', (select count(*)::int from event_option p where p.event_id = e.id and p.ended_at is null))
        from event_invitee v left join event_answer w on w.invitee_id = v.id and w.ended_at is null where v.event_id = e.id and v.ended_at is null) as counts,
      coalesce((select json_build_object('isAsked', true, 'hasVoted', exists (select 1 from event_vote x where x.invitee_id = v.id and x.ended_at is null),
          'answer', case when w.id is not null then json_build_object('says', w.says, 'whyNot', w.why_not, 'line', w.line, 'place', w.place, 'waitingNumber', app.place_in_line(w.event_id, w.waiting_number)) end)
        from event_invitee v left join event_answer w on w.invitee_id = v.id and w.ended_at is null
        where v.event_id = e.id and v.ended_at is null and v.invited_post_id = any(${postIds}::uuid[])
        order by (v.invited_post_id = ${actor.seat?.postId ?? null}::uuid) desc nulls last, v.at limit 1), json_build_object('isAsked', false, 'hasVoted', false, 'answer', null)) as own
    from learning_event e where e.id = ${event.id}`.execute(trx);
  const [row] = rows;
  if (!row) throw new Error("An event that was found is gone.");
  const { id, title, purpose, state, place, access, desk, forRoles, capacity, version, by, organisation } = event;
  return {
    ...row,
    id,
    title,
    purpose,
    state,
    place,
    access,
    desk,
    forRoles,
    capacity,
    version,
    by,
    organisation,
    startsAt: event.startsAt?.toISOString() ?? null,
    endsAt: event.endsAt?.toISOString() ?? null,
    isOver: isOver(event),
    readAt: new Date().toISOString(),
    me: { accountId: actor.accountId, postIds },
    abilities: { plan: canPlan(actor, event), choosePlanners: canChoosePlanners(actor, event) },
  };
}

/** Which tabs an event has, for those of its pages that stand by themselves: the day and the recap. */
export async function eventParts(trx: Database, event: LearningEvent): Promise<EventParts> {
  const { options } = await trx
    .selectFrom("event_option")
    .where("event_id", "=", event.id)
    .where("ended_at", "is", null)
    .select(({ fn }) => fn.countAll<string>().as("options"))
    .executeTakeFirstOrThrow();
  return { id: event.id, state: event.state, isOver: isOver(event), counts: { options: Number(options) } };
}

const isOver = ({ endsAt }: LearningEvent) => endsAt !== null && endsAt <= new Date();
