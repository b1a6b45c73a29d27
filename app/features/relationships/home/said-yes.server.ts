import type { Database } from "~db/client";

/** What colleagues had said yes to when a handover of this post was cut short, by thing: their post. For those who make it (row-level security). */
export async function saidYesBefore(trx: Database, postId: string): Promise<Record<string, string>> {
  const rows = await trx
    .selectFrom("handover_item as item")
    .innerJoin("handover", "handover.id", "item.handover_id")
    .where("handover.seat_post_id", "=", postId)
    .where("handover.state", "=", "cut_short")
    .where("item.state", "=", "accepted")
    .orderBy("handover.at")
    .select(["item.subject_id as subjectId", "item.to_post_id as toPostId"])
    .execute();
  return Object.fromEntries(rows.flatMap(({ subjectId, toPostId }) => (toPostId ? [[subjectId, toPostId]] : [])));
}
