import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { visibleDays } from "../access.server";
import { canShadow } from "../policy";
import type { Part } from "../words";

/** A day somebody asked for, with both sides. */
export type Wish = {
  id: string;
  on: string | null;
  part: Part | null;
  line: string;
  at: string;
  accountId: string;
  postId: string;
  by: string;
  organisation: string;
  hostPostId: string;
  hostOrganisationId: string;
  hostPost: string;
  hostOrganisation: string;
  hosts: string[];
  answer: "yes" | "no" | null;
  answerLine: string;
  answeredBy: string | null;
  dayId: string | null;
  /** Taken back by whoever asked. */
  isOver: boolean;
};

/** Wishes are answered from the post that was asked, or by a manager of its organisation; a facilitator only sees them. */
export function canAnswerWish(actor: Actor, { hostPostId, hostOrganisationId }: Pick<Wish, "hostPostId" | "hostOrganisationId">): boolean {
  return canShadow(actor) && actor.seats.some((seat) => (seat.postId === hostPostId && seat.role !== "commissioner") || (seat.role === "manager" && seat.organisationId === hostOrganisationId));
}

/** Wishes of the side the actor of `trx` belongs to (row-level security). Chain on it. */
export function visibleWishes(trx: Database) {
  return trx
    .selectFrom("shadow_wish as wish")
    .innerJoin("account as asker", "asker.id", "wish.account_id")
    .innerJoin("organisation", "organisation.id", "wish.organisation_id")
    .innerJoin("post as host_post", "host_post.id", "wish.host_post_id")
    .innerJoin("organisation as host_organisation", "host_organisation.id", "wish.host_organisation_id")
    .leftJoin("account as answerer", "answerer.id", "wish.answered_by")
    .where(sql<boolean>`(select app.is_acting())`);
}

const wishColumns = [
  "wish.id",
  "wish.line",
  "wish.account_id as accountId",
  "wish.post_id as postId",
  "asker.name as by",
  "organisation.name as organisation",
  "wish.host_post_id as hostPostId",
  "wish.host_organisation_id as hostOrganisationId",
  "host_post.title as hostPost",
  "host_organisation.name as hostOrganisation",
  "wish.answer_line as answerLine",
  "answerer.name as answeredBy",
  "wish.day_id as dayId",
] as const;

const wishExpressions = [
  sql<string | null>`to_char(wish.on_date, 'YYYY-MM-DD')`.as("on"),
  sql<Part | null>`wish.part`.as("part"),
  sql<"yes" | "no" | null>`wish.answer`.as("answer"),
  sql<string>`to_json(wish.at)#>>'{}'`.as("at"),
  sql<boolean>`wish.ended_at is not null`.as("isOver"),
  sql<string[]>`array(select account.name from app.seat join account on account.id = seat.account_id where seat.post_id = wish.host_post_id order by account.name limit 3)`.as("hosts"),
] as const;

/** The door to one wish: whoever asked, the post that was asked, its managers, and facilitators. @throws not_found */
export async function findWish(trx: Database, actor: Actor, wishId: string): Promise<Wish> {
  if (!canShadow(actor) || !isId(wishId)) notFound();
  return (await visibleWishes(trx).where("wish.id", "=", wishId).select(wishColumns).select(wishExpressions).executeTakeFirst()) ?? notFound();
}

/** What was asked of posts the actor sits in, and waits for an answer; the oldest first. */
export async function wishesToAnswer(trx: Database, actor: Actor): Promise<Wish[]> {
  const posts = actor.seats.map((seat) => seat.postId);
  if (!canShadow(actor) || posts.length === 0) return [];
  return visibleWishes(trx).where("wish.host_post_id", "in", posts).where("wish.account_id", "<>", actor.accountId).where("wish.answered_at", "is", null).where("wish.ended_at", "is", null).orderBy("wish.at").limit(30).select(wishColumns).select(wishExpressions).execute();
}

/** What the actor asked for, and has no answer to yet. */
export async function ownWishes(trx: Database, actor: Actor): Promise<Wish[]> {
  if (!canShadow(actor)) return [];
  return visibleWishes(trx).where("wish.account_id", "=", actor.accountId).where("wish.answered_at", "is", null).where("wish.ended_at", "is", null).orderBy("wish.at", "desc").limit(30).select(wishColumns).select(wishExpressions).execute();
}

export type DayChoice = { id: string; startsAt: string; endsAt: string; where: string };

/** Days to say yes with: what the post that was asked has on offer from now on, with a place that is free. */
export async function daysToGive(trx: Database, actor: Actor, wish: Wish): Promise<DayChoice[]> {
  if (!canAnswerWish(actor, wish)) return [];
  const rows = await visibleDays(trx)
    .where("day.host_post_id", "=", wish.hostPostId)
    .where("day.cancelled_at", "is", null)
    .where("day.starts_at", ">", sql<Date>`now()`)
    .where((where) => where.or([where("day.newcomer_id", "is", null), where("day.newcomer_id", "=", wish.accountId)]))
    .where((where) => where("day.taken", "<", where.ref("day.places")))
    .orderBy("day.starts_at")
    .limit(30)
    .select(["day.id", "day.starts_at as startsAt", "day.ends_at as endsAt", "offer.where_words as where"])
    .execute();
  return rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() }));
}
