import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { asking, inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, databaseReason, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { sendLetter } from "../diary/letters.server";
import { actedBy, inActingSeat, lineOf, wrong } from "../gaps/access.server";
import { findPlannedEvent, holdEvent, type LearningEvent } from "./access.server";
import { checkedAnswer, type NewAnswer } from "./answering.server";
import { invite } from "./inviting.server";
import { guestLetter } from "./letters";
import { requireToCome, type When } from "./times.server";
import { isGuestRole, isVote, type Vote } from "./words";

export type NewGuest = { name: string; email: string; organisation?: string | undefined; title?: string | undefined; role?: string | undefined };

/**
 * Asks somebody without an account, by a letter with a link of their own; only its hash is kept. Somebody who has an
 * account is asked as every colleague is. @returns the link's token once, none where they have an account
 * @throws not_found, wrong_entry, conflict
 */
export async function inviteGuest(db: Database, actor: Actor, eventId: string, guest: NewGuest, { baseUrl, at }: When & { baseUrl: string }): Promise<{ inviteeId: string | null; token: string | null }> {
  return inTransaction(db, async (trx) => {
    const event = await findPlannedEvent(trx, actor, eventId);
    requireToCome(await holdEvent(trx, event.id), at);
    const words = guestWords(guest);
    const email = emailOf(guest.email);
    const post = await postOfAddress(trx, email);
    if (post) {
      await invite(trx, actor, event.id, { by: "person", postIds: [post] }, { at });
      return { inviteeId: null, token: null };
    }
    const token = randomBytes(32).toString("base64url");
    const acted = actedBy(actor, at);
    await trx
      .insertInto("event_invitee")
      .values({ ...acted, ...words, event_id: event.id, guest_email: email, token_hash: hashOf(token), came_by: "guest" })
      .execute()
      .catch(askedAlready);
    if (!at) await writeToGuest(trx, actor, event, { name: words.guest_name, email, token, baseUrl });
    await recordActivity(trx, inActingSeat(actor), { kind: "event.invited", subjectKind: "event", subjectId: event.id, detail: { by: "guest", posts: 1 } });
    return { inviteeId: acted.id, token };
  });
}

/** A new link for a guest who lost theirs; the old one stops working. @throws not_found */
export async function renewGuestLink(db: Database, actor: Actor, eventId: string, inviteeId: string, { baseUrl }: { baseUrl: string }): Promise<{ token: string }> {
  return inTransaction(db, async (trx) => {
    const event = await findPlannedEvent(trx, actor, eventId);
    if (!isId(inviteeId)) notFound();
    const token = randomBytes(32).toString("base64url");
    const { rows } = await sql<{ name: string; email: string }>`select name, email from app.renew_guest_link(${event.id}, ${inviteeId}, ${hashOf(token)})`.execute(trx);
    const guest = rows[0] ?? notFound();
    await writeToGuest(trx, actor, event, { ...guest, token, baseUrl });
    return { token };
  });
}

export type GuestOption = { id: string; startsAt: string; endsAt: string; says: Vote | null; yes: number };
export type GuestPage = {
  eventId: string;
  inviteeId: string;
  name: string;
  /** They took themselves off the list, or were taken off it. */
  left: boolean;
  title: string;
  purpose: string;
  state: LearningEvent["state"];
  startsAt: string | null;
  endsAt: string | null;
  over: boolean;
  place: string;
  access: string;
  capacity: number | null;
  going: number;
  sequence: number;
  by: string;
  organisation: string;
  answer: { says: string; whyNot: string | null; line: string; place: "in" | "waiting" | null; waitingNumber: number | null } | null;
  options: GuestOption[];
};

/** What the holder of a link reads: the event and their own words; of others only how many. @throws not_found for a link nobody was sent */
export async function guestPage(db: Database, token: string): Promise<GuestPage> {
  return asGuest(db, token, async (trx) => {
    const { rows } = await sql<{ page: GuestPage | null }>`select app.guest_page() as page`.execute(trx);
    return rows[0]?.page ?? notFound();
  });
}

/** Says which dates suit a guest. @throws not_found, wrong_entry, conflict */
export async function guestVotes(db: Database, token: string, votes: readonly { optionId: string; says: string }[]): Promise<void> {
  if (votes.length === 0 || !votes.every(({ optionId }) => isId(optionId))) throw wrong("option", "Choose from the dates of this event.");
  if (!votes.every(({ says }) => isVote(says))) throw wrong("option", "Say yes, if need be, or no.");
  await asGuest(db, token, async (trx) => {
    for (const { optionId, says } of votes) await sql`select app.guest_votes(${optionId}, ${says})`.execute(trx);
  });
}

/** Answers for a guest. @throws not_found, wrong_entry, conflict */
export async function guestAnswers(db: Database, token: string, answer: NewAnswer): Promise<void> {
  const { says, why_not, line } = checkedAnswer(answer);
  await asGuest(db, token, (trx) => sql`select app.guest_answers(${says}, ${why_not}, ${line})`.execute(trx));
}

/** A guest takes themselves off the list; their address goes at once. @throws not_found, conflict */
export async function guestLeaves(db: Database, token: string): Promise<void> {
  await asGuest(db, token, (trx) => sql`select app.guest_leaves()`.execute(trx));
}

/** SHA-256 in hex: the only form in which a link or a code is kept. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The words a guest is known by: letters, whatever they look like. @throws wrong_entry */
export function guestWords({ name, organisation = "", title = "", role }: Pick<NewGuest, "name" | "organisation" | "title" | "role">) {
  const line = (words: string, field: string, most: number) => lineOf(words, { field, most, sentence: "", mayBeEmpty: true }) || null;
  const chosen = role || "other";
  if (!isGuestRole(chosen)) throw wrong("role", "Choose a role from the list.");
  return {
    guest_name: lineOf(name, { field: "name", most: 120, sentence: "Write their name." }),
    guest_organisation: line(organisation, "organisation", 160),
    guest_title: line(title, "title", 120),
    guest_role: chosen,
  };
}

async function writeToGuest(trx: Database, actor: Actor, event: LearningEvent, { name, email, token, baseUrl }: { name: string; email: string; token: string; baseUrl: string }): Promise<void> {
  await sendLetter(trx, guestLetter(event, { to: { name, email }, from: actor.name, url: `${baseUrl}/rsvp/${token}` }));
}

async function postOfAddress(trx: Database, email: string): Promise<string | undefined> {
  const { rows } = await sql<{ post: string }>`
    select s.post_id as post from account a join app.seat s on s.account_id = a.id where a.email = ${email} and s.role <> 'commissioner' order by s.until desc, s.post_id limit 1`.execute(trx);
  return rows[0]?.post;
}

function emailOf(words: string): string {
  const email = words.trim().toLowerCase();
  if (email.length > 254 || !/^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/.test(email)) throw wrong("email", "Write an email address like name@example.org.");
  return email;
}

function askedAlready(error: unknown): never {
  if (typeof error === "object" && error !== null && "code" in error && error.code === "23505") throw new AppError("conflict", "They are on the list already.", { email: ["They are on the list already."] });
  throw error;
}

function asGuest<T>(db: Database, token: string, work: (trx: Database) => Promise<T>): Promise<T> {
  return asking(db, { presented: hashOf(token) }, work).catch(sayWhyNot);
}

const sentences: Record<string, string> = {
  link_over: "You are not on this list any more. Ask whoever invited you for a new link.",
  event_over: "This event has been and gone.",
  event_cancelled: "This event was cancelled.",
  event_without_date: "The date is not set yet. Say which dates suit you.",
  poll_over: "These dates are not open any more. Look again.",
};

function sayWhyNot(error: unknown): never {
  const reason = databaseReason(error);
  if (reason === "link_not_found") return notFound();
  if (reason && sentences[reason]) throw new AppError("conflict", sentences[reason]);
  throw error;
}
