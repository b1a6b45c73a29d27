import { sql } from "kysely";
import type { Database } from "~db/client";
import { isFacilitator, type Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { dayAt } from "~/shared/zoned";
import { organisationsNear } from "../../people/directory-read.server";
import { idOf } from "../../people/named-lines.server";
import { findOrganisation } from "../../people/access.server";
import { lastDayOf, leadsAlone, type LastDay } from "../handover/notice.server";
import type { ItemKind } from "../handover/words";
import { closeOrganisation } from "../home/home.server";

type Counts = Partial<Record<ItemKind, number>>;
export type HeldSeat = { postId: string; title: string; organisation: string; counts: Counts; alone: boolean; leadsAlone: boolean; notice: LastDay | null };

/** Who leaves, where they sit, and what stays behind: for whoever looks after all their posts. @throws not_found */
export async function leavingPage(trx: Database, actor: Actor, accountId: string) {
  if (!isId(accountId) || accountId === actor.accountId) notFound();
  const { rows } = await sql<{ name: string; postId: string; title: string; organisation: string; mine: boolean; alone: boolean }>`
    select a.name, s.post_id as "postId", p.title, o.name as organisation, s.post_id in (select app.posts_i_look_after()) as mine, not exists (select 1 from app.seat x where x.post_id = s.post_id and x.account_id <> s.account_id) as alone
    from app.seat s join account a on a.id = s.account_id join post p on p.id = s.post_id join organisation o on o.id = p.organisation_id where s.account_id = ${accountId} order by p.title`.execute(trx);
  const own = rows.filter(({ mine }) => mine || isFacilitator(actor));
  const [first] = own;
  if (!first) return notFound();
  const seats: HeldSeat[] = [];
  for (const { postId, title, organisation, alone } of own) seats.push({ postId, title, organisation, alone, leadsAlone: await leadsAlone(trx, postId, accountId), counts: await countsOf(trx, postId), notice: await lastDayOf(trx, postId, accountId) });
  return { account: { id: accountId, name: first.name }, seats, elsewhere: rows.length - own.length, today: dayAt(new Date()) };
}

async function countsOf(trx: Database, postId: string): Promise<Counts> {
  const { rows } = await sql<{ kind: ItemKind; n: number }>`select kind, count(*)::int as n from app.things_of(${postId}) group by kind`.execute(trx);
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]));
}

/** An organisation that closes, and what ends with it. @throws not_found for whoever is no facilitator, and where it is closed */
export async function closingPage(trx: Database, actor: Actor, organisationId: string) {
  if (!isFacilitator(actor)) notFound();
  const { id, name, kind, closed_at } = await findOrganisation(trx, actor, organisationId);
  if (kind === "network" || closed_at) notFound();
  const { rows } = await sql<{ people: number; posts: number; ties: number; handovers: number; away: number; invitations: number }>`
    select (select count(distinct s.account_id)::int from app.seat s where s.organisation_id = ${id}) as people,
      (select count(*)::int from post p where p.organisation_id = ${id} and p.closed_at is null) as posts,
      (select count(*)::int from tie t where ${id} in (t.one_id, t.other_id) and t.state in ('proposed', 'held')) as ties,
      (select count(*)::int from handover h where h.seat_organisation_id = ${id} and h.state in ('open', 'sent')) as handovers,
      (select count(*)::int from cover c where c.away_organisation_id = ${id} and c.ended_at is null) as away,
      (select count(*)::int from invitation i join post p on p.id = i.post_id where p.organisation_id = ${id} and i.accepted_at is null and i.withdrawn_at is null) as invitations`.execute(trx);
  return { organisation: { id, name }, ends: rows[0] ?? notFound(), others: (await organisationsNear(trx, actor, id)).filter((one) => one !== name) };
}

/** Closes it from a form; where another is named, ties go on with that. */
export async function closeFrom(trx: Database, actor: Actor, organisationId: string, into: string): Promise<void> {
  const other = into.trim() ? await idOf(trx, actor, "into", into) : undefined;
  await closeOrganisation(trx, actor, organisationId, { into: other });
}

/** That an organisation has closed, and where it went: for its page in the directory. */
export async function closedOf(trx: Database, organisationId: string): Promise<{ at: string; into: { id: string; name: string } | null } | null> {
  if (!isId(organisationId)) return null;
  const row = await trx.selectFrom("organisation as o").leftJoin("organisation as i", "i.id", "o.merged_into").where("o.id", "=", organisationId).select(["o.closed_at as at", "i.id as intoId", "i.name as into"]).executeTakeFirst();
  return row?.at ? { at: row.at.toISOString(), into: row.intoId && row.into ? { id: row.intoId, name: row.into } : null } : null;
}
