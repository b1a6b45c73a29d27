import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { networkOf } from "./network.server";
import { canReadOutbox } from "./policy";

const pageSize = 30;
type Asked = { page: number; development: boolean; byMail: boolean };

/**
 * Letters of the network, newest first. In a real network a code is for whoever asked for it, and an invitation
 * that the mail server took is too; where no mail server is set up, facilitators hand invitations over themselves.
 * @throws not_found
 */
export async function outboxPage(trx: Database, actor: Actor, { page, development, byMail }: Asked) {
  if (!canReadOutbox(actor)) notFound();
  const open = development || (await networkOf(trx))?.kind === "demonstration";
  const rows = await trx
    .selectFrom("mail")
    .orderBy("created_at", "desc")
    .orderBy("id")
    .limit(pageSize + 1)
    .offset((page - 1) * pageSize)
    .selectAll()
    .execute();
  const isPrivate = (kind: string) => !open && (kind === "sign_in_code" || (kind === "invitation" && byMail));
  return {
    page,
    byMail,
    hasMore: rows.length > pageSize,
    letters: rows.slice(0, pageSize).map((row) => ({
      id: row.id,
      to: row.to_address,
      subject: row.subject,
      body: isPrivate(row.kind) ? undefined : row.body,
      at: row.created_at.toISOString(),
      sentAt: row.sent_at?.toISOString(),
      failure: row.failure,
    })),
  };
}
