import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { RouterContextProvider } from "react-router";
import { asking, setAsking, type Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { seatsOf } from "~/shared/actor.server";
import { AppError } from "~/shared/errors";
import { actorContext, coveredContext } from "~/shared/services.server";
import { sessionLife } from "./session-life";

/**
 * Sessions after Lucia's published recipe: an id to find the row by and a secret that is stored only as a
 * SHA-256 hash and compared in constant time. The cookie holds `id.secret`; a dump of the table opens nothing.
 */
export type SessionMethod = "passkey" | "code" | "demonstration" | "fixture" | "invitation";
export type NewSession = { accountId: string; device: "mine" | "shared"; method: SessionMethod; browser: string };

/** Begins a session in the caller's transaction. @returns the token for the cookie; it is stored nowhere */
export async function beginSession(trx: Database, { accountId, device, method, browser }: NewSession): Promise<string> {
  const id = randomBytes(15).toString("base64url");
  const secret = randomBytes(32).toString("base64url");
  await setAsking(trx, { account: accountId });
  await trx
    .insertInto("session")
    .values({
      id,
      secret_hash: hashOf(secret),
      account_id: accountId,
      device,
      method,
      browser: browser.slice(0, 300),
      expires_at: new Date(Date.now() + sessionLife.absoluteHours * 3_600_000),
    })
    .execute();
  return `${id}.${secret}`;
}

/**
 * The actor a token stands for, or undefined when it is unknown, ended, too old, long idle or covered.
 * Notes that the person was here, at most once a minute.
 */
export async function findActor(db: Database, token: string | undefined): Promise<Actor | undefined> {
  return withSession(db, token, async (trx, session) => (session.covered_at ? undefined : actorOfSession(trx, session)));
}

/** Who may take the cover off: the actor of a session whose page is covered. Nothing else is done for them. */
export async function findCovered(db: Database, token: string | undefined): Promise<Actor | undefined> {
  return withSession(db, token, async (trx, session) => (session.covered_at ? actorOfSession(trx, session) : undefined));
}

/** Only the session a token stands for, for sockets, where PostgreSQL judges the rest itself. */
export async function findSession(db: Database, token: string | undefined): Promise<{ id: string; accountId: string } | undefined> {
  return withSession(db, token, async (_trx, session) => (session.covered_at ? undefined : { id: session.id, accountId: session.account_id }));
}

async function withSession<T>(db: Database, token: string | undefined, work: (trx: Database, session: LiveSession) => Promise<T | undefined>): Promise<T | undefined> {
  const [id, secret] = token?.split(".") ?? [];
  if (!id || !secret || secret.length > 64 || id.length > 40) return undefined;
  return asking(db, { presented: id }, async (trx) => {
    const session = await presentedSession(trx, id, secret);
    return session && work(trx, session);
  });
}

type LiveSession = NonNullable<Awaited<ReturnType<typeof presentedSession>>>;

async function presentedSession(trx: Database, id: string, secret: string) {
  const session = await trx.selectFrom("session").where("id", "=", id).where("ended_at", "is", null).selectAll().executeTakeFirst();
  if (!session || !timingSafeEqual(hashOf(secret), session.secret_hash)) return undefined;
  const device: "mine" | "shared" = session.device === "mine" ? "mine" : "shared";
  const now = Date.now();
  const away = now - session.last_seen_at.getTime();
  if (session.expires_at.getTime() <= now || away > sessionLife.idleMinutes[device] * 60_000) return undefined;
  await setAsking(trx, { account: session.account_id, session: id });
  // A covered page that asks whether it may open is no sign of life.
  if (away > 60_000 && !session.covered_at) await trx.updateTable("session").set({ last_seen_at: new Date(now) }).where("id", "=", id).execute();
  return { ...session, device };
}

async function actorOfSession(trx: Database, session: LiveSession): Promise<Actor | undefined> {
  const account = await trx.selectFrom("account").where("id", "=", session.account_id).selectAll().executeTakeFirst();
  if (!account) return undefined;
  const seats = await seatsOf(trx, account.id);
  return { accountId: account.id, name: account.name, email: account.email, sessionId: session.id, device: session.device, seats, seat: seats[0] };
}

/** Covers the page of this session everywhere: until the cover is taken off, it opens nothing. */
export async function coverSession(trx: Database, actor: Actor): Promise<void> {
  await trx.updateTable("session").set({ covered_at: new Date() }).where("id", "=", actor.sessionId).where("covered_at", "is", null).execute();
}

/** Who asks, and whether their page is covered; a cover the server was not told of in its time counts from now on. */
export async function findVisitor(db: Database, token: string | undefined, saysCovered: boolean): Promise<{ actor?: Actor | undefined; covered?: Actor | undefined }> {
  const actor = await findActor(db, token);
  if (!actor) return { covered: token ? await findCovered(db, token) : undefined };
  if (!saysCovered) return { actor };
  await asking(db, { account: actor.accountId, session: actor.sessionId }, (trx) => coverSession(trx, actor));
  return { covered: actor };
}

/** Takes the cover off, after whoever is there has shown who they are. */
export async function uncoverSession(db: Database, actor: Actor): Promise<void> {
  await asking(db, { account: actor.accountId, session: actor.sessionId }, (trx) =>
    trx.updateTable("session").set({ covered_at: null, last_seen_at: new Date() }).where("id", "=", actor.sessionId).execute(),
  );
}

/** Whoever may take a cover off: signed in, covered or (when covering was not heard) not. @throws signed_out */
export function behindCover(context: Readonly<RouterContextProvider>): Actor {
  const actor = context.get(coveredContext) ?? context.get(actorContext);
  if (!actor) throw new AppError("signed_out", "You are signed out. Sign in again.");
  return actor;
}

/** Ends sessions of the actor: this one, or one or all of their own. Live sockets on them die with the commit. */
export async function endSessions(trx: Database, accountId: string, which: { id: string } | { all: true }, why: string): Promise<void> {
  let ending = trx.updateTable("session").set({ ended_at: new Date(), ended_why: why }).where("account_id", "=", accountId).where("ended_at", "is", null);
  if ("id" in which) ending = ending.where("id", "=", which.id);
  await ending.execute();
}

function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
