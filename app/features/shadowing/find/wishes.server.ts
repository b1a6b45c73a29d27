import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { dayAt, isDay } from "~/shared/zoned";
import { actedBy, inActingSeat, lineOf, wrong } from "../../gaps/access.server";
import { tellPosts } from "../../inbox/tell.server";
import { holdDay } from "../access.server";
import { hostedDay } from "../offering.server";
import { canShadow } from "../policy";
import { most, parts, type Part } from "../words";
import { canAnswerWish, findWish, type Wish } from "./wishes-read.server";

type When = { at?: Date };
export type NewWish = { hostPostId: string; on?: string | undefined; part?: string | undefined; line?: string | undefined };

/**
 * Asks somebody for a day that is not on offer. One question at a time: whoever asks twice is told that the first one
 * still waits. @throws not_found, wrong_entry beside the field that is wrong, conflict
 */
export async function askForDay(db: Database, actor: Actor, { hostPostId, on = "", part = "", line = "" }: NewWish, { at }: When = {}): Promise<{ wishId: string }> {
  return inTransaction(db, async (trx) => {
    if (!canShadow(actor)) notFound();
    const host = await requireHost(trx, actor, hostPostId);
    const words = lineOf(line, { field: "line", most: most.line, sentence: "", mayBeEmpty: true, paragraphs: true });
    const acted = actedBy(actor, at);
    await trx
      .insertInto("shadow_wish")
      .values({ ...acted, ...host, on_date: dateOf(on, acted.at), part: partOf(part), line: words })
      .execute()
      .catch(askedAlready);
    await tellPosts(trx, actor, "shadow.wished", { wishId: acted.id }, [host.host_post_id]);
    await recordActivity(trx, inActingSeat(actor), { kind: "shadow.wished", subjectKind: "shadow_wish", subjectId: acted.id });
    return { wishId: acted.id };
  });
}

/** The host says yes, with a day of theirs that is on offer; the asker books it like anybody. @throws not_found, not_allowed, wrong_entry, conflict when it was answered or taken back */
export async function grantWish(db: Database, actor: Actor, wishId: string, { dayId, line = "" }: { dayId: string; line?: string }, when: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const wish = await answerable(trx, actor, wishId);
    await requireDay(trx, actor, wish, dayId, when);
    await answer(trx, actor, wish, { answer: "yes", day_id: dayId, line }, when);
  });
}

/** "I can’t just now", with a line. @throws not_found, not_allowed, wrong_entry, conflict */
export async function declineWish(db: Database, actor: Actor, wishId: string, { line = "" }: { line?: string } = {}, when: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => answer(trx, actor, await answerable(trx, actor, wishId), { answer: "no", day_id: null, line }, when));
}

/** The asker needs it no more. Twice, or after an answer, changes nothing. @throws not_found, not_allowed */
export async function takeBackWish(db: Database, actor: Actor, wishId: string, { at = new Date() }: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const wish = await findWish(trx, actor, wishId);
    if (wish.accountId !== actor.accountId) throw new AppError("not_allowed");
    if (wish.answer || wish.isOver) return;
    await trx.updateTable("shadow_wish").set({ ended_at: at, ended_by: actor.accountId }).where("id", "=", wish.id).where("answered_at", "is", null).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "shadow.wished", subjectKind: "shadow_wish", subjectId: wish.id, detail: { taken_back: true } });
  });
}

async function answerable(trx: Database, actor: Actor, wishId: string): Promise<Wish> {
  const wish = await findWish(trx, actor, wishId);
  if (!canAnswerWish(actor, wish)) throw new AppError("not_allowed");
  return wish;
}

async function answer(trx: Database, actor: Actor, wish: Wish, { line, ...said }: { answer: "yes" | "no"; day_id: string | null; line: string }, { at = new Date() }: When) {
  const words = lineOf(line, { field: "line", most: most.line, sentence: "", mayBeEmpty: true, paragraphs: true });
  const answered = await trx
    .updateTable("shadow_wish")
    .set({ ...said, answer_line: words, answered_at: at, answered_by: actor.accountId })
    .where("id", "=", wish.id)
    .where("answered_at", "is", null)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  if (answered.numUpdatedRows === 0n) throw new AppError("conflict", wish.isOver ? "They took their question back." : "Somebody has answered this. Look again.");
  await tellPosts(trx, actor, "shadow.wish_answered", { wishId: wish.id }, [wish.postId]);
  await recordActivity(trx, inActingSeat(actor), { kind: "shadow.wished", subjectKind: "shadow_wish", subjectId: wish.id, detail: { answer: said.answer } });
}

/** The day is held, before the wish: whoever leaves lets go of both in this order. */
async function requireDay(trx: Database, actor: Actor, wish: Wish, dayId: string, { at = new Date() }: When): Promise<void> {
  if (!isId(dayId)) throw wrong("dayId", "Choose one of your days, or offer a new one.");
  await hostedDay(trx, actor, dayId);
  await holdDay(trx, dayId);
  const day = await hostedDay(trx, actor, dayId);
  const isOpenToThem = day.newcomerId === null || day.newcomerId === wish.accountId;
  if (day.cancelledAt || day.startsAt <= at || !isOpenToThem) throw wrong("dayId", "That day is not on offer any more. Choose another.");
}

/** Whoever sits in the post now is asked; nobody asks themself. */
async function requireHost(trx: Database, actor: Actor, hostPostId: string) {
  const choose = wrong("hostPostId", "Choose somebody who works in the network now.");
  if (!isId(hostPostId)) throw choose;
  const seat = await trx.selectFrom("app.seat").where("post_id", "=", hostPostId).where("role", "<>", "commissioner").where("account_id", "<>", actor.accountId).select(["post_id as host_post_id", "organisation_id as host_organisation_id"]).executeTakeFirst();
  if (!seat?.host_post_id || !seat.host_organisation_id) throw choose;
  return { host_post_id: seat.host_post_id, host_organisation_id: seat.host_organisation_id };
}

function dateOf(on: string, at: Date): string | null {
  if (!on) return null;
  if (!isDay(on)) throw wrong("on", "Write the day with its month and year, or leave it empty.");
  if (on < dayAt(at)) throw wrong("on", "Choose a day that is still to come, or leave it empty.");
  return on;
}

function partOf(part: string): Part | null {
  if (!part) return null;
  if (!Object.hasOwn(parts, part)) throw wrong("part", "Choose morning, afternoon or all day, or leave it open.");
  return part as Part;
}

function askedAlready(error: unknown): never {
  if (typeof error === "object" && error !== null && "code" in error && error.code === "23505") throw new AppError("conflict", "You have asked them already. Their answer comes to your Today.");
  throw error;
}
