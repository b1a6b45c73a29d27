import { sql } from "kysely";
import { searchOrganisations } from "~/features/people/directory-read.server";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actingSeat } from "../../../../gaps/policy";
import { canSeeTies } from "../../../policy";
import type { TieState } from "../../../words";
import { ownOrganisations } from "../list/ties-list.server";

export type Choosable = { id: string; name: string; area: string | null; isHere: boolean; tie: { id: string; state: TieState } | null };
type Asked = { words: string; chosen: string };
const most = 10;

/**
 * Organisations to propose a tie with: what the words find, else some where people are here and no tie stands yet; the
 * one that the address already names comes first. @throws not_found
 */
export async function organisationsToChoose(trx: Database, actor: Actor, { words, chosen }: Asked) {
  const seat = actingSeat(actor);
  if (!canSeeTies(actor) || !seat) notFound();
  const found = words ? (await searchOrganisations(trx, actor, { words, area: "", kind: "", page: 1 })).rows.map(({ id }) => id) : await withoutTie(trx, seat.organisationId);
  const ids = [...new Set([...(isId(chosen) ? [chosen] : []), ...found])].filter((id) => id !== seat.organisationId).slice(0, most);
  const rows = await choosable(trx, ids, seat.organisationId);
  const own = new Map(actor.seats.map(({ organisationId, organisationName }) => [organisationId, organisationName]));
  return {
    choices: rows.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id)),
    from: ownOrganisations(actor).map((id) => ({ value: id, label: own.get(id) ?? "" })),
    fromId: seat.organisationId,
    isMore: words !== "" && found.length >= most,
  };
}

async function withoutTie(trx: Database, own: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.id from organisation o
    where o.id <> ${own} and exists (select 1 from app.seat s where s.organisation_id = o.id and s.role not in ('commissioner', 'facilitator'))
      and not exists (select 1 from tie t where t.state in ('held', 'proposed') and t.one_id = least(o.id, ${own}::uuid) and t.other_id = greatest(o.id, ${own}::uuid))
    order by o.name, o.id limit ${most}`.execute(trx);
  return rows.map(({ id }) => id);
}

async function choosable(trx: Database, ids: readonly string[], own: string): Promise<Choosable[]> {
  const { rows } = await sql<Choosable>`
    select o.id, o.name, o.area, exists (select 1 from app.seat s where s.organisation_id = o.id) as "isHere",
      case when t.id is null then null else json_build_object('id', t.id, 'state', t.state) end as tie
    from organisation o left join tie t on t.one_id = least(o.id, ${own}::uuid) and t.other_id = greatest(o.id, ${own}::uuid) and t.version > 0
    where o.id = any(${[...ids]}::uuid[])`.execute(trx);
  return rows;
}
