import { sql } from "kysely";
import { needsAHome } from "~/features/relationships/home/home.server";
import type { ItemKind } from "~/features/relationships/handover/words";
import type { Town } from "./town";

/** A person, a promise, one side of a tie and so on: what has to have a home whoever goes. */
export type Thing = { kind: ItemKind; key: string };
type Held = Thing & { postId: string; seated: boolean };
export type Tally = { home: number; reported: number; settled: number; lost: string[] };

const nameOf = ({ kind, key }: Thing) => `${kind} ${key}`;

/** All that is held in the network, by what it is and not by the row that says so. */
async function held(town: Town): Promise<Held[]> {
  return town.data.admin<Held[]>`
    select h.kind, h.post_id as "postId", exists (select 1 from app.seat s where s.post_id = h.post_id) as seated,
      case h.kind when 'person' then h.client_id::text when 'tie' then h.subject_id || ' ' || p.organisation_id when 'gap' then r.gap_id || ' ' || r.role else h.subject_id::text end as key
    from app.held_by_post h join post p on p.id = h.post_id left join gap_role r on h.kind = 'gap' and r.id = h.subject_id`;
}

export async function thingsHeld(town: Town): Promise<Thing[]> {
  const all = new Map((await held(town)).map(({ kind, key }) => [nameOf({ kind, key }), { kind, key }]));
  return [...all.values()];
}

/** How things stand at one moment: all that is held, and which empty posts somebody who is there was told of. */
export type Moment = { held: Map<string, Held[]>; told: ReadonlySet<string> };

export async function nowIn(town: Town): Promise<Moment> {
  const all = await held(town);
  const places = new Map<string, Held[]>();
  for (const one of all) places.set(nameOf(one), [...(places.get(nameOf(one)) ?? []), one]);
  return { held: places, told: await reported(town) };
}

/** Where everything is: with somebody, on the list of somebody who is there, settled for a reason that is written, or lost. */
export async function whereIs(town: Town, things: readonly Thing[], now: Moment): Promise<Tally> {
  const tally: Tally = { home: 0, reported: 0, settled: 0, lost: [] };
  const gone = things.some((thing) => !now.held.has(nameOf(thing))) ? await settled(town) : new Set<string>();
  for (const thing of things) {
    const places = now.held.get(nameOf(thing)) ?? [];
    if (places.some(({ seated }) => seated)) tally.home += 1;
    else if (places.length === 0 && gone.has(nameOf(thing))) tally.settled += 1;
    else if (places.length === 0) tally.lost.push(`${nameOf(thing)} is held by nobody`);
    else if (places.every(({ postId }) => now.told.has(postId))) tally.reported += 1;
    else tally.lost.push(`${nameOf(thing)} is in an empty post, and nobody was told`);
  }
  return tally;
}

/** Empty posts that are on the list of whoever looks after them now, and that they, or whoever had their post told, were told of. */
async function reported(town: Town): Promise<ReadonlySet<string>> {
  const empty = await town.data.admin<{ postId: string; lead: string | null }[]>`
    select e.post_id as "postId", (select s.account_id from app.seat s where s.post_id = app.lead_of(e.post_id) order by 1 limit 1) as lead
    from (select distinct h.post_id from app.held_by_post h where not exists (select 1 from app.seat s where s.post_id = h.post_id)) e`;
  if (empty.length === 0) return new Set();
  // Whoever was told may have gone as well: then it is their post that was reported.
  const told = await town.data.admin<{ postId: string }[]>`
    with recursive chain (root, post_id) as (
      select i.home_post_id, i.post_id from inbox_item i where i.kind = 'home.needed'
      union select c.root, i.post_id from chain c join inbox_item i on i.kind = 'home.needed' and i.home_post_id = c.post_id)
    select distinct c.root as "postId" from chain c where exists (select 1 from app.seat s where s.post_id = c.post_id)`;
  const [known, listed] = [new Set(told.map(({ postId }) => postId)), new Set<string>()];
  for (const account of new Set(empty.flatMap(({ lead }) => lead ?? []))) {
    const lead = await town.member(account);
    const list = new Set((await town.as(lead, (trx) => needsAHome(trx, lead))).map(({ postId }) => postId));
    for (const one of empty) if (one.lead === account && list.has(one.postId)) listed.add(one.postId);
  }
  return new Set([...listed].filter((postId) => known.has(postId)));
}

/** Of a person's own places and wishes, and of what is over: an end that says why. */
async function settled(town: Town): Promise<Set<string>> {
  const rows = await town.data.admin<{ it: string }[]>`
    select 'booking ' || b.id as it from shadow_booking b join shadow_turn t on t.booking_id = b.id and t.number = b.version where t.to_state = b.state and b.state in ('cancelled', 'released', 'refused', 'unanswered')
    union all select 'wish ' || id from shadow_wish where ended_at is not null or answered_at is not null
    union all select 'event ' || id from learning_event where ends_at <= now()
    union all select 'day ' || id from shadow_day where starts_at <= now() or cancelled_at is not null and cancel_line <> ''`;
  return new Set(rows.map(({ it }) => it));
}

export type Reach = { both: number; said: number; faults: string[] };

/** Each tie: somebody is there on either side, or the tie says plainly that nobody is. */
export async function tiesAreReachable(town: Town, { told }: Moment): Promise<Reach> {
  const reader = await town.facilitator();
  const { rows } = await town.as(reader, (trx) => sql<{ id: string; named: boolean; reachable: boolean; said: boolean; post: string | null }>`
    select t.id, count(h.id) > 0 as named, coalesce(bool_or(s.account_id is not null), false) as reachable, min(h.holder_post_id::text) as post,
      exists (select 1 from app.tie_signs(t.id) x where x.side_id = side.id and x.sign = 'nobody') as said
    from tie t cross join lateral (values (t.one_id), (t.other_id)) side (id)
    left join tie_holder h on h.tie_id = t.id and h.side_id = side.id and h.ended_at is null left join app.seat s on s.post_id = h.holder_post_id
    where t.state = 'held' group by t.id, side.id`.execute(trx));
  const faults: string[] = [];
  for (const { id, named, reachable, said, post } of rows) {
    if (reachable || !named) continue;
    if (!said) faults.push(`tie ${id} has nobody on one side and does not say so`);
    if (!post || !told.has(post)) faults.push(`tie ${id} has nobody on one side, and nobody was told`);
  }
  // One side alone keeps a tie with an organisation nobody was ever here from; that is said when it is made.
  const unreached = new Set(rows.filter(({ named, reachable }) => named && !reachable).map(({ id }) => id));
  return { both: new Set(rows.map(({ id }) => id)).size - unreached.size, said: unreached.size, faults };
}
