import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { addDays, dayAt, instantOf } from "~/shared/zoned";
import { actedBy, inActingSeat, lineOf, wrong } from "../../gaps/access.server";
import { tellPosts } from "../../inbox/tell.server";
import { findHandover, holdHandover, ownHandover, saidByDatabase, turnable, type Handover } from "./access.server";
import { canHandOver } from "./policy";
import { lastHour, most, type HandoverState } from "./words";

type When = { at?: Date };
export type NewHandover = { postId: string; lastDay: string; leaverId?: string | undefined; newcomerId?: string | undefined };

/**
 * Opens a handover of a post and lists all it holds. Opened by whoever leaves, or by whoever looks after the post; where
 * two sit in it, say who leaves. @throws not_found, not_allowed, wrong_entry, conflict when one is under way
 */
export async function openHandover(db: Database, actor: Actor, { postId, lastDay, leaverId, newcomerId }: NewHandover, when: When = {}): Promise<{ handoverId: string }> {
  const lastAt = instantOf(lastDay, lastHour, "lastDay");
  const now = when.at ?? new Date();
  if (lastDay < dayAt(now)) throw wrong("lastDay", "Choose today or a later day.");
  if (lastDay > latestDay(now)) throw wrong("lastDay", "Choose a day within two years.");
  return inTransaction(db, async (trx) => {
    const post = await postToHandOver(trx, actor, postId);
    const leaves = await whoLeaves(trx, actor, postId, leaverId);
    if (newcomerId && newcomerId === leaves.leaver_id) throw wrong("newcomerId", "Whoever leaves cannot come in their own place.");
    const acted = actedBy(actor, when.at);
    if (newcomerId) await requireColleague(trx, newcomerId, post.organisationId);
    await begin(trx, actor, { ...acted, seat_post_id: postId, seat_organisation_id: post.organisationId, ...leaves, newcomer_id: newcomerId ?? null, last_at: lastAt });
    await list(trx, acted.id, postId);
    await recordActivity(trx, inActingSeat(actor), { kind: "handover.opened", subjectKind: "handover", subjectId: acted.id, detail: { lastDay } });
    return { handoverId: acted.id };
  });
}

/** Lists what the post came to hold since; what it holds no more says so on the day. @returns how many came to it */
export async function refreshHandover(db: Database, actor: Actor, handoverId: string): Promise<number> {
  return inTransaction(db, async (trx) => {
    const handover = await ownHandover(trx, actor, handoverId);
    if (handover.state !== "open" && handover.state !== "sent") return 0;
    await holdHandover(trx, handover.id);
    return list(trx, handover.id, handover.seatPostId);
  });
}

/** Sends it: colleagues are asked, and the work of the day is asked for with it. Twice changes nothing. @throws not_found, not_allowed, conflict */
export async function sendHandover(db: Database, actor: Actor, handoverId: string, when: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const handover = await turnable(trx, actor, handoverId);
    if (handover.state === "sent") return;
    await list(trx, handover.id, handover.seatPostId);
    const asked = await trx
      .updateTable("handover_item")
      .set({ state: "offered", version: sql<number>`version + 1` })
      .where("handover_id", "=", handover.id)
      .where("choice", "=", "pass")
      .where("state", "=", "listed")
      .returning("to_post_id")
      .execute()
      .catch(saidByDatabase);
    await turn(trx, actor, handover, "sent", "", when);
    await tellPosts(trx, actor, "handover.asked", { handoverId: handover.id }, asked.flatMap((row) => row.to_post_id ?? []));
    await recordActivity(trx, inActingSeat(actor), { kind: "handover.sent", subjectKind: "handover", subjectId: handover.id, detail: { asked: asked.length } });
  });
}

/**
 * Another last day: answers stay as they are, and the work of the day is asked for anew. Nobody puts off a day that
 * whoever looks after the post set. @throws not_found, not_allowed, wrong_entry, conflict
 */
export async function changeLastDay(db: Database, actor: Actor, handoverId: string, lastDay: string): Promise<void> {
  const lastAt = instantOf(lastDay, lastHour, "lastDay");
  if (lastDay > latestDay(new Date())) throw wrong("lastDay", "Choose a day within two years.");
  await inTransaction(db, async (trx) => {
    const handover = await turnable(trx, actor, handoverId);
    if (handover.state !== "open" && handover.state !== "sent") throw new AppError("conflict", "This handover is over.");
    if (handover.lastAt.getTime() === lastAt.getTime()) return;
    await turn(trx, actor, handover, handover.state, "", {}, lastAt);
    const asked = handover.state === "sent" ? await askedOf(trx, handover.id) : [];
    await tellPosts(trx, actor, "handover.changed", { handoverId: handover.id }, [handover.seatPostId, handover.postId, ...asked]);
    await recordActivity(trx, inActingSeat(actor), { kind: "handover.changed", subjectKind: "handover", subjectId: handover.id, detail: { lastDay } });
  });
}

/**
 * Who comes into the post: a colleague, who sits down in it on the day once whoever looks after the post said yes; to
 * say so, they name them again. Nobody: null. @throws not_found, not_allowed, wrong_entry, conflict
 */
export async function nameNewcomer(db: Database, actor: Actor, handoverId: string, newcomerId: string | null): Promise<void> {
  await inTransaction(db, async (trx) => {
    const handover = await ownHandover(trx, actor, handoverId);
    if (newcomerId !== null) await requireColleague(trx, newcomerId, handover.seatOrganisationId);
    await sql`select app.name_newcomer(${handover.id}, ${newcomerId}::uuid)`.execute(trx).catch(saidByDatabase);
    const { rows } = await sql<{ post: string }>`select s.post_id as post from app.seat s where s.account_id = ${newcomerId}::uuid and s.organisation_id = ${handover.seatOrganisationId} union select app.lead_of(${handover.seatPostId})`.execute(trx);
    await tellPosts(trx, actor, "handover.changed", { handoverId: handover.id }, rows.flatMap(({ post }) => post ?? []));
    await recordActivity(trx, inActingSeat(actor), { kind: "handover.changed", subjectKind: "handover", subjectId: handover.id });
  });
}

async function requireColleague(trx: Database, accountId: string, organisationId: string): Promise<void> {
  const seat = isId(accountId) ? await trx.selectFrom("app.seat").where("account_id", "=", accountId).where("organisation_id", "=", organisationId).where("role", "<>", "commissioner").select("post_id").executeTakeFirst() : undefined;
  if (!seat) throw wrong("newcomerId", "Choose a colleague from the list.");
}

/** Posts that are asked to take something over, or said yes to it. */
async function askedOf(trx: Database, handoverId: string): Promise<string[]> {
  const rows = await trx.selectFrom("handover_item").where("handover_id", "=", handoverId).where("state", "in", ["offered", "accepted"]).select("to_post_id").distinct().execute();
  return rows.flatMap((row) => row.to_post_id ?? []);
}

/** Back on the table: nothing moves on the day until it is sent again. Answers stay. @throws not_found, not_allowed, conflict when it has moved */
export async function takeBackHandover(db: Database, actor: Actor, handoverId: string): Promise<void> {
  await end(db, actor, handoverId, "open");
}

/** Nobody leaves after all. @throws not_found, not_allowed, conflict when it has moved */
export async function callOffHandover(db: Database, actor: Actor, handoverId: string, { line = "" }: { line?: string } = {}): Promise<void> {
  await end(db, actor, handoverId, "called_off", line);
}

async function end(db: Database, actor: Actor, handoverId: string, to: "open" | "called_off", line = ""): Promise<void> {
  const said = lineOf(line, { field: "line", most: most.line, sentence: "", mayBeEmpty: true, paragraphs: true });
  await inTransaction(db, async (trx) => {
    const handover = await turnable(trx, actor, handoverId);
    if (handover.state === to) return;
    const asked = await askedOf(trx, handover.id);
    await turn(trx, actor, handover, to, said);
    if (to === "called_off") await tellPosts(trx, actor, "handover.called_off", { handoverId: handover.id }, asked);
    await recordActivity(trx, inActingSeat(actor), { kind: to === "open" ? "handover.taken_back" : "handover.called_off", subjectKind: "handover", subjectId: handover.id });
  });
}

/** One numbered turn: of two who turn it at once, one is first. */
export async function turn(trx: Database, actor: Actor, handover: Pick<Handover, "id" | "version">, to: HandoverState, line = "", { at }: When = {}, lastAt?: Date): Promise<void> {
  await trx
    .insertInto("handover_turn")
    .values({ ...actedBy(actor, at), handover_id: handover.id, number: handover.version + 1, to_state: to, line, ...(lastAt ? { last_at: lastAt } : {}) })
    .execute()
    .catch(turnedMeanwhile);
}

function turnedMeanwhile(error: unknown): never {
  if (typeof error === "object" && error !== null && "code" in error && error.code === "23505") throw new AppError("conflict", "Somebody changed this first. Look again, then choose.");
  saidByDatabase(error);
}

/** The post, where the actor may hand it over. @throws not_found, not_allowed */
export async function postToHandOver(trx: Database, actor: Actor, postId: string): Promise<{ id: string; organisationId: string }> {
  if (!isId(postId)) notFound();
  const post = await trx.selectFrom("post").where("id", "=", postId).select(["id", "organisation_id as organisationId"]).executeTakeFirst();
  if (!post) return notFound();
  if (!canHandOver(actor, { seatPostId: post.id, seatOrganisationId: post.organisationId })) throw new AppError("not_allowed");
  return post;
}

/** Two years ahead is as far as anybody knows when they leave or come back; a day after it is a slip of the hand. */
export const latestDay = (now: Date): string => addDays(dayAt(now), 731);

/** Whether somebody acts in the network now: an id that came from outside may be anybody's, or nobody's. */
export async function sitsHere(trx: Database, accountId: string): Promise<boolean> {
  return isId(accountId) && (await trx.selectFrom("app.seat").where("account_id", "=", accountId).where("role", "<>", "commissioner").select("post_id").limit(1).executeTakeFirst()) !== undefined;
}

type Leaves = { leaver_id: string; tenure_id: string };

async function whoLeaves(trx: Database, actor: Actor, postId: string, leaverId: string | undefined): Promise<Leaves> {
  const seats = await trx
    .selectFrom("app.seat as seat")
    .innerJoin("tenure", "tenure.id", "seat.tenure_id")
    .where("seat.post_id", "=", postId)
    .where("tenure.cover", "=", false)
    .orderBy("tenure.valid_from")
    .select(["tenure.account_id as leaver_id", "tenure.id as tenure_id"])
    .execute();
  const own = seats.find((seat) => seat.leaver_id === actor.accountId);
  const named = leaverId ? seats.find((seat) => seat.leaver_id === leaverId) : (own ?? (seats.length === 1 ? seats[0] : undefined));
  if (!named) throw wrong("leaverId", seats.length === 0 ? "Nobody sits in this post. What it held is under Needs a home." : "Say who leaves.");
  return named;
}

type NewRow = { id: string; account_id: string; post_id: string; organisation_id: string; at: Date; seat_post_id: string; seat_organisation_id: string; leaver_id: string | null; tenure_id: string | null; newcomer_id: string | null; last_at: Date };

export async function begin(trx: Database, actor: Actor, row: NewRow): Promise<Handover> {
  await trx
    .insertInto("handover")
    .values(row)
    .execute()
    .catch((error: unknown) => {
      if (typeof error === "object" && error !== null && "code" in error && error.code === "23505") throw new AppError("conflict", "A handover of this post is under way already. Open it.");
      saidByDatabase(error);
    });
  return findHandover(trx, actor, row.id);
}

/** A next step of somebody whose case is held goes with the person, and is no row of its own. */
async function list(trx: Database, handoverId: string, postId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    with things as materialized (select * from app.things_of(${postId}))
    insert into handover_item (id, handover_id, kind, subject_id)
    select gen_random_uuid(), ${handoverId}, t.kind, t.subject_id from things t
    where not (t.kind = 'step' and exists (select 1 from things p where p.kind = 'person' and p.client_id = t.client_id)) on conflict do nothing`.execute(trx);
  return Number(numAffectedRows ?? 0);
}
