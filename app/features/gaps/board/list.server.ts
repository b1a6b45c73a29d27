import { sql, type RawBuilder } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { filterOf, readCards, type BoardFilter, type GapCard } from "../cards.server";
import { canActOnGaps } from "../policy";
import { places, type Place } from "../words";
import type { BoardView, Sort } from "./address";
import { gapsOnPage } from "./amounts";

export type GapList = { cards: GapCard[]; more: boolean };

/**
 * One page of gaps as a table. Each order follows an index place by place, so that the last of thousands is found
 * like the first. @throws not_found
 */
export async function gapList(trx: Database, actor: Actor, filter: BoardFilter, { place, sort, page }: Pick<BoardView, "place" | "sort" | "page">): Promise<GapList> {
  if (!canActOnGaps(actor)) notFound();
  const order = orders[sort];
  const of: readonly Place[] = place ? [place] : sort === "quietest" ? unmet : everyPlace;
  const upTo = page * gapsOnPage + 1;
  const each = sql`select * from gap where gap.place = p ${filterOf(filter)} order by ${order(sql`gap`)} limit ${upTo}`;
  const source = sql`select f.* from unnest(${[...of]}::text[]) p cross join lateral (${each}) f order by ${order(sql`f`)} limit ${gapsOnPage + 1} offset ${(page - 1) * gapsOnPage}`;
  const cards = await readCards(trx, source, order(sql`g`));
  return { cards: cards.slice(0, gapsOnPage), more: cards.length > gapsOnPage };
}

const everyPlace = Object.keys(places) as Place[];
/** Those that anybody could still be asked about. */
const unmet: readonly Place[] = ["noticed", "seen", "working"];

const orders: Record<Sort, (gap: RawBuilder<unknown>) => RawBuilder<unknown>> = {
  newest: (gap) => sql`${gap}.moved_at desc, ${gap}.id desc`,
  oldest: (gap) => sql`${gap}.moved_at, ${gap}.id`,
  quietest: (gap) => sql`${gap}.last_active_at, ${gap}.id`,
};
