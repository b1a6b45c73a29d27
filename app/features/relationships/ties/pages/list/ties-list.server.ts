import type { Database } from "~db/client";
import { isFacilitator, type Actor } from "~/shared/actor";
import type { SignWords } from "../../../signs";
import type { TieState } from "../../../words";
import { tieMarks, tieRows, type TieMark, type TieRow } from "../../reading.server";
import { holdWords, signFilters, type SignFilter } from "../said";

export const pageSize = 25;
export type TiesAsked = { sign: SignFilter | undefined; network: boolean; page: number };
/** `forYou`: it waits for an answer that this person's organisation gives. */
export type TieCardRow = { id: string; title: string; purpose: string; state: TieState; forYou: boolean; proposedBy: string; lastContactAt: string | null; sides: string[]; own: string[]; signs: SignWords[] };

/** What an address asks for. */
export function tiesAsked(asked: URLSearchParams, actor: Actor): TiesAsked {
  const sign = asked.get("sign") ?? "";
  return {
    sign: Object.hasOwn(signFilters, sign) ? (sign as SignFilter) : undefined,
    network: asked.has("network") && isFacilitator(actor),
    page: Math.min(Math.max(1, Math.trunc(Number(asked.get("page")) || 1)), 1_000),
  };
}

/** A page of ties, and the signs there are to choose from among all of them. @throws not_found */
export async function tiesShown(trx: Database, actor: Actor, { sign, network, page }: TiesAsked) {
  const all = await tieMarks(trx, actor, { network });
  const chosen = sign ? all.filter((row) => matches(row, sign)) : all;
  const own = ownOrganisations(actor);
  return {
    rows: (await tieRows(trx, chosen.slice((page - 1) * pageSize, page * pageSize))).map((row) => cardOf(row, own)),
    hasMore: chosen.length > page * pageSize,
    total: all.length,
    found: chosen.length,
    filters: (Object.keys(signFilters) as SignFilter[]).filter((one) => one === sign || all.some((row) => matches(row, one))),
    mayLookAtAll: isFacilitator(actor),
  };
}

export const ownOrganisations = (actor: Actor): string[] => [...new Set(actor.seats.filter(({ role }) => role !== "commissioner").map(({ organisationId }) => organisationId))];

function matches({ state, signs }: TieMark, sign: SignFilter): boolean {
  if (sign === "waiting") return state === "proposed";
  return sign === "needs" ? state === "proposed" || signs.length > 0 : signs.some((one) => one.sign === sign);
}

function cardOf(row: TieRow, own: readonly string[]): TieCardRow {
  const [isOne, isOther] = [own.includes(row.oneId), own.includes(row.otherId)];
  const side = (id: string, name: string) => holdWords(name, row.holders.filter(({ sideId }) => sideId === id));
  const sides = [side(row.oneId, row.one), side(row.otherId, row.other)];
  const waitsFor = row.organisationId === row.oneId ? row.otherId : row.oneId;
  return {
    id: row.id,
    title: isOne === isOther ? `${row.one} and ${row.other}` : isOne ? row.other : row.one,
    purpose: row.purpose,
    state: row.state,
    forYou: row.state === "proposed" && own.includes(waitsFor),
    proposedBy: row.organisationId === row.oneId ? row.one : row.other,
    lastContactAt: row.lastContactAt,
    sides: isOther && !isOne ? sides.toReversed() : sides,
    own: own.filter((id) => id === row.oneId || id === row.otherId),
    signs: row.signs,
  };
}
