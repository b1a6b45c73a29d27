import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import type { BoardFilter, GapCard } from "../cards.server";
import { gapList } from "./list.server";

export type Rested = GapCard & { reason: string; by: string };

/** The shelf: gaps that rest, newest first, each with who laid it there and why. @throws not_found */
export async function restedGaps(trx: Database, actor: Actor, filter: BoardFilter, page: number): Promise<{ gaps: Rested[]; more: boolean }> {
  const { cards, more } = await gapList(trx, actor, filter, { place: "resting", sort: "newest", page });
  const moves = cards.length === 0 ? [] : await trx
    .selectFrom("gap_move")
    .innerJoin("account", "account.id", "gap_move.account_id")
    .where("gap_move.gap_id", "in", cards.map((card) => card.id))
    .where("gap_move.to_place", "=", "resting")
    .distinctOn("gap_move.gap_id")
    .orderBy("gap_move.gap_id")
    .orderBy("gap_move.number", "desc")
    .select(["gap_move.gap_id as gapId", "gap_move.line", "account.name"])
    .execute();
  const last = new Map(moves.map((move) => [move.gapId, move]));
  return { gaps: cards.map((card) => ({ ...card, reason: last.get(card.id)?.line ?? "", by: last.get(card.id)?.name ?? "" })), more };
}
