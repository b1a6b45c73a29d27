import { sql } from "kysely";
import type { Database } from "~db/client";
import { actsInNetwork, type Actor } from "~/shared/actor";
import type { Span } from "../calendar/entry";
import type { DiaryItem } from "./words";

type Row = { id: string; title: string; startsAt: Date; endsAt: Date; where: string; access: string; by: string; plans: boolean; says: string | null; place: string | null };

/** Learning events with a date that one's posts are asked to, answered or plan; not those one said no to. */
export async function eventItems(trx: Database, actor: Actor, { from, until }: Span): Promise<DiaryItem[]> {
  if (!actsInNetwork(actor)) return [];
  const acting = actor.seats.filter((seat) => seat.role !== "commissioner");
  const [posts, organisations] = [acting.map((seat) => seat.postId), acting.map((seat) => seat.organisationId)];
  // One by one, by index: PostgreSQL does not know how few invitations somebody has, and would read everybody's answers.
  const { rows } = await sql<Row>`
    with mine as materialized (
      select v.event_id, false as plans, a.says, a.place from event_invitee v left join lateral (select n.says, n.place from event_answer n where n.invitee_id = v.id and n.ended_at is null limit 1) a on true
      where v.invited_post_id = any(${posts}::uuid[]) and v.ended_at is null
      union all select p.event_id, true, null, null from event_planner p where p.planner_post_id = any(${posts}::uuid[]) and p.ended_at is null
      union all select e.id, true, null, null from learning_event e where e.organisation_id = any(${organisations}::uuid[]) and e.post_id = any(${posts}::uuid[]) and e.starts_at >= ${from} and e.starts_at < ${until}
    ), one as (
      select event_id, bool_or(plans) as plans, min(says) as says, min(place) as place from mine group by event_id
    )
    select e.id, e.title, e.starts_at as "startsAt", e.ends_at as "endsAt", e.place_words as where, e.access_words as access, organisation.name as by, one.plans, one.says, one.place
    from one cross join lateral (select * from learning_event x where x.id = one.event_id limit 1) e join organisation on organisation.id = e.organisation_id
    where (select app.is_acting()) and e.state = 'set' and e.starts_at >= ${from} and e.starts_at < ${until} and (one.plans or one.says is distinct from 'cant')`.execute(trx);
  return rows.map(({ id, title, startsAt, endsAt, where, access, by, ...stands }) => ({
    id: `event-${id}`,
    kind: "event",
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    title,
    to: `/diary/events/${id}`,
    line: stands.plans ? "You plan it" : `Planned by ${by}`,
    where,
    access,
    ...standsAs(stands, endsAt <= new Date()),
  }));
}

function standsAs({ plans, says, place }: Pick<Row, "plans" | "says" | "place">, isOver: boolean): Pick<DiaryItem, "tag" | "waits"> {
  if (place === "waiting") return { tag: { words: "You wait for a place", tone: "info" }, waits: false };
  if (says === "going") return { tag: { words: isOver ? "You said you would come" : "You are going", tone: "agreed" }, waits: false };
  if (says === "maybe") return { tag: { words: "Maybe", tone: "info" }, waits: false };
  if (plans) return { tag: { words: "Yours", tone: "people" }, waits: false };
  return isOver ? { tag: { words: "You were asked", tone: "plain" }, waits: false } : { tag: { words: "Will you come?", tone: "needs" }, waits: true };
}
