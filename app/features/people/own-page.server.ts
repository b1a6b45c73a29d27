import { sql } from "kysely";
import type { Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { browserWords } from "./browser-words";
import { linesOf } from "./directory-read.server";
import { passkeysOf } from "./passkeys.server";
import { sessionLife } from "./session-life";
import { endSessions } from "./sessions.server";

/** Everything on one's own page. */
export async function ownPage(trx: Database, actor: Actor) {
  const lines = await linesOf(trx, actor.seats.map((seat) => seat.postId));
  return {
    name: actor.name,
    email: actor.email,
    device: actor.device,
    posts: actor.seats.map((seat) => ({ ...seat, lines: lines.filter((line) => line.postId === seat.postId) })),
    passkeys: (await passkeysOf(trx, actor.accountId)).map((one) => ({ id: one.id, name: one.name, createdAt: one.createdAt.toISOString(), lastUsedAt: one.lastUsedAt?.toISOString() })),
    sessions: await liveSessions(trx, actor),
  };
}

const methods: Record<string, string> = { passkey: "with a passkey", code: "with an emailed code", invitation: "by an invitation", demonstration: "as an invented person", fixture: "by a program" };

async function liveSessions(trx: Database, actor: Actor) {
  const rows = await trx
    .selectFrom("session")
    .where("account_id", "=", actor.accountId)
    .where("ended_at", "is", null)
    .where("expires_at", ">", sql<Date>`now()`)
    .where(sql<boolean>`last_seen_at + make_interval(mins => case device when 'mine' then ${sql.lit(sessionLife.idleMinutes.mine)} else ${sql.lit(sessionLife.idleMinutes.shared)} end) > now()`)
    .orderBy("last_seen_at", "desc")
    .limit(50)
    .select(["id", "browser", "device", "method", "created_at", "last_seen_at"])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    isThis: row.id === actor.sessionId,
    browser: browserWords(row.browser),
    device: row.device,
    how: methods[row.method] ?? "",
    since: row.created_at.toISOString(),
    lastSeen: row.last_seen_at.toISOString(),
  }));
}

/** Changes the name colleagues see. The account holds it; posts and notes follow. */
export async function changeName(trx: Database, actor: Actor, name: string): Promise<void> {
  await trx.updateTable("account").set({ name }).where("id", "=", actor.accountId).execute();
}

/** Says whether this computer is one's own, from now on. */
export async function changeDevice(trx: Database, actor: Actor, device: "mine" | "shared"): Promise<void> {
  await trx.updateTable("session").set({ device }).where("id", "=", actor.sessionId).execute();
}

/** Ends one session of one's own. @throws not_found */
export async function endOwnSession(trx: Database, actor: Actor, id: string): Promise<void> {
  const own = await trx.selectFrom("session").where("id", "=", id).where("account_id", "=", actor.accountId).where("ended_at", "is", null).select("id").executeTakeFirst();
  if (!own) notFound();
  await recordActivity(trx, actor, { kind: "session.ended", subjectKind: "account", subjectId: actor.accountId });
  await endSessions(trx, actor.accountId, { id }, "ended_by_owner");
}

/** Ends every session of one's own, this one too. Live documents and notices end with the commit. */
export async function signOutEverywhere(trx: Database, actor: Actor): Promise<void> {
  await recordActivity(trx, actor, { kind: "session.ended", subjectKind: "account", subjectId: actor.accountId, detail: { everywhere: true } });
  await endSessions(trx, actor.accountId, { all: true }, "signed_out_everywhere");
}
