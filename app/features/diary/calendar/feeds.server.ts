import { createHash, randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { asking, inTransaction, setAsking, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import { actsInNetwork, type Actor } from "~/shared/actor";
import { seatsOf } from "~/shared/actor.server";
import { AppError, notFound } from "~/shared/errors";
import type { FeedKind } from "./kinds";

export type Feed = { kind: FeedKind; madeAt: string; lastReadAt: string | null };

/** Calendars this person's programs follow now. The address itself is known to nobody but them. @throws not_found for whoever acts nowhere here */
export async function ownFeeds(trx: Database, actor: Actor): Promise<Feed[]> {
  if (!actsInNetwork(actor)) notFound();
  const rows = await trx.selectFrom("calendar_feed").where("account_id", "=", actor.accountId).where("revoked_at", "is", null).select(["kind", "at", "last_read_at"]).execute();
  return rows.map(({ kind, at, last_read_at }) => ({ kind: kind as FeedKind, madeAt: at.toISOString(), lastReadAt: last_read_at?.toISOString() ?? null }));
}

/**
 * Makes an address for a calendar; an earlier one stops at the same moment. Only its hash is kept.
 * @returns the secret part of the address, once
 * @throws not_found, conflict when the same is asked twice at once
 */
export async function makeFeed(db: Database, actor: Actor, kind: FeedKind): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  await inTransaction(db, async (trx) => {
    await stopFeed(trx, actor, kind);
    const id = randomUUID();
    await trx.insertInto("calendar_feed").values({ id, account_id: actor.accountId, kind, secret_hash: keyOf(secret) }).execute().catch(sayTwice);
    await recordActivity(trx, actor, { kind: "feed.made", subjectKind: "feed", subjectId: id, detail: { kind } });
  });
  return secret;
}

/** From the commit on, its address is like one that never was. @throws not_found */
export async function stopFeed(db: Database, actor: Actor, kind: FeedKind): Promise<void> {
  if (!actsInNetwork(actor)) notFound();
  await inTransaction(db, async (trx) => {
    const feed = await trx.selectFrom("calendar_feed").where("account_id", "=", actor.accountId).where("kind", "=", kind).where("revoked_at", "is", null).select("id").executeTakeFirst();
    if (!feed) return;
    await trx.updateTable("calendar_feed").set({ revoked_at: sql<Date>`now()` }).where("id", "=", feed.id).execute();
    await recordActivity(trx, actor, { kind: "feed.stopped", subjectKind: "feed", subjectId: feed.id, detail: { kind } });
  });
}

/**
 * Opens a calendar by its address: `work` runs as its owner, under the same row-level security as their pages.
 * @throws not_found alike for an address that is made up, was stopped, or whose owner acts here no more
 */
export async function withFeed<T>(db: Database, secret: string, work: (trx: Database, owner: Actor, feed: { id: string; kind: FeedKind }) => Promise<T>): Promise<T> {
  if (!/^[\w-]{43}$/.test(secret)) notFound();
  return asking(db, { presented: keyOf(secret) }, async (trx) => {
    const { rows } = await sql<{ id: string; account: string; kind: FeedKind }>`select feed_id as id, account_id as account, kind from app.open_feed()`.execute(trx);
    const [feed] = rows;
    if (!feed) return notFound();
    await setAsking(trx, { account: feed.account });
    const seats = await seatsOf(trx, feed.account);
    const owner: Actor = { accountId: feed.account, name: "", email: "", sessionId: "", device: "shared", seats, seat: seats[0] };
    return work(trx, owner, feed);
  });
}

/** SHA-256 in hex: the only form in which an address is kept. */
export function keyOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

function sayTwice(error: unknown): never {
  if (typeof error === "object" && error !== null && "code" in error && error.code === "23505") throw new AppError("conflict", "An address was made in the same moment. Look at this page again.");
  throw error;
}
