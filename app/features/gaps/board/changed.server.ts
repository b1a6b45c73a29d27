import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import type { Services } from "~/shared/services.server";
import { boardFilter, boardOf, changedCards, moreCards, type BoardFilter, type BoardPage, type ChangedCards, type GapCard } from "../cards.server";
import { canActOnGaps } from "../policy";
import { isPlace } from "../words";
import { askedAtOnce } from "./amounts";

type Reader = Pick<Services, "db" | "together">;

/** The board's first page: read once for all who open it, or come back to it, in the same moment. @throws not_found */
export async function boardPage({ db, together }: Reader, actor: Actor, filter: BoardFilter): Promise<BoardPage> {
  if (!canActOnGaps(actor)) notFound();
  return together(`gaps board ${keyOf(filter)}`, () => reading(db, actor, (trx) => boardOf(trx, actor, filter)));
}

/** What became of the cards an open board heard of, or the next of a column. @throws not_found */
export async function askedCards({ db, together }: Reader, actor: Actor, asked: URLSearchParams): Promise<ChangedCards | { cards: GapCard[] }> {
  if (!canActOnGaps(actor)) notFound();
  const filter = boardFilter(asked);
  const place = asked.get("place") ?? "";
  if (isPlace(place)) return { cards: await reading(db, actor, (trx) => moreCards(trx, actor, filter, place, { movedAt: asked.get("movedAt") ?? "", id: asked.get("after") ?? "" })) };
  const ids = [...new Set((asked.get("ids") ?? "").split(",").filter(isId))].toSorted().slice(0, askedAtOnce);
  return together(`gaps changed ${keyOf(filter)} ${ids.join()}`, () => reading(db, actor, (trx) => changedCards(trx, actor, filter, ids)));
}

const keyOf = ({ area, need, group }: BoardFilter) => `${area}/${need}/${group}`;

/** One answer serves others too, so a reader who has just lost the right must not read an empty board for them. */
function reading<T>(db: Database, actor: Actor, read: (trx: Database) => Promise<T>): Promise<T> {
  return withActor(db, actor, async (trx) => {
    const { rows } = await sql<{ acting: boolean }>`select app.is_acting() as acting`.execute(trx);
    if (!rows[0]?.acting) notFound();
    return read(trx);
  });
}
