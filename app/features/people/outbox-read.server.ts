import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { countFailedWork } from "./failed-work.server";
import { networkOf } from "./network.server";
import { canReadOutbox } from "./policy";
import { isWayIn } from "./ways-in";

const pageSize = 30;
type House = { development: boolean; byMail: boolean };

/**
 * Letters of the network, newest first. In a real network a code is for whoever asked for it, and an invitation
 * that the mail server took is too; where no mail server is set up, facilitators hand invitations over themselves.
 * @throws not_found
 */
export async function outboxPage(trx: Database, actor: Actor, { page, ...house }: House & { page: number }) {
  if (!canReadOutbox(actor)) notFound();
  const isPrivate = await privacyOf(trx, house);
  const rows = await trx
    .selectFrom("mail")
    .orderBy("created_at", "desc")
    .orderBy("id")
    .limit(pageSize + 1)
    .offset((page - 1) * pageSize)
    .selectAll()
    .execute();
  return {
    page,
    byMail: house.byMail,
    failed: await countFailedWork(trx, actor),
    hasMore: rows.length > pageSize,
    letters: rows.slice(0, pageSize).map((row) => ({
      id: row.id,
      to: row.to_address,
      subject: row.subject,
      body: isPrivate(row.kind) ? undefined : row.body,
      at: row.created_at.toISOString(),
      sentAt: row.sent_at?.toISOString(),
      failure: row.failure,
      hasCalendar: row.calendar !== null && !isPrivate(row.kind),
    })),
  };
}

/** The calendar entry of a letter that may be read. @throws not_found */
export async function letterCalendar(trx: Database, actor: Actor, letterId: string, house: House): Promise<string> {
  if (!canReadOutbox(actor) || !isId(letterId)) notFound();
  const letter = await trx.selectFrom("mail").where("id", "=", letterId).select(["kind", "calendar"]).executeTakeFirst();
  if (!letter?.calendar || (await privacyOf(trx, house))(letter.kind)) notFound();
  return letter.calendar;
}

/** Which kinds of letter are their reader's alone. */
async function privacyOf(trx: Database, { development, byMail }: House): Promise<(kind: string) => boolean> {
  const open = development || (await networkOf(trx))?.kind === "demonstration";
  return (kind) => !open && (kind === "sign_in_code" || (isWayIn(kind) && byMail));
}
