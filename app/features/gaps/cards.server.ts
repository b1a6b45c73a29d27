import { sql, type RawBuilder } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { canActOnGaps } from "./policy";
import { cardsAtOnce, countedTo } from "./board/amounts";
import { columns, isGroup, isNeed, places, type Column, type Group, type Need, type Place } from "./words";

/** A card of the board. The same for everybody who may see it, so that one read answers all who ask at once. */
export type GapCard = {
  id: string;
  sentence: string;
  place: Place;
  version: number;
  need: Need;
  groups: Group[];
  area: string | null;
  organisation: string;
  /** How many colleagues see it, and of how many organisations. */
  people: number;
  organisations: number;
  /** The first three who saw it. */
  faces: { accountId: string; name: string }[];
  /** Whoever joined, by account; a page knows itself among them. */
  joiners: string[];
  lead: { name: string | null; organisation: string } | null;
  /** Why it stands where it does. */
  why: string | null;
  /** Asked "Still true?" and not answered yet. */
  askedStillTrue: boolean;
  /** Someone may be named in it, and nobody has looked yet. */
  flagged: boolean;
  at: string;
  movedAt: string;
};

export type BoardFilter = { area: string; need: string; group: string };
export type BoardColumn = { id: Column; cards: GapCard[]; /** Up to `countedTo`, then "200+". */ count: number };
export type BoardPage = { columns: BoardColumn[]; resting: number };
export type Counts = Record<Place, number>;
export type ChangedCards = { cards: GapCard[]; gone: string[]; counts: Counts };

export const noFilter: BoardFilter = { area: "", need: "", group: "" };
const everyPlace = Object.keys(places) as Place[];

/** What a page may be filtered by; anything unknown is no filter. */
export function boardFilter(asked: URLSearchParams): BoardFilter {
  const [area, need, group] = [asked.get("area") ?? "", asked.get("need") ?? "", asked.get("group") ?? ""];
  return { area: isId(area) ? area : "", need: isNeed(need) ? need : "", group: isGroup(group) ? group : "" };
}

/** The board's first page: the newest cards of each column, each column's count, and how many rest. @throws not_found */
export async function boardOf(trx: Database, actor: Actor, filter: BoardFilter): Promise<BoardPage> {
  requireActing(actor);
  const ids = Object.keys(columns) as Column[];
  const cards = await cardsIn(trx, filter, ids, cardsAtOnce);
  const counts = await countsIn(trx, filter, everyPlace);
  return { columns: ids.map((id) => ({ id, cards: cards.filter((card) => card.place === id), count: counts[id] })), resting: counts.resting };
}

/** How many rest, for a page that shows no board. @throws not_found */
export async function restingCount(trx: Database, actor: Actor, filter: BoardFilter): Promise<number> {
  requireActing(actor);
  return (await countsIn(trx, filter, ["resting"])).resting;
}

/** More of one place, after the last card shown. @throws not_found */
export async function moreCards(trx: Database, actor: Actor, filter: BoardFilter, place: Place, after: { movedAt: string; id: string } | undefined, most = cardsAtOnce): Promise<GapCard[]> {
  requireActing(actor);
  return cardsIn(trx, filter, [place], most, after);
}

/** Cards by id, for a page that heard they changed; those one may not see, or that are gone, are left out. @throws not_found */
export async function cardsByIds(trx: Database, actor: Actor, ids: readonly string[], filter: BoardFilter = noFilter): Promise<GapCard[]> {
  requireActing(actor);
  const known = ids.filter(isId);
  if (known.length === 0) return [];
  return readCards(trx, sql`select * from gap where id = any(${known}::uuid[]) and place <> 'taken_down' ${filterOf(filter)}`, sql`g.moved_at desc, g.id desc`);
}

/** What became of cards a page heard of: those its filter still lets in, the ids of the others, and the counts. @throws not_found */
export async function changedCards(trx: Database, actor: Actor, filter: BoardFilter, ids: readonly string[]): Promise<ChangedCards> {
  const cards = await cardsByIds(trx, actor, ids, filter);
  const counts = await countsIn(trx, filter, everyPlace);
  const there = new Set(cards.map((card) => card.id));
  return { cards, gone: ids.filter((id) => !there.has(id)), counts };
}

/** One read of cards: `source` says which gaps, as a query for whole rows of them. */
export async function readCards(trx: Database, source: RawBuilder<unknown>, order: RawBuilder<unknown>): Promise<GapCard[]> {
  const { rows } = await sql<GapCard>`with g as materialized (${source}) ${cardColumns} from g ${cardJoins} order by ${order}`.execute(trx);
  return rows;
}

async function cardsIn(trx: Database, filter: BoardFilter, of: readonly Place[], most: number, after?: { movedAt: string; id: string }): Promise<GapCard[]> {
  // A moment as our own pages write it; those before Christ and beyond the year 9999 are spelt otherwise.
  const since = after && isId(after.id) && /^\d{4}-/.test(after.movedAt) && !Number.isNaN(Date.parse(after.movedAt)) ? sql`and (gap.moved_at, gap.id) < (${new Date(after.movedAt)}, ${after.id}::uuid)` : sql``;
  const source = sql`select f.* from unnest(${[...of]}::text[]) p
    cross join lateral (select * from gap where gap.place = p ${filterOf(filter)} ${since} order by gap.moved_at desc, gap.id desc limit ${most}) f`;
  return readCards(trx, source, sql`g.moved_at desc, g.id desc`);
}

async function countsIn(trx: Database, filter: BoardFilter, of: readonly Place[]): Promise<Counts> {
  const { rows } = await sql<{ place: string; count: number }>`
    select p as place, n.count from unnest(${[...of]}::text[]) p
    cross join lateral (select count(*) from (select 1 from gap where gap.place = p ${filterOf(filter)} limit ${countedTo}) one) n`.execute(trx);
  return Object.fromEntries(rows.map((row) => [row.place, Number(row.count)])) as Counts;
}

/** A group is written out, being one of those in `words.ts`: each has an index of its own (migration 77). */
export function filterOf({ area, need, group }: BoardFilter): RawBuilder<unknown> {
  return sql.join(
    [area ? sql`and gap.area_id = ${area}::uuid` : sql``, need ? sql`and gap.need = ${need}` : sql``, group ? sql`and ${sql.lit(group)} = any(gap.groups)` : sql``],
    sql` `,
  );
}

const cardColumns = sql`
  select g.id, g.sentence, g.place, g.version, g.need, g.groups, area.name as area, organisation.name as organisation,
    coalesce(j.people, 0)::int as people, coalesce(j.organisations, 0)::int as organisations, coalesce(j.joiners, '{}') as joiners,
    coalesce(faces.named, '[]') as faces, lead.holder as lead, last.why,
    exists (select 1 from gap_check c where c.gap_id = g.id and c.answered_at is null) as "askedStillTrue",
    exists (select 1 from words_flag w where w.subject_id = g.id and w.reviewed_at is null) as flagged,
    to_json(g.at)#>>'{}' as at, to_json(g.moved_at)#>>'{}' as "movedAt"`;

const cardJoins = sql`
  join organisation on organisation.id = g.organisation_id
  left join area on area.id = g.area_id
  left join lateral (
    select count(*) as people, count(distinct organisation_id) as organisations, (array_agg(account_id order by at))[1:60] as joiners
    from gap_join where gap_join.gap_id = g.id and ended_at is null) j on true
  left join lateral (
    select json_agg(json_build_object('accountId', f.account_id, 'name', f.name) order by f.at) as named
    from (select gap_join.account_id, account.name, gap_join.at from gap_join join account on account.id = gap_join.account_id
      where gap_join.gap_id = g.id and ended_at is null order by gap_join.at limit 3) f) faces on true
  left join lateral (
    select json_build_object('organisation', o.name, 'name',
      (select account.name from app.seat s join account on account.id = s.account_id where s.post_id = r.post_id order by account.name limit 1)) as holder
    from gap_role r join organisation o on o.id = r.organisation_id
    where r.gap_id = g.id and r.role = 'lead' and r.ended_at is null) lead on true
  left join lateral (select m.why from gap_move m where m.gap_id = g.id order by m.number desc limit 1) last on true`;

function requireActing(actor: Actor): void {
  if (!canActOnGaps(actor)) notFound();
}
