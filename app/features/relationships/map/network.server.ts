import { sql } from "kysely";
import type { Database } from "~db/client";
import { isFacilitator, type Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { thinSigns, type ThinSign } from "./words";

const thin = sql.join(Object.keys(thinSigns));

export type ThinTie = { tieId: string; oneId: string; otherId: string; one: string; other: string; sides: { sign: ThinSign; sideId: string }[] };
export type Resting = { postId: string; title: string; organisation: string; people: string[]; ties: { id: string; with: string }[] };
export type Network = { ties: ThinTie[]; count: number; resting: Resting[] };

const mostTies = 60;
const mostPosts = 12;

/** Where the network hangs by one thread, for whoever looks after it; how all of it stands is worked out once. @throws not_found */
export async function networkOf(trx: Database, actor: Actor): Promise<Network> {
  if (!isFacilitator(actor)) notFound();
  const { rows } = await sql<Network>`
    with signs as materialized (select s.tie_id, s.sign, s.side_id from app.tie_signs(null) s where s.sign in (${thin})),
    ties as (${thinTies}), resting as (${resting})
    select (select coalesce(json_agg(ties), '[]') from ties) as ties, (select count(distinct tie_id)::integer from signs) as count, (select coalesce(json_agg(resting), '[]') from resting) as resting`.execute(trx);
  const { ties, count, resting: posts } = rows[0] ?? { ties: [], count: 0, resting: [] };
  return { ties, count, resting: posts.filter((post) => post.ties.length > 0) };
}

/** Ties that nobody, or one person, holds on a side; those that nobody holds first. */
const thinTies = sql`
  select t.id as "tieId", t.one_id as "oneId", t.other_id as "otherId", one.name as one, other.name as other, json_agg(json_build_object('sign', s.sign, 'sideId', s.side_id) order by s.sign, s.side_id) as sides
  from signs s join tie t on t.id = s.tie_id join organisation one on one.id = t.one_id join organisation other on other.id = t.other_id
  group by t.id, one.name, other.name order by bool_or(s.sign = 'nobody') desc, count(*) desc, one.name, other.name, t.id limit ${mostTies}`;

/** What would break if nobody sat in a post: those on which most ties rest, with each tie. */
const resting = sql`
  select p.id as "postId", p.title, o.name as organisation,
    array(select distinct a.name from app.seat s join account a on a.id = s.account_id where s.post_id = p.id order by 1) as people,
    (select coalesce(json_agg(json_build_object('id', t.id, 'with', w.name) order by w.name), '[]') from app.ties_resting_on(p.id) r (id) join tie t on t.id = r.id
      join organisation w on w.id = case when t.one_id = p.organisation_id then t.other_id else t.one_id end) as ties
  from (
    select h.holder_post_id as post, count(*) as times from signs s join tie_holder h on h.tie_id = s.tie_id and h.side_id = s.side_id and h.ended_at is null
    where s.sign in ('one_person', 'no_second') and exists (select 1 from app.seat x where x.post_id = h.holder_post_id) group by 1 order by 2 desc, 1 limit ${mostPosts}) posts
  join post p on p.id = posts.post join organisation o on o.id = p.organisation_id order by posts.times desc, o.name, p.title, p.id`;
