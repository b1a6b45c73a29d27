import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { actedBy, inActingSeat, lineOf } from "../../gaps/access.server";
import { tellPosts } from "../../inbox/tell.server";
import { findBooking } from "../access.server";
import { most } from "../words";
import { canWrite, sideOf } from "./sides";

/** Writes to the other side of a booking. @throws not_found, not_allowed, wrong_entry */
export async function writeMessage(db: Database, actor: Actor, bookingId: string, line: string, { at }: { at?: Date } = {}): Promise<{ messageId: string }> {
  return inTransaction(db, async (trx) => {
    const booking = await findBooking(trx, actor, bookingId);
    if (!canWrite(actor, booking)) throw new AppError("not_allowed");
    const said = lineOf(line, { field: "line", most: most.message, sentence: "Write what you would like to say.", paragraphs: true });
    const acted = actedBy(actor, at);
    await trx.insertInto("shadow_message").values({ ...acted, booking_id: booking.id, line: said }).execute();
    if (!at) await tellPosts(trx, actor, "shadow.message", { bookingId: booking.id }, [sideOf(actor, booking) === "host" ? booking.postId : booking.hostPostId]);
    await recordActivity(trx, inActingSeat(actor), { kind: "shadow.said", subjectKind: "shadow_day", subjectId: booking.dayId });
    return { messageId: acted.id };
  });
}

/** What was said, the oldest first. */
export async function messagesOf(trx: Database, bookingId: string) {
  return trx
    .selectFrom("shadow_message as message")
    .innerJoin("account", "account.id", "message.account_id")
    .where("message.booking_id", "=", bookingId)
    .orderBy("message.at")
    .limit(500)
    .select(["message.id", "message.line", "message.at", "message.account_id as accountId", "account.name"])
    .execute();
}
