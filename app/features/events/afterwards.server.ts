import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { isDay } from "~/shared/zoned";
import { sendLetters } from "../diary/letters.server";
import { tellPosts } from "../inbox/tell.server";
import { actedBy, inActingSeat, lineOf, wrong } from "../gaps/access.server";
import { findEvent, findPlannedEvent, holdEvent, type LearningEvent } from "./access.server";
import { recapLetter } from "./letters";
import { canDoAction } from "./policy";
import type { When } from "./times.server";
import { requireSeated } from "./work.server";

/**
 * Sends the recap to everybody who was asked and was not there: to posts as news, to guests as a letter. What was sent
 * is kept as it was. @throws not_found, wrong_entry, conflict before it began
 */
export async function sendRecap(db: Database, actor: Actor, eventId: string, { text }: { text: string }, { at }: When = {}): Promise<{ recapId: string; posts: number; guests: number }> {
  return inTransaction(db, async (trx) => {
    const event = await findPlannedEvent(trx, actor, eventId);
    const said = lineOf(text, { field: "text", most: 6000, sentence: "Write a few lines of what was said.", paragraphs: true });
    const held = await holdEvent(trx, event.id);
    if (held.state !== "set" || !held.startsAt || held.startsAt > (at ?? new Date())) throw new AppError("conflict", "A recap is sent once the event has begun.");
    const acted = actedBy(actor, at);
    await trx.insertInto("event_recap").values({ ...acted, event_id: event.id, text: said }).execute();
    const missed = await notThere(trx, event.id);
    const posts = missed.flatMap(({ postId }) => postId ?? []);
    const guests = at ? [] : await addressesOf(trx, event.id, new Set(missed.map(({ id }) => id)));
    if (!at) await tellPosts(trx, actor, "event.recap", { eventId: event.id }, posts);
    await sendLetters(trx, guests.map((to) => recapLetter(event, { to, text: said })));
    await recordActivity(trx, inActingSeat(actor), { kind: "event.recap_sent", subjectKind: "event", subjectId: event.id, detail: { posts: posts.length, guests: guests.length } });
    return { recapId: acted.id, posts: posts.length, guests: guests.length };
  });
}

export type NewAction = { what: string; ownerPostId: string; dueOn?: string | null | undefined };

/** What was agreed, by whom and until when; it comes back until it is done. By a planner, or for oneself. @throws not_found, wrong_entry */
export async function addAction(db: Database, actor: Actor, eventId: string, action: NewAction, { at }: When = {}): Promise<{ actionId: string }> {
  return inTransaction(db, async (trx) => {
    const event = await findEvent(trx, actor, eventId);
    const facts = await actionOf(trx, action);
    if (!canDoAction(actor, event, { ownerPostId: facts.owner_post_id })) notFound();
    const acted = actedBy(actor, at);
    await trx.insertInto("event_action").values({ ...acted, ...facts, event_id: event.id }).execute();
    if (!at) await tellPosts(trx, actor, "event.action", { eventId: event.id }, [facts.owner_post_id]);
    await note(trx, actor, event, "added");
    return { actionId: acted.id };
  });
}

/** Other words, owner or day; a new owner is told. @throws not_found, wrong_entry */
export async function changeAction(db: Database, actor: Actor, eventId: string, actionId: string, action: NewAction): Promise<void> {
  await onAction(db, actor, eventId, actionId, async (trx, { ownerPostId }, event) => {
    const facts = await actionOf(trx, action);
    await trx.updateTable("event_action").set(facts).where("id", "=", actionId).execute();
    if (facts.owner_post_id !== ownerPostId) await tellPosts(trx, actor, "event.action", { eventId: event.id }, [facts.owner_post_id]);
    await note(trx, actor, event, "changed");
  });
}

/** Done, or not yet after all. By whoever took it on, and planners. @throws not_found */
export async function doAction(db: Database, actor: Actor, eventId: string, actionId: string, { done = true, at }: When & { done?: boolean } = {}): Promise<void> {
  await onAction(db, actor, eventId, actionId, async (trx, { doneAt }, event) => {
    if ((doneAt !== null) === done) return;
    await trx.updateTable("event_action").set(done ? { done_at: at ?? new Date(), done_by: actor.accountId } : { done_at: null, done_by: null }).where("id", "=", actionId).execute();
    await note(trx, actor, event, done ? "done" : "undone");
  });
}

/** Takes an action off the list. @throws not_found */
export async function removeAction(db: Database, actor: Actor, eventId: string, actionId: string): Promise<void> {
  await onAction(db, actor, eventId, actionId, async (trx, _action, event) => {
    await trx.updateTable("event_action").set({ ended_at: new Date(), ended_by: actor.accountId }).where("id", "=", actionId).execute();
    await note(trx, actor, event, "removed");
  });
}

async function actionOf(trx: Database, { what, ownerPostId, dueOn }: NewAction) {
  if (dueOn && !isDay(dueOn)) throw wrong("dueOn", "Choose a day, with its month and year.");
  return {
    what: lineOf(what, { field: "what", most: 300, sentence: "Say what was agreed." }),
    owner_post_id: await requireSeated(trx, ownerPostId),
    due_on: dueOn || null,
  };
}

type Action = { ownerPostId: string; doneAt: Date | null };

async function onAction(db: Database, actor: Actor, eventId: string, actionId: string, work: (trx: Database, action: Action, event: LearningEvent) => Promise<void>): Promise<void> {
  await inTransaction(db, async (trx) => {
    const event = await findEvent(trx, actor, eventId);
    if (!isId(actionId)) notFound();
    const action = await trx.selectFrom("event_action").where("id", "=", actionId).where("event_id", "=", event.id).where("ended_at", "is", null).select(["owner_post_id as ownerPostId", "done_at as doneAt"]).executeTakeFirst();
    if (!action || !canDoAction(actor, event, action)) notFound();
    await work(trx, action, event);
  });
}

/** Everybody who was asked and whom nobody saw there. */
async function notThere(trx: Database, eventId: string): Promise<{ id: string; postId: string | null }[]> {
  return trx
    .selectFrom("event_invitee as invitee")
    .where("invitee.event_id", "=", eventId)
    .where("invitee.ended_at", "is", null)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom("event_presence as there").whereRef("there.invitee_id", "=", "invitee.id").where("there.ended_at", "is", null).select("there.id"))))
    .select(["invitee.id", "invitee.invited_post_id as postId"])
    .execute();
}

/** Guests among them who left an address; a planner may write to them. */
async function addressesOf(trx: Database, eventId: string, among: ReadonlySet<string>): Promise<{ name: string; email: string }[]> {
  const { rows } = await sql<{ id: string; name: string; email: string }>`select invitee_id as id, name, email from app.event_addresses(${eventId})`.execute(trx);
  return rows.filter(({ id }) => among.has(id));
}

async function note(trx: Database, actor: Actor, event: LearningEvent, what: string): Promise<void> {
  await recordActivity(trx, inActingSeat(actor), { kind: "event.action", subjectKind: "event", subjectId: event.id, detail: { what } });
}
