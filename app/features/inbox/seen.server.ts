import type { Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import { actsInNetwork, type Actor } from "~/shared/actor";
import { isId } from "~/shared/ids";
import { newsColumn, type NewsAbout } from "./tell.server";
import { seenByOpening } from "./words";

/**
 * Somebody opened the thing: news for which that is enough waits no more for their posts. What wants an answer still waits.
 * What somebody marks in this very moment is left to them: several are marked at once, and a page that opens waits for nobody.
 */
export async function markOpened(trx: Database, actor: Actor, about: NewsAbout): Promise<void> {
  if (!actsInNetwork(actor)) return;
  const [column, id] = newsColumn(about);
  const seen = await trx
    .updateTable("inbox_item")
    .set({ seen_at: new Date(), seen_by: actor.accountId })
    .where("id", "in", (select) => select.selectFrom("inbox_item").where(column, "=", id).where("kind", "in", seenByOpening).where("seen_at", "is", null).select("id").forNoKeyUpdate().skipLocked())
    .executeTakeFirst();
  if (seen.numUpdatedRows > 0n) await recordActivity(trx, actor, { kind: "inbox.seen", subjectKind: "inbox" });
}

/** Done: one item waits no more. Of another's post, or seen before, nothing happens. */
export async function markDone(trx: Database, actor: Actor, itemId: string): Promise<void> {
  if (!actsInNetwork(actor) || !isId(itemId)) return;
  const seen = await trx.updateTable("inbox_item").set({ seen_at: new Date(), seen_by: actor.accountId }).where("id", "=", itemId).where("seen_at", "is", null).executeTakeFirst();
  if (seen.numUpdatedRows > 0n) await recordActivity(trx, actor, { kind: "inbox.seen", subjectKind: "inbox" });
}
