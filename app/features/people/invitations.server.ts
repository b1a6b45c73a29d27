import { createHash, randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { asking, inTransaction, setAsking, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { seatsOf } from "~/shared/actor.server";
import { AppError, databaseReason, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { findPost } from "./access.server";
import { invitationLetter } from "./letters";
import { canLookAfterPost } from "./policy";
import { beginSession } from "./sessions.server";

export const invitationDays = 14;

export type NewInvitation = { postId: string; name: string; email: string; purpose: string; baseUrl: string };

/**
 * Invites someone to a post: a letter with a link goes out with the commit. Only the link's hash is kept.
 * @returns the token once, for whoever wants to hand the link over themselves
 * @throws not_found, not_allowed, wrong_entry for a closed post
 */
export async function invite(db: Database, actor: Actor, input: NewInvitation): Promise<{ invitationId: string; token: string }> {
  const invitationId = randomUUID();
  const token = randomBytes(32).toString("base64url");
  await inTransaction(db, async (trx) => {
    const post = await findPost(trx, actor, input.postId);
    if (!canLookAfterPost(actor, post)) throw new AppError("not_allowed");
    if (post.closedAt) throw new AppError("wrong_entry", "This post is closed. Add a new one first.");
    const email = input.email.trim().toLowerCase();
    await trx
      .insertInto("invitation")
      .values({
        id: invitationId,
        post_id: post.id,
        name: input.name,
        email,
        purpose: input.purpose,
        token_hash: hashOfToken(token),
        invited_by: actor.accountId,
        expires_at: sql<Date>`now() + make_interval(days => ${invitationDays})`,
      })
      .execute();
    const letter = invitationLetter({ to: input.name, from: actor.name, post: post.title, organisation: post.organisationName, purpose: input.purpose, link: `${input.baseUrl}/invite/${token}` });
    await trx.insertInto("mail").values({ id: randomUUID(), to_address: email, kind: "invitation", ...letter }).execute();
    await recordActivity(trx, actor, { kind: "invitation.sent", subjectKind: "invitation", subjectId: invitationId, detail: { post: post.id } });
  });
  return { invitationId, token };
}

/** Takes an invitation back; its link stops working with the commit. @throws not_found, not_allowed */
export async function withdrawInvitation(db: Database, actor: Actor, invitationId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    if (!isId(invitationId)) notFound();
    const invitation = await trx.selectFrom("invitation").where("id", "=", invitationId).select(["id", "post_id", "accepted_at", "withdrawn_at"]).executeTakeFirst();
    if (!invitation) return notFound();
    const post = await findPost(trx, actor, invitation.post_id);
    if (!canLookAfterPost(actor, post)) throw new AppError("not_allowed");
    if (invitation.accepted_at) throw new AppError("conflict", "They have accepted already. End their time in the post instead.");
    if (invitation.withdrawn_at) return;
    await trx.updateTable("invitation").set({ withdrawn_at: new Date() }).where("id", "=", invitation.id).execute();
    await recordActivity(trx, actor, { kind: "invitation.withdrawn", subjectKind: "invitation", subjectId: invitation.id, detail: { post: post.id } });
  });
}

export type InvitationPage = {
  id: string;
  name: string;
  email: string;
  purpose: string;
  postTitle: string;
  postRole: string;
  organisationName: string;
  invitedBy: string | null;
  state: "open" | "used" | "over";
  hasAccount: boolean;
};

/** What the holder of a link may read of their invitation. @throws not_found */
export async function findInvitation(db: Database, token: string): Promise<InvitationPage> {
  const { rows } = await sql<InvitationPage>`
    select id, name, email, purpose, post_title as "postTitle", post_role as "postRole", organisation_name as "organisationName",
      invited_by as "invitedBy", state, has_account as "hasAccount" from app.invitation_page(${hashOfToken(token)})`.execute(db);
  return rows[0] ?? notFound();
}

/** Asks whoever invited for a new link; at most once a day, whatever is pressed. */
export async function askForInvitation(db: Database, token: string): Promise<void> {
  await sql`select app.ask_for_invitation(${hashOfToken(token)}, ${randomUUID()})`.execute(db);
}

export type Acceptance = {
  token: string;
  name: string;
  /** Someone who has an account already accepts signed in as themselves: a link alone never opens it. */
  accountId?: string | undefined;
};

/**
 * Takes the seat a link offers: makes the account when there is none, begins the tenure.
 * @throws not_found, conflict for a used or ended link, signed_out when the account exists and is not the one asking
 */
export async function takeSeat(db: Database, acceptance: Acceptance): Promise<{ accountId: string; postId: string }> {
  return asking(db, holderOf(acceptance), (trx) => take(trx, acceptance));
}

/**
 * Takes the seat and begins a session on this device.
 * @returns the token for the cookie
 * @throws as takeSeat
 */
export async function acceptInvitation(
  db: Database,
  { device, browser, ...acceptance }: Acceptance & { device: "mine" | "shared"; browser: string },
): Promise<{ accountId: string; postId: string; sessionToken: string }> {
  return asking(db, holderOf(acceptance), async (trx) => {
    const taken = await take(trx, acceptance);
    return { ...taken, sessionToken: await beginSession(trx, { accountId: taken.accountId, device, browser, method: "invitation" }) };
  });
}

function holderOf({ accountId }: Acceptance) {
  return accountId ? { account: accountId } : {};
}

async function take(trx: Database, { token, name }: Acceptance) {
  const { rows } = await sql<{ accountId: string; postId: string }>`
    select account_id as "accountId", post_id as "postId" from app.accept_invitation(${hashOfToken(token)}, ${randomUUID()}, ${randomUUID()}, ${name})`
    .execute(trx)
    .catch(sayWhy);
  const taken = rows[0] ?? notFound();
  await setAsking(trx, { account: taken.accountId });
  const seats = await seatsOf(trx, taken.accountId);
  const seat = seats.find((one) => one.postId === taken.postId);
  const actor: Actor = { accountId: taken.accountId, name, email: "", sessionId: "", device: "shared", seats, seat };
  await recordActivity(trx, actor, { kind: "invitation.accepted", subjectKind: "post", subjectId: taken.postId });
  return taken;
}

function sayWhy(error: unknown): never {
  const reason = databaseReason(error);
  if (reason === "invitation_not_found") return notFound();
  if (reason === "invitation_used") throw new AppError("conflict", "This invitation has been used. Sign in, or ask for a new one.");
  if (reason === "invitation_over") throw new AppError("conflict", "This invitation no longer works. Ask for a new one.");
  if (reason === "invitation_sign_in_first") throw new AppError("signed_out", "You have an account here already. Sign in first, then open this link again.");
  throw error;
}

/** SHA-256 in hex: the only form in which a link is kept. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
