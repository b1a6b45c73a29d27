import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { needs, type Need } from "../../gaps/words";
import { requireOrganisation } from "../access.server";
import { canSeeTies } from "../policy";
import type { Way } from "../words";

export type Knower = { accountId: string; name: string; why: "holds_tie" | "worked_there" | "in_touch"; words: string; at: Date | null };
const whyWords = { holds_tie: "Holds a tie with them", worked_there: "Worked there", in_touch: "Was in touch this year" } as const;

/** Who knows an organisation, each with why; holders first. @throws not_found */
export async function whoKnows(trx: Database, actor: Actor, organisationId: string): Promise<Knower[]> {
  if (!canSeeTies(actor)) notFound();
  const { id } = await requireOrganisation(trx, organisationId);
  const { rows } = await sql<Omit<Knower, "words">>`
    select k.account_id as "accountId", a.name, k.why, k.at from app.who_knows(${id}) k join account a on a.id = k.account_id
    order by array_position(array['holds_tie', 'worked_there', 'in_touch'], k.why), k.at desc nulls last, a.name`.execute(trx);
  return rows.map((row) => ({ ...row, words: whyWords[row.why] }));
}

export type Unreachable = { organisationId: string; name: string; tries: number; since: Date; lastAt: Date };

/** Organisations that three tries in a row did not reach, or whether this is one. @throws not_found */
export async function unreachable(trx: Database, actor: Actor, organisationId: string | null = null): Promise<Unreachable[]> {
  if (!canSeeTies(actor)) notFound();
  const { rows } = await sql<Unreachable>`
    select u.organisation_id as "organisationId", o.name, u.tries, u.since, u.last_at as "lastAt" from app.unreachable(${organisationId}::uuid) u join organisation o on o.id = u.organisation_id order by u.last_at desc, o.name`.execute(trx);
  return rows;
}

/** How to reach an organisation, the tries so far (newest first), and what it helps with. @throws not_found */
export async function reachOf(trx: Database, actor: Actor, organisationId: string) {
  if (!canSeeTies(actor)) notFound();
  const { id } = await requireOrganisation(trx, organisationId);
  const ways = await trx.selectFrom("organisation_reach").where("reached_id", "=", id).where("ended_at", "is", null).orderBy("at", "desc").limit(20).select(["id", "label", "phone", "email", "hours", "account_id as accountId", "post_id as postId"]).execute();
  const tries = await trx
    .selectFrom("reach_attempt as a")
    .innerJoin("account", "account.id", "a.account_id")
    .where("a.reached_for_id", "=", id)
    .where("a.ended_at", "is", null)
    .orderBy("a.at", "desc")
    .limit(20)
    .select(["a.id", "a.how", "a.reached", "a.line", "a.at", "account.name as by", "a.account_id as accountId", "a.post_id as postId"])
    .execute();
  const helps = await trx.selectFrom("organisation_help").where("helper_id", "=", id).where("ended_at", "is", null).orderBy("need").select("need").execute();
  return { ways, tries: tries.map((one) => ({ ...one, how: one.how as Way })), helps: helps.map(({ need }) => need as Need) };
}

export type LessUsed = { organisationId: string; name: string; area: string | null; needs: Need[]; near: boolean; /** The tie there is, and nobody uses. */ tieId: string | null; lastContactAt: Date | null; why: string };

/**
 * Less used, could help (R13): organisations that say they help with what one's posts follow, and with what the gaps one
 * sees or leads and the questions one asked are about, with which one's own organisations have no tie or were not in touch
 * for a year. What one looks for most often, and nearest, first. @throws not_found
 */
export async function lessUsed(trx: Database, actor: Actor, most = 10): Promise<LessUsed[]> {
  if (!canSeeTies(actor)) notFound();
  const { rows } = await sql<Omit<LessUsed, "why">>`
    with mine as materialized (select app.my_acting_posts() as post),
    own as materialized (select app.my_acting_organisations() as organisation),
    looked as materialized (
      select i.need, 1 as times from post_interest i where i.post_id in (select post from mine) and i.need is not null
      union all select g.need, 2 from gap_join j join gap g on g.id = j.gap_id where j.account_id = app.account() and j.ended_at is null and g.place <> 'taken_down'
      union all select g.need, 3 from gap_role r join gap g on g.id = r.gap_id where r.post_id in (select post from mine) and r.role = 'lead' and r.ended_at is null and g.place <> 'taken_down'
      union all select q.need, 2 from ask q where q.account_id = app.account() and q.ended_at is null and q.at > now() - interval '1 year'
    ), wanted as materialized (select need, sum(times) as times from looked group by need),
    near as materialized (
      select lower(a.name) as area from post_interest i join area a on a.id = i.area_id where i.post_id in (select post from mine)
      union select lower(o.area) from organisation o where o.id in (select organisation from own))
    select o.id as "organisationId", o.name, o.area, array_agg(h.need order by w.times desc, h.need) as needs, coalesce(lower(o.area) in (select area from near), false) as near, max(t.last_contact_at) as "lastContactAt", max(t.id::text) as "tieId"
    from organisation_help h join wanted w on w.need = h.need join organisation o on o.id = h.helper_id
    left join tie t on t.state = 'held' and (t.one_id = o.id and t.other_id in (select organisation from own) or t.other_id = o.id and t.one_id in (select organisation from own))
    where h.ended_at is null and o.closed_at is null and o.id not in (select organisation from own)
      -- What was begun already is not suggested again.
      and not exists (select 1 from introduction i where i.wanted_id = o.id and i.organisation_id in (select organisation from own) and i.state in ('asked', 'taken'))
      and not exists (select 1 from tie p where p.state = 'proposed' and (p.one_id = o.id and p.other_id in (select organisation from own) or p.other_id = o.id and p.one_id in (select organisation from own)))
    group by o.id, o.name, o.area
    having count(t.id) = 0 or bool_and(coalesce(t.last_contact_at, t.held_since) < now() - interval '1 year')
    order by sum(w.times) + case when coalesce(lower(o.area) in (select area from near), false) then 1 else 0 end desc, o.name, o.id limit ${most}`.execute(trx);
  return rows.map((row) => ({ ...row, why: whyOf(row) }));
}

function whyOf({ needs: shared, near, area, lastContactAt }: Omit<LessUsed, "why">): string {
  const what = [...new Set(shared)].slice(0, 3).map((need) => needs[need].toLowerCase());
  const list = what.length > 1 ? `${what.slice(0, -1).join(", ")}, and with ${what.at(-1)}` : what.join("");
  return `Helps with ${list}, which you keep looking for${near && area ? `, in ${area}` : ""}. ${lastContactAt ? "Not in touch for a year." : "Not in touch yet."}`;
}
