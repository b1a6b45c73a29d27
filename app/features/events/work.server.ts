import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { tellPosts } from "../inbox/tell.server";
import { actedBy, inActingSeat, lineOf, wrong } from "../gaps/access.server";
import { findEvent, holdEvent, type LearningEvent } from "./access.server";
import { canPlan } from "./policy";
import type { When } from "./times.server";

type Job = { id: string; ownerPostId: string | null; doneAt: Date | null; endedBy: string | null };

/** Adds something to do, with an owner or for whoever takes it. @throws not_found, wrong_entry */
export async function addJob(db: Database, actor: Actor, eventId: string, { what, ownerPostId }: { what: string; ownerPostId?: string | null | undefined }, { at }: When = {}): Promise<{ jobId: string }> {
  return inTransaction(db, async (trx) => {
    const event = await findEvent(trx, actor, eventId);
    const said = lineOf(what, { field: "what", most: 160, sentence: "Say what is to be done, such as: open the hall." });
    const owner = ownerPostId ? await requireSeated(trx, ownerPostId) : null;
    const acted = actedBy(actor, at);
    await trx.insertInto("event_job").values({ ...acted, event_id: event.id, what: said, owner_post_id: owner }).execute();
    if (owner && !at) await tellPosts(trx, actor, "event.job", { eventId: event.id }, [owner]);
    await note(trx, actor, event, "added");
    return { jobId: acted.id };
  });
}

/** Takes a job nobody has. Taking one's own again changes nothing. @throws not_found, conflict when somebody has it */
export async function takeJob(db: Database, actor: Actor, eventId: string, jobId: string): Promise<void> {
  await onJob(db, actor, eventId, jobId, async (trx, job, event) => {
    if (owns(actor, job)) return;
    if (job.ownerPostId) throw new AppError("conflict", "Somebody else has taken this. Look again.");
    await trx.updateTable("event_job").set({ owner_post_id: actedBy(actor).post_id }).where("id", "=", job.id).execute();
    await note(trx, actor, event, "taken");
  });
}

/** Gives a job to a post, which is told; to nobody, it is free again. By a planner, or whoever has it. @throws not_found, wrong_entry */
export async function giveJob(db: Database, actor: Actor, eventId: string, jobId: string, ownerPostId: string | null): Promise<void> {
  await onJob(db, actor, eventId, jobId, async (trx, job, event) => {
    if (!owns(actor, job) && !canPlan(actor, event)) notFound();
    const owner = ownerPostId ? await requireSeated(trx, ownerPostId) : null;
    await trx.updateTable("event_job").set({ owner_post_id: owner }).where("id", "=", job.id).execute();
    if (owner) await tellPosts(trx, actor, "event.job", { eventId: event.id }, [owner]);
    await note(trx, actor, event, owner ? "given" : "free");
  });
}

/** Ticks a job, or takes the tick back; by whoever acts. @throws not_found */
export async function doJob(db: Database, actor: Actor, eventId: string, jobId: string, { done = true, at }: When & { done?: boolean } = {}): Promise<void> {
  await onJob(db, actor, eventId, jobId, async (trx, job, event) => {
    if ((job.doneAt !== null) === done) return;
    await trx.updateTable("event_job").set(done ? { done_at: at ?? new Date(), done_by: actor.accountId } : { done_at: null, done_by: null }).where("id", "=", job.id).execute();
    await note(trx, actor, event, done ? "done" : "undone");
  });
}

/** Takes a job off the list; by a planner, or whoever has it. @throws not_found */
export async function removeJob(db: Database, actor: Actor, eventId: string, jobId: string): Promise<void> {
  await onJob(db, actor, eventId, jobId, async (trx, job, event) => {
    if (!owns(actor, job) && !canPlan(actor, event)) notFound();
    await trx.updateTable("event_job").set({ ended_at: new Date(), ended_by: actor.accountId }).where("id", "=", job.id).execute();
    await note(trx, actor, event, "removed");
  });
}

/** Puts a job back that was taken off, with whoever had it and whether it was done; by whoever took it off, or a planner. @throws not_found */
export async function putBackJob(db: Database, actor: Actor, eventId: string, jobId: string): Promise<void> {
  const work = async (trx: Database, job: Job, event: LearningEvent) => {
    if (job.endedBy !== actor.accountId && !canPlan(actor, event)) notFound();
    await trx.updateTable("event_job").set({ ended_at: null, ended_by: null }).where("id", "=", job.id).execute();
    await note(trx, actor, event, "put_back");
  };
  await onJob(db, actor, eventId, jobId, work, { isOff: true });
}

/** A post somebody sits in who may take something on. @throws wrong_entry */
export async function requireSeated(trx: Database, postId: string): Promise<string> {
  const found = isId(postId) && (await trx.selectFrom("app.seat").where("post_id", "=", postId).where("role", "<>", "commissioner").select("post_id").executeTakeFirst());
  if (!found) throw wrong("owner", "Choose somebody who works in the network now.");
  return postId;
}

async function onJob(db: Database, actor: Actor, eventId: string, jobId: string, work: (trx: Database, job: Job, event: LearningEvent) => Promise<void>, { isOff = false } = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const event = await findEvent(trx, actor, eventId);
    // Of two who take one job at once, the second waits here and sees what the first did.
    await holdEvent(trx, event.id);
    if (!isId(jobId)) notFound();
    const job = await trx.selectFrom("event_job").where("id", "=", jobId).where("event_id", "=", event.id).where("ended_at", isOff ? "is not" : "is", null).select(["id", "owner_post_id as ownerPostId", "done_at as doneAt", "ended_by as endedBy"]).executeTakeFirst();
    await work(trx, job ?? notFound(), event);
  });
}

const owns = (actor: Actor, job: Job) => actor.seats.some((seat) => seat.postId === job.ownerPostId && seat.role !== "commissioner");

async function note(trx: Database, actor: Actor, event: LearningEvent, what: string): Promise<void> {
  await recordActivity(trx, inActingSeat(actor), { kind: "event.job", subjectKind: "event", subjectId: event.id, detail: { what } });
}
