import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actedBy, inActingSeat, lineOf } from "../../gaps/access.server";
import { canActOnGaps } from "../../gaps/policy";
import { tellPosts } from "../../inbox/tell.server";
import { saidByDatabase } from "../handover/access.server";
import { change } from "../handover/choosing.server";
import { move, type Moved } from "../handover/moving.server";
import { begin, turn } from "../handover/opening.server";
import { looksAfter } from "../handover/policy";
import { choicesFor, most, type Choice, type ItemKind } from "../handover/words";

/** A post that nobody sits in and that still holds something. */
export type EmptyPost = { postId: string; title: string; organisationId: string; organisation: string; since: string | null; counts: Partial<Record<ItemKind, number>>; things: number };

/** What needs a home, for whoever looks after the posts: counts alone, so that nothing about a person is told. @throws not_found */
export async function needsAHome(trx: Database, actor: Actor): Promise<EmptyPost[]> {
  if (!canActOnGaps(actor)) notFound();
  const { rows } = await sql<{ postId: string; title: string; organisationId: string; organisation: string; since: Date | null; kind: ItemKind; things: number }>`
    select h.post_id as "postId", p.title, o.id as "organisationId", o.name as organisation, h.since, h.kind, h.things
    from app.needs_a_home() h join post p on p.id = h.post_id join organisation o on o.id = p.organisation_id order by h.since nulls first, p.title, h.kind`.execute(trx);
  const posts = new Map<string, EmptyPost>();
  for (const { kind, things, since, ...post } of rows) {
    const one = posts.get(post.postId) ?? { ...post, since: since?.toISOString() ?? null, counts: {}, things: 0 };
    posts.set(post.postId, { ...one, counts: { ...one.counts, [kind]: things }, things: one.things + things });
  }
  return [...posts.values()];
}

export type Given = { kind: ItemKind; subjectId: string; choice: Extract<Choice, "pass" | "close">; toPostId?: string | undefined };

/**
 * Gives things of a post that nobody sits in to posts where somebody does: a handover without anybody leaving, made and
 * moved in one transaction. What is not named stays on the list. Whoever gets something is told.
 * @throws not_found, not_allowed, wrong_entry, conflict when somebody sits there, gave it first, or consent does not reach
 */
export async function giveThings(db: Database, actor: Actor, postId: string, given: readonly Given[]): Promise<Moved> {
  return inTransaction(db, async (trx) => {
    const post = await emptyPost(trx, actor, postId);
    if (given.length === 0 || given.some((one) => !choicesFor(one.kind).includes(one.choice) || !isId(one.subjectId))) throw new AppError("wrong_entry", "Choose what to give, and to whom.");
    const acted = actedBy(actor);
    const handover = await begin(trx, actor, { ...acted, seat_post_id: postId, seat_organisation_id: post.organisationId, leaver_id: null, tenure_id: null, newcomer_id: null, last_at: new Date() });
    for (const one of given) await give(trx, handover.id, one);
    await turn(trx, actor, handover, "sent");
    const moved = await move(trx, handover.id);
    await requireFirst(trx, handover.id);
    await tellPosts(trx, actor, "handover.moved", { handoverId: handover.id }, given.flatMap(({ toPostId }) => toPostId ?? []));
    await recordActivity(trx, inActingSeat(actor), { kind: "handover.sent", subjectKind: "handover", subjectId: handover.id, detail: { given: given.length } });
    return moved;
  });
}

/** Of two who give the same thing to different people, the second is told, and nothing of theirs moves. */
async function requireFirst(trx: Database, handoverId: string): Promise<void> {
  const gone = await trx.selectFrom("handover_item").where("handover_id", "=", handoverId).where("state", "=", "gone").select("id").limit(1).execute();
  if (gone.length > 0) throw new AppError("conflict", "Somebody gave part of this a home first. Look again, then choose.");
}

async function give(trx: Database, handoverId: string, { kind, subjectId, choice, toPostId }: Given): Promise<void> {
  if (choice === "pass" && !isId(toPostId)) throw new AppError("wrong_entry", "Choose who takes it over.", { toPostId: ["Choose who takes it over."] });
  const id = crypto.randomUUID();
  await trx.insertInto("handover_item").values({ id, handover_id: handoverId, kind, subject_id: subjectId }).execute();
  await change(trx, { id }, { choice, to_post_id: choice === "pass" ? (toPostId ?? null) : null, state: choice === "pass" ? "accepted" : "listed", line: "" }, 1);
}

async function emptyPost(trx: Database, actor: Actor, postId: string): Promise<{ organisationId: string }> {
  if (!isId(postId)) notFound();
  const post = await trx.selectFrom("post").where("id", "=", postId).select("organisation_id as organisationId").executeTakeFirst();
  if (!post) return notFound();
  if (!looksAfter(actor, { seatPostId: postId, seatOrganisationId: post.organisationId })) throw new AppError("not_allowed");
  const seat = await trx.selectFrom("app.seat").where("post_id", "=", postId).select("account_id").executeTakeFirst();
  if (seat) throw new AppError("conflict", "Somebody sits in this post. They hand it over, or you open a handover for them.");
  return post;
}

/** Ends everything that lets somebody in, at once. `why` is read by colleagues who look after the post. @throws not_found, not_allowed, wrong_entry */
export async function offboard(db: Database, actor: Actor, accountId: string, why: string): Promise<{ seats: number }> {
  if (!isId(accountId)) notFound();
  const said = lineOf(why, { field: "why", most: most.why, sentence: "", mayBeEmpty: true });
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<{ seats: number }>`select app.offboard(${accountId}, ${said}) as seats`.execute(trx).catch(saidByDatabase);
    return { seats: rows[0]?.seats ?? 0 };
  });
}

/**
 * Closes an organisation, or lets it go into another. Its people are out within the one act; its ties end, or go on with
 * the other organisation, their story from the beginning. What was agreed to in its name moves nowhere.
 * @throws not_found, not_allowed, conflict
 */
export async function closeOrganisation(db: Database, actor: Actor, organisationId: string, { into }: { into?: string | undefined } = {}): Promise<{ seats: number; ties: number; wentOn: number }> {
  if (!isId(organisationId) || (into !== undefined && !isId(into))) notFound();
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<{ seats: number; ties: number; wentOn: number }>`
      select seats, ties, went_on as "wentOn" from app.close_organisation(${organisationId}, ${into ?? null}::uuid)`.execute(trx).catch(saidByDatabase);
    return rows[0] ?? notFound();
  });
}
