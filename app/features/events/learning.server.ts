import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { dayAt, isDay } from "~/shared/zoned";
import { actedBy, inActingSeat, lineOf, wrong } from "../gaps/access.server";
import { canEnd } from "../gaps/policy";
import { findEvent } from "./access.server";
import { canActOnEvents } from "./policy";
import type { When } from "./times.server";

export type NewLearning = { onDate: string; text: string; eventId?: string | null | undefined };

/** Writes down what the network learned, under its day. @throws not_found, wrong_entry */
export async function addLearning(db: Database, actor: Actor, { onDate, text, eventId }: NewLearning, { at }: When = {}): Promise<{ entryId: string }> {
  if (!canActOnEvents(actor)) notFound();
  return inTransaction(db, async (trx) => {
    if (!isDay(onDate)) throw wrong("onDate", "Choose a day, with its month and year.");
    if (onDate > dayAt(at ?? new Date())) throw wrong("onDate", "Choose today or a day that has been.");
    const said = lineOf(text, { field: "text", most: 800, sentence: "Write what you learned, in a sentence or two.", paragraphs: true });
    const event = eventId ? await findEvent(trx, actor, eventId) : null;
    const acted = actedBy(actor, at);
    await trx.insertInto("learning_entry").values({ ...acted, on_date: onDate, text: said, event_id: event?.id ?? null }).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "event.learned", subjectKind: "learning", subjectId: acted.id });
    return { entryId: acted.id };
  });
}

/** Takes an entry back: whoever wrote it, from the post it was written from, or a facilitator. @throws not_found */
export async function takeBackLearning(db: Database, actor: Actor, entryId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const entry = isId(entryId) && (await trx.selectFrom("learning_entry").where("id", "=", entryId).where("ended_at", "is", null).select(["account_id as accountId", "post_id as postId"]).executeTakeFirst());
    if (!entry || !canEnd(actor, entry)) notFound();
    await trx.updateTable("learning_entry").set({ ended_at: new Date(), ended_by: actor.accountId }).where("id", "=", entryId).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "event.learned", subjectKind: "learning", subjectId: entryId });
  });
}

/** Writes an entry again that one wrote and took back oneself, as it was. @throws not_found */
export async function writeAgain(db: Database, actor: Actor, entryId: string): Promise<{ entryId: string }> {
  return inTransaction(db, async (trx) => {
    const own = isId(entryId) && trx.selectFrom("learning_entry").where("id", "=", entryId).where("ended_by", "=", actor.accountId).where("account_id", "=", actor.accountId);
    const entry = own && (await own.select([sql<string>`on_date::text`.as("onDate"), "text", "event_id as eventId"]).executeTakeFirst());
    return addLearning(trx, actor, entry || notFound());
  });
}

export type Learned = { id: string; onDate: string; text: string; eventId: string | null; event: string | null; by: string; organisation: string; organisationId: string; accountId: string; postId: string };
export type LearningFilter = { words?: string | undefined; organisationId?: string | undefined; from?: string | undefined; until?: string | undefined; page?: number | undefined };
export const learnedOnPage = 30;

/** The log, the newest first, by its words. One more than a page says that there is more. */
export async function learningLog(trx: Database, actor: Actor, { words = "", organisationId, from, until, page = 1 }: LearningFilter = {}): Promise<{ entries: Learned[]; more: boolean }> {
  if (!canActOnEvents(actor)) notFound();
  const organisation = organisationId && isId(organisationId) ? organisationId : null;
  const after = (Math.max(1, Math.trunc(page) || 1) - 1) * learnedOnPage;
  const { rows } = await sql<Learned>`
    select e.id, e.on_date::text as "onDate", e.text, e.event_id as "eventId", v.title as event, a.name as by, o.name as organisation,
      e.organisation_id as "organisationId", e.account_id as "accountId", e.post_id as "postId"
    from app.learning_found(${words.slice(0, 200)}, ${organisation}, ${dayOr(from)}::date, ${dayOr(until)}::date, ${learnedOnPage + 1}, ${after}) with ordinality f (id, place)
    join learning_entry e on e.id = f.id join account a on a.id = e.account_id join organisation o on o.id = e.organisation_id
    left join learning_event v on v.id = e.event_id
    order by f.place`.execute(trx);
  return { entries: rows.slice(0, learnedOnPage), more: rows.length > learnedOnPage };
}

const dayOr = (day: string | undefined) => (day && isDay(day) ? day : null);
