import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { AppError, databaseReason, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { beginTurn } from "~/shared/turning.server";
import { lastFacilitator } from "../../people/tenures.server";
import { canHandOver } from "./policy";
import type { Choice, HandoverState, ItemKind, ItemState } from "./words";

export type Handover = {
  id: string;
  seatPostId: string;
  seatOrganisationId: string;
  postTitle: string;
  leaverId: string | null;
  leaver: string | null;
  newcomerId: string | null;
  newcomer: string | null;
  /** Whoever looks after the post said yes to them: they sit down in it on the day. */
  newcomerAgreed: boolean;
  lastAt: Date;
  state: HandoverState;
  version: number;
  failedAt: Date | null;
  movedAt: Date | null;
  /** The post it was opened from, which hears of answers. */
  postId: string;
};

/** Handovers the actor of `trx` may know of: row-level security shows those of their posts, and those asked of them. */
export function visibleHandovers(trx: Database) {
  return trx
    .selectFrom("handover")
    .innerJoin("post", "post.id", "handover.seat_post_id")
    .leftJoin("account as leaver", "leaver.id", "handover.leaver_id")
    .leftJoin("account as newcomer", "newcomer.id", "handover.newcomer_id")
    .select(["handover.id", "handover.seat_post_id as seatPostId", "handover.seat_organisation_id as seatOrganisationId", "post.title as postTitle"])
    .select(["handover.leaver_id as leaverId", "leaver.name as leaver", "handover.newcomer_id as newcomerId", "handover.last_at as lastAt", "handover.state", "handover.version"])
    .select((eb) => ["newcomer.name as newcomer", eb("handover.newcomer_agreed_by", "is not", null).$castTo<boolean>().as("newcomerAgreed")])
    .select(["handover.failed_at as failedAt", "handover.moved_at as movedAt", "handover.post_id as postId"]);
}

/** The door to one handover. @throws not_found */
export async function findHandover(trx: Database, _actor: Actor, handoverId: string): Promise<Handover> {
  if (!isId(handoverId)) notFound();
  const row = await visibleHandovers(trx).where("handover.id", "=", handoverId).executeTakeFirst();
  return row ? { ...row, state: row.state as HandoverState } : notFound();
}

/** The same for whoever makes it. @throws not_found, not_allowed */
export async function ownHandover(trx: Database, actor: Actor, handoverId: string): Promise<Handover> {
  const handover = await findHandover(trx, actor, handoverId);
  if (!canHandOver(actor, handover)) throw new AppError("not_allowed");
  return handover;
}

/** Holds a handover still until `trx` ends, before anything that is listed in it: the work of its day takes them in this order. */
export async function holdHandover(trx: Database, handoverId: string): Promise<void> {
  await sql`select app.hold_handover(${handoverId})`.execute(trx);
}

/** The same for whoever turns it: as it stands now, and numbered as it was read, so that whoever comes second is told. @throws not_found, not_allowed */
export async function turnable(trx: Database, actor: Actor, handoverId: string): Promise<Handover> {
  const { id, version } = await ownHandover(trx, actor, handoverId);
  await beginTurn(trx);
  await holdHandover(trx, id);
  return { ...(await ownHandover(trx, actor, id)), version };
}

export type Item = { id: string; handoverId: string; kind: ItemKind; subjectId: string; choice: Choice | null; toPostId: string | null; state: ItemState; line: string; version: number; movedToId: string | null };

export function visibleItems(trx: Database) {
  return trx
    .selectFrom("handover_item as item")
    .select(["item.id", "item.handover_id as handoverId", "item.kind", "item.subject_id as subjectId", "item.choice", "item.to_post_id as toPostId", "item.state", "item.line", "item.version", "item.moved_to_id as movedToId"]);
}

/** @throws not_found */
export async function findItem(trx: Database, itemId: string): Promise<Item> {
  if (!isId(itemId)) notFound();
  const row = await visibleItems(trx).where("item.id", "=", itemId).executeTakeFirst();
  return row ? (row as Item) : notFound();
}

/** Who the case of an item is about, for whoever holds it; nobody else learns it. */
export async function clientOf(trx: Database, item: Item): Promise<string | undefined> {
  if (item.kind !== "person") return undefined;
  const { rows } = await sql<{ id: string }>`select k.client_id as id from caseload k where k.id = ${item.subjectId} and k.client_id in (select app.my_held_clients())`.execute(trx);
  return rows[0]?.id;
}

/** Whether somebody lets notes be kept by those who look after them now: without that, nobody is handed their case. Ask as whoever holds it. */
export function consentCarries(client: string) {
  return sql<boolean>`exists (select 1 from consent_grant g where g.client_id = ${sql.ref(client)} and g.purpose = 'keep_notes' and g.ended_at is null and g.valid_from <= now() and g.valid_until > now())`;
}

export const changedMeanwhile = () => new AppError("conflict", "Somebody changed this first. Look again, then choose.");

const reasons: Record<string, () => AppError> = {
  moved_meanwhile: changedMeanwhile,
  not_allowed: () => new AppError("not_allowed"),
  ask_first: () => new AppError("conflict", "Their consent does not reach that far. Ask them first."),
  own_organisation: () => new AppError("conflict", "This stays within the organisation. Choose a colleague there."),
  stays_with_post: () => new AppError("conflict", "Bookings, wishes and handover days are somebody’s own, and are not passed on."),
  day_gone: () => new AppError("wrong_entry", "Choose today or a later day.", { lastDay: ["Choose today or a later day."] }),
  not_yours_to_put_off: () => new AppError("conflict", "Whoever looks after the post set this day. Ask them to put it off."),
  handover_under_way: () => new AppError("conflict", "A handover of this post is under way, and its day is the last day. Change it there."),
  visit_not_yet: () => new AppError("conflict", "That day has not come yet. Sign it when you went."),
  nobody_there: () => new AppError("conflict", "Nobody sits in that post now. Choose somebody else."),
  not_there: () => new AppError("conflict", "They do not sit in this post any more."),
  organisation_closed: () => new AppError("conflict", "That organisation has closed. Choose another."),
  last_facilitator: () => new AppError("conflict", lastFacilitator),
  with_itself: () => new AppError("conflict", "An organisation cannot go into itself. Choose another."),
};

/** Says what PostgreSQL refused, in words. */
export function saidByDatabase(error: unknown): never {
  throw reasons[databaseReason(error) ?? ""]?.() ?? error;
}
