import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { actingSeat } from "../../gaps/policy";
import { findOrganisation } from "../../people/access.server";
import { organisationKinds, type OrganisationKind } from "../../people/words";
import { canSeeTies, seatFor } from "../policy";
import type { TieLineKind } from "../words";
import { placesOf, type Place } from "./layout.server";
import { thinSigns, type ThinSign } from "./words";

/** One organisation and its neighbours, never the whole tangle. */
export const mostOnMap = 40;
const mostTies = 160;

export type MapNode = Place & { id: string; name: string; kind: string; area: string | null; isOwn: boolean };
export type MapTie = { id: string; oneId: string; otherId: string; purpose: string; lines: { kind: TieLineKind; fromId: string | null }[]; /** Only for whoever is inside. */ thin: ThinSign[] };
export type TieMap = { centreId: string; nodes: MapNode[]; ties: MapTie[]; /** Neighbours that found no room. */ left: number };

/** The map around an organisation, one's own where none is asked for. @throws not_found */
export async function tieMap(trx: Database, actor: Actor, organisationId: string | undefined): Promise<TieMap> {
  if (!canSeeTies(actor)) notFound();
  const asked = organisationId ?? actingSeat(actor)?.organisationId ?? "";
  const { id: centreId } = await findOrganisation(trx, actor, asked);
  const { ids, left } = await neighboursOf(trx, centreId);
  const shown = [centreId, ...ids];
  const ties = await tiesAmong(trx, centreId, shown);
  const places = placesOf(shown, ties);
  const rows = await trx.selectFrom("organisation").where("id", "in", shown).select(["id", "name", "kind", "area"]).execute();
  const nodes = rows.map((row) => ({ ...row, ...(places.get(row.id) ?? { x: 0, y: 0 }), kind: organisationKinds[row.kind as OrganisationKind], isOwn: seatFor(actor, row.id) !== undefined }));
  return { centreId, nodes: nodes.toSorted((one, other) => Number(other.id === centreId) - Number(one.id === centreId) || one.name.localeCompare(other.name, "en")), ties, left };
}

/** Those it does most with first, so that what is left out is the least. */
async function neighboursOf(trx: Database, centreId: string): Promise<{ ids: string[]; left: number }> {
  const { rows } = await sql<{ id: string; all: number }>`
    select case when t.one_id = ${centreId} then t.other_id else t.one_id end as id, count(*) over ()::integer as all
    from tie t where t.state = 'held' and (t.one_id = ${centreId} or t.other_id = ${centreId})
    order by (select count(*) from tie_line l where l.tie_id = t.id and l.ended_at is null) desc, t.held_since, t.id limit ${mostOnMap - 1}`.execute(trx);
  return { ids: rows.map(({ id }) => id), left: Math.max(0, (rows[0]?.all ?? 0) - rows.length) };
}

async function tiesAmong(trx: Database, centreId: string, ids: readonly string[]): Promise<MapTie[]> {
  const set = sql.join(ids.map((id) => sql`${id}::uuid`));
  const { rows } = await sql<MapTie>`
    with shown as materialized (
      select t.id, t.one_id, t.other_id, t.purpose, ${centreId}::uuid in (t.one_id, t.other_id) as own from tie t
      where t.state = 'held' and t.one_id in (${set}) and t.other_id in (${set}) order by own desc, t.id limit ${mostTies}),
    thin as materialized (
      select s.tie_id, array_agg(distinct s.sign) as signs from app.tie_signs_among(array(select id from shown where own)) s where s.sign in (${sql.join(Object.keys(thinSigns))}) group by 1)
    select t.id, t.one_id as "oneId", t.other_id as "otherId", t.purpose,
      (select coalesce(json_agg(json_build_object('kind', l.kind, 'fromId', l.from_id) order by l.kind), '[]') from tie_line l where l.tie_id = t.id and l.ended_at is null) as lines,
      coalesce(thin.signs, array[]::text[]) as thin
    from shown t left join thin on thin.tie_id = t.id order by t.own desc, t.id`.execute(trx);
  return rows;
}

/** Organisations whose name is like this, to put in the middle. */
export async function organisationsLike(trx: Database, actor: Actor, words: string, most = 8): Promise<{ id: string; name: string; area: string | null }[]> {
  if (!canSeeTies(actor)) notFound();
  if (!words) return [];
  const { rows } = await sql<{ id: string; name: string; area: string | null }>`
    select o.id, o.name, o.area from organisation o where app.folded(${words}) <% app.folded(o.name) or app.folded(o.name) like '%' || app.folded(${words}) || '%'
    order by word_similarity(app.folded(${words}), app.folded(o.name)) desc, o.name, o.id limit ${most}`.execute(trx);
  return rows;
}
