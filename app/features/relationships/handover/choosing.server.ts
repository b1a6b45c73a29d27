import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, errorCode } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { dayAt } from "~/shared/zoned";
import { addStep } from "../../case-notes/steps.server";
import { inActingSeat, lineOf, wrong } from "../../gaps/access.server";
import { tellPosts } from "../../inbox/tell.server";
import { changedMeanwhile, clientOf, consentCarries, findHandover, findItem, holdHandover, ownHandover, saidByDatabase, type Handover, type Item } from "./access.server";
import { canAnswer } from "./policy";
import { choicesFor, most, type Choice, type ItemState } from "./words";

export type Chosen = { choice: Choice | null; toPostId?: string | undefined; version: number };

/**
 * Says where one thing goes; null takes it back. The version is the one that was read: of two who give the same case to
 * different people, the second is told. Where consent does not cover the newcomer's organisation, asking is the only
 * choice. @throws not_found, not_allowed, wrong_entry, conflict
 */
export async function choose(db: Database, actor: Actor, itemId: string, { choice, toPostId, version }: Chosen): Promise<{ version: number }> {
  return inTransaction(db, async (trx) => {
    const item = await findItem(trx, itemId);
    const handover = await ownHandover(trx, actor, item.handoverId);
    if (choice !== null && !choicesFor(item.kind).includes(choice)) throw wrong("choice", "Choose one of those offered.");
    if (choice === "pass" && !isId(toPostId)) throw wrong("toPostId", "Choose who takes it over.");
    const to = choice === "pass" ? (toPostId ?? null) : null;
    if (to) await requireConsentThatCarries(trx, item);
    await holdHandover(trx, handover.id);
    const state: ItemState = choice === "pass" && handover.state === "sent" ? "offered" : "listed";
    await change(trx, item, { choice, to_post_id: to, state, line: "" }, version);
    if (choice === "ask_first" && item.choice !== "ask_first") await askThem(trx, actor, handover, item);
    if (state === "offered" && to) await tellPosts(trx, actor, "handover.asked", { handoverId: handover.id }, [to]);
    // Who was asked and has to answer no more.
    if (item.toPostId && item.toPostId !== to && handover.state === "sent") await tellPosts(trx, actor, "handover.called_off", { handoverId: handover.id }, [item.toPostId]);
    await recordActivity(trx, inActingSeat(actor), { kind: "handover.chosen", subjectKind: "handover", subjectId: handover.id, detail: { choice } });
    return { version: version + 1 };
  });
}

/** Said now and not only on the day, when the case would go to whoever looks after the post. */
async function requireConsentThatCarries(trx: Database, item: Item): Promise<void> {
  const clientId = await clientOf(trx, item);
  if (!clientId) return;
  const { rows } = await sql<{ carries: boolean }>`select ${consentCarries("c.id")} as carries from client c where c.id = ${clientId}`.execute(trx);
  if (rows[0] && !rows[0].carries) throw new AppError("conflict", "Their consent does not reach that far. Ask them first.");
}

/** A colleague takes it over, on the day. Twice changes nothing. @throws not_found, not_allowed, conflict */
export async function accept(db: Database, actor: Actor, itemId: string): Promise<void> {
  await answer(db, actor, itemId, "accepted", "");
}

/** A colleague cannot, and says why. @throws not_found, not_allowed, wrong_entry, conflict */
export async function decline(db: Database, actor: Actor, itemId: string, { line }: { line: string }): Promise<void> {
  await answer(db, actor, itemId, "declined", lineOf(line, { field: "line", most: most.line, sentence: "Say in a line why not, so that they can find somebody else.", paragraphs: true }));
}

async function answer(db: Database, actor: Actor, itemId: string, state: "accepted" | "declined", line: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const item = await findItem(trx, itemId);
    if (!canAnswer(actor, item)) throw new AppError("not_allowed");
    const handover = await findHandover(trx, actor, item.handoverId);
    if (item.state === state) return;
    if (item.state === "listed") throw new AppError("conflict", "It was not sent to you yet.");
    await holdHandover(trx, handover.id);
    await change(trx, item, { choice: item.choice, to_post_id: item.toPostId, state, line }, item.version);
    await tellPosts(trx, actor, "handover.answered", { handoverId: handover.id }, await makersOf(trx, handover));
    await recordActivity(trx, inActingSeat(actor), { kind: "handover.answered", subjectKind: "handover", subjectId: handover.id, detail: { state } });
  });
}

/** One change on the version that was read. @throws conflict */
export async function change(trx: Database, item: Pick<Item, "id">, to: { choice: Choice | null; to_post_id: string | null; state: ItemState; line: string }, version: number): Promise<void> {
  const changed = await trx
    .updateTable("handover_item")
    .set({ ...to, version: version + 1 })
    .where("id", "=", item.id)
    .where("version", "=", version)
    .returning("id")
    .executeTakeFirst()
    .catch(saidByDatabase);
  if (!changed) throw changedMeanwhile();
}

/** A step for whoever holds the case: whether somebody else may come is for the person to say, and nobody else. Where nothing may be written any more, they are asked without one. */
async function askThem(trx: Database, actor: Actor, handover: Handover, item: Item): Promise<void> {
  const clientId = await clientOf(trx, item);
  if (!clientId) throw new AppError("conflict", "Only whoever holds the case can ask them. Ask a colleague who does.");
  await addStep(trx, actor, { clientId, sectionClass: "shared_plan", words: "Ask them who should come after you, and note what they say", ownerPostId: handover.seatPostId, dueOn: dayAt(handover.lastAt) }).catch((error: unknown) => {
    if (errorCode(error) !== "not_allowed") throw error;
  });
}

/** Those who hear of answers: the post itself, the post it was opened from, and whoever looks after it. */
export async function makersOf(trx: Database, handover: Handover): Promise<string[]> {
  const { rows } = await sql<{ lead: string | null }>`select app.lead_of(${handover.seatPostId}) as lead`.execute(trx);
  return [handover.seatPostId, handover.postId, ...rows.flatMap(({ lead }) => lead ?? [])];
}
