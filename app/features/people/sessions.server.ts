import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { RouterContextProvider } from "react-router";
import { asking, setAsking, type Database } from "~db/client";
import type { Actor, Seat } from "~/shared/actor";
import { careFirst } from "~/shared/actor.server";
import { AppError } from "~/shared/errors";
import { actorContext, coveredContext } from "~/shared/services.server";
import { sessionLife } from "./session-life";

/**
 * Sessions after Lucia's published recipe: an id to find the row by and a secret that is stored only as a
 * SHA-256 hash and compared without telling how far it agrees. The cookie holds `id.secret`; a dump opens nothing.
 */
export type SessionMethod = "passkey" | "code" | "demonstration" | "fixture" | "invitation";
export type NewSession = { accountId: string; device: "mine" | "shared"; method: SessionMethod; browser: string };

/** As made below. Nothing else is asked about: one odd id must not spoil the answer to others. */
const isSessionId = /^[\w-]{1,40}$/;

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
export async function findActor(db: Database, token: string | undefined, ask?: AskWho): Promise<Actor | undefined> {
  const visit = await presented(db, token, ask);
  return visit && !visit.isCovered ? visit.actor : undefined;
}

/** Who may take the cover off: the actor of a session whose page is covered. Nothing else is done for them. */
export async function findCovered(db: Database, token: string | undefined): Promise<Actor | undefined> {
  const visit = await presented(db, token);
  return visit?.isCovered ? visit.actor : undefined;
}

/** Only the session a token stands for, for sockets, where PostgreSQL judges the rest itself. */
export async function findSession(db: Database, token: string | undefined): Promise<{ id: string; accountId: string } | undefined> {
  const actor = await findActor(db, token);
  return actor && { id: actor.sessionId, accountId: actor.accountId };
}

/** What a cookie holds out: a session's id and the hash of its secret. */
export type Presented = { id: string; hash: Buffer };
export type VisitRow = { account_id: string | null; name: string; email: string; device: string; last_seen_at: Date; covered_at: Date | null; expires_at: Date; seats: Seat[] };
/** Asks PostgreSQL about one. The server asks about all that arrive in the same moment together (server/visitors.ts). */
export type AskWho = (one: Presented) => Promise<VisitRow | undefined>;

/** The sessions that live and whose secret it is, each in its place; the others are left open. */
export async function askWho(db: Database, all: readonly Presented[]): Promise<(VisitRow | undefined)[]> {
  const { rows } = await sql<VisitRow & { place: number }>`select * from app.visits(${all.map(({ id }) => id)}::text[], ${all.map(({ hash }) => hash.toString("hex"))}::text[])`.execute(db);
  const answers = Array.from<VisitRow | undefined>({ length: all.length });
  for (const { place, ...row } of rows) answers[place - 1] = row;
  return answers;
}

type Visit = { actor: Actor; isCovered: boolean };

/** Asked anew by every request, in one statement, and remembered by nobody: what has ended since opens nothing. */
async function presented(db: Database, token: string | undefined, ask: AskWho = async (one) => (await askWho(db, [one]))[0]): Promise<Visit | undefined> {
  const [id, secret] = token?.split(".") ?? [];
  if (!id || !secret || secret.length > 64 || !isSessionId.test(id)) return undefined;
  const row = await ask({ id, hash: hashOf(secret) });
  if (!row?.account_id) return undefined;
  const device = row.device === "mine" ? "mine" : "shared";
  const now = Date.now();
  const away = now - row.last_seen_at.getTime();
  if (row.expires_at.getTime() <= now || away > sessionLife.idleMinutes[device] * 60_000) return undefined;
  const seats = careFirst(row.seats);
  const actor: Actor = { accountId: row.account_id, name: row.name, email: row.email, sessionId: id, device, seats, seat: seats[0] };
  const isCovered = row.covered_at !== null;
  // A covered page that asks whether it may open is no sign of life.
  if (away > 60_000 && !isCovered) await noteSeen(db, actor, now);
  return { actor, isCovered };
}

async function noteSeen(db: Database, { accountId, sessionId }: Actor, now: number): Promise<void> {
  await asking(db, { account: accountId, session: sessionId }, (trx) =>
    trx.updateTable("session").set({ last_seen_at: new Date(now) }).where("id", "=", sessionId).where("last_seen_at", "<", new Date(now)).execute(),
  );
}

/** Covers the page of this session everywhere: until the cover is taken off, it opens nothing. */
export async function coverSession(trx: Database, actor: Actor): Promise<void> {
  await trx.updateTable("session").set({ covered_at: new Date() }).where("id", "=", actor.sessionId).where("covered_at", "is", null).execute();
}

/** Who asks, and whether their page is covered; a cover the server was not told of in its time counts from now on. */
export async function findVisitor(db: Database, token: string | undefined, saysCovered: boolean, ask?: AskWho): Promise<{ actor?: Actor | undefined; covered?: Actor | undefined }> {
  const visit = await presented(db, token, ask);
  if (!visit) return {};
  const { actor, isCovered } = visit;
  if (isCovered) return { covered: actor };
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
