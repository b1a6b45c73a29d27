import { redirect } from "react-router";
import { asking, type Database } from "~db/client";
import { safePath } from "./safe-path";
import { sessionCookie, tokenFrom } from "./session-cookie";
import { beginSession, endSessions, findActor, findCovered, type NewSession } from "./sessions.server";
import type { Config } from "~/shared/config";
import type { Services } from "~/shared/services.server";
import { networkOf } from "./network.server";

export type Device = NewSession["device"];

/** "shared" unless someone says that the computer is only theirs. */
export function deviceOf(form: FormData): Device {
  return form.get("device") === "mine" ? "mine" : "shared";
}

type SigningIn = { accountId: string; device: Device; method: NewSession["method"]; then?: string | null | undefined };

/** Begins a new session, ends the one this browser held before, and goes on. A token is never used twice. */
export async function signIn({ db, config }: Pick<Services, "db" | "config">, request: Request, { then, ...who }: SigningIn): Promise<Response> {
  const token = await newSession(db, config, request, who);
  const headers = new Headers({ "Set-Cookie": sessionCookie(config, token) });
  headers.append("Set-Cookie", waitingCookie(config, undefined));
  return redirect(safePath(then), { headers });
}

/** The same without a way on: for pages that answer a script. */
export async function newSession(db: Database, config: Config, request: Request, who: Omit<SigningIn, "then">): Promise<string> {
  await endPresented(db, config, request);
  return asking(db, {}, (trx) => beginSession(trx, { ...who, browser: request.headers.get("user-agent") ?? "" }));
}

async function endPresented(db: Database, config: Config, request: Request) {
  const token = tokenFrom(config, request.headers.get("cookie"));
  const before = (await findActor(db, token)) ?? (await findCovered(db, token));
  if (!before) return;
  await asking(db, { account: before.accountId, session: before.sessionId }, (trx) => endSessions(trx, before.accountId, { id: before.sessionId }, "signed_in_again"));
}

export type Waiting = { email: string; device: Device; then: string };

/**
 * Who waits for a code in this browser, so that an address never stands in a URL. Holds nothing the person did
 * not type; goes after a quarter of an hour.
 */
export function waitingCookie(config: Pick<Config, "secure">, waiting: Waiting | undefined): string {
  const value = waiting ? Buffer.from(JSON.stringify(waiting)).toString("base64url") : "";
  return [`code-for=${value}`, "Path=/sign-in", "HttpOnly", "SameSite=Lax", ...(config.secure ? ["Secure"] : []), `Max-Age=${waiting ? 900 : 0}`].join("; ");
}

export function waitingOf(request: Request): Waiting | undefined {
  const value = request.headers.get("cookie")?.match(/(?:^|;\s*)code-for=([\w-]{1,3000})/)?.[1];
  if (!value) return undefined;
  try {
    const { email, device, then } = JSON.parse(Buffer.from(value, "base64url").toString("utf8")) as Record<string, unknown>;
    if (typeof email !== "string" || email.length > 254) return undefined;
    return { email, device: device === "mine" ? "mine" : "shared", then: safePath(typeof then === "string" ? then : undefined) };
  } catch {
    return undefined;
  }
}

/** Whether codes may be shown on the page: while developing, and where every person is invented. */
export async function codesAreShown({ db, config }: Pick<Services, "db" | "config">): Promise<boolean> {
  return config.development || (await networkOf(db))?.kind === "demonstration";
}
