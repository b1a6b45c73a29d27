import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { asking } from "~db/client";
import { browserWords } from "~/features/people/browser-words";
import { saysCovered, sessionCookie, tokenFrom } from "~/features/people/session-cookie";
import { safePath } from "~/features/people/safe-path";
import { endOwnSession, signOutEverywhere } from "~/features/people/own-page.server";
import { beginSession, coverSession, endSessions, findActor, findCovered, findSession, findVisitor, uncoverSession } from "~/features/people/sessions.server";
import { newSession } from "~/features/people/sign-in.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Config } from "~/shared/config";
import { database } from "../support/database";
import { lockWaits, told } from "../support/moments";
import { eventually } from "../support/wait";
import { founded, placed, type Placed } from "./cast";

const house = database();
let iona: Actor;
let jo: Placed;

beforeAll(async () => {
  iona = await founded(house.db);
  jo = await placed(house.db, iona, "Jo Lamont", "worker");
});

const begin = (accountId: string, device: "mine" | "shared" = "mine") =>
  asking(house.db, {}, (trx) => beginSession(trx, { accountId, device, method: "code", browser: "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0" }));

async function signedIn(accountId: string): Promise<{ token: string; actor: Actor }> {
  const token = await begin(accountId);
  const actor = await findActor(house.db, token);
  if (!actor) throw new Error("not signed in");
  return { token, actor };
}

describe("a session", () => {
  test("that ran out is not brought back by what is written in a page left open", async () => {
    const { token, actor } = await signedIn(jo.actor.accountId);
    await house.admin`update session set last_seen_at = now() - interval '9 hours' where id = ${actor.sessionId}`;
    await house.db.transaction().execute((trx) => sql`select app.touch_sessions(${[actor.sessionId]}::text[])`.execute(trx));
    expect(await findActor(house.db, token)).toBeUndefined();
  });

  test("is opened by its token and by nothing that stands in the table", async () => {
    const { token, actor } = await signedIn(jo.actor.accountId);
    expect(actor).toMatchObject({ accountId: jo.actor.accountId, name: "Jo Lamont" });
    const [row] = await house.admin`select id, encode(secret_hash, 'hex') as hex, encode(secret_hash, 'base64') as base64, to_jsonb(s)::text as all from session s where id = ${actor.sessionId}`;
    expect(row?.all).not.toContain(token.split(".")[1]);
    for (const secret of [row?.hex, row?.base64, "", "x".repeat(43)]) expect(await findActor(house.db, `${actor.sessionId}.${secret}`)).toBeUndefined();
    for (const odd of [undefined, "", ".", "a.b.c", "'; drop table session; --.x", `${actor.sessionId}.${"x".repeat(10_000)}`]) expect(await findActor(house.db, odd)).toBeUndefined();
  });

  test("ends by age, by idleness sooner on a shared computer, and when it is ended", async () => {
    const shared = await begin(jo.actor.accountId, "shared");
    const mine = await begin(jo.actor.accountId, "mine");
    await house.admin`update session set last_seen_at = now() - interval '25 minutes' where id in (${shared.split(".")[0] ?? ""}, ${mine.split(".")[0] ?? ""})`;
    expect(await findActor(house.db, shared)).toBeUndefined();
    const actor = await findActor(house.db, mine);
    expect(actor).toBeDefined();
    const [seen] = await house.admin`select last_seen_at > now() - interval '1 minute' as now from session where id = ${actor?.sessionId ?? ""}`;
    expect(seen?.now).toBe(true);
    await house.admin`update session set expires_at = now() - interval '1 second' where id = ${actor?.sessionId ?? ""}`;
    expect(await findActor(house.db, mine)).toBeUndefined();
  });

  test("cannot be made longer, nor begun again, nor taken for somebody else, through the server's role", async () => {
    const { token, actor } = await signedIn(jo.actor.accountId);
    const longer = withActor(house.db, actor, (trx) => trx.updateTable("session").set({ expires_at: new Date("2099-01-01") }).where("id", "=", actor.sessionId).execute());
    await expect(longer).rejects.toMatchObject({ code: "42501" });
    const other = await signedIn(iona.accountId);
    await expect(withActor(house.db, actor, (trx) => endOwnSession(trx, actor, other.actor.sessionId))).rejects.toMatchObject({ code: "not_found" });
    await withActor(house.db, actor, (trx) => endOwnSession(trx, actor, actor.sessionId));
    const again = await withActor(house.db, actor, (trx) => trx.updateTable("session").set({ ended_at: null }).where("id", "=", actor.sessionId).executeTakeFirst());
    expect(again.numUpdatedRows).toBe(0n);
    expect(await findActor(house.db, token)).toBeUndefined();
    expect(await findActor(house.db, other.token)).toBeDefined();
    await expect(asking(house.db, { account: actor.accountId }, (trx) => trx.insertInto("session").values({ id: "forged", secret_hash: Buffer.alloc(32), account_id: iona.accountId, method: "code", expires_at: new Date("2099-01-01") }).execute())).rejects.toMatchObject({ code: "42501" });
  });

  test("sign out everywhere ends all of one's own and nobody else's", async () => {
    const here = await signedIn(jo.actor.accountId);
    const there = await signedIn(jo.actor.accountId);
    const elsewhere = await signedIn(iona.accountId);
    await withActor(house.db, here.actor, (trx) => signOutEverywhere(trx, here.actor));
    expect(await findActor(house.db, here.token)).toBeUndefined();
    expect(await findActor(house.db, there.token)).toBeUndefined();
    expect(await findSession(house.db, there.token)).toBeUndefined();
    expect(await findActor(house.db, elsewhere.token)).toBeDefined();
  });

  test("a new sign-in gets a new token, and the one the browser held before is over (fixation)", async () => {
    const before = await signedIn(jo.actor.accountId);
    const config = { secure: false } as Config;
    const request = new Request("http://localhost/sign-in", { headers: { Cookie: sessionCookie(config, before.token) } });
    const after = await newSession(house.db, config, request, { accountId: iona.accountId, device: "mine", method: "code" });
    expect(after.split(".")[0]).not.toBe(before.actor.sessionId);
    expect(await findActor(house.db, before.token)).toBeUndefined();
    expect(await findActor(house.db, after)).toMatchObject({ accountId: iona.accountId });
    const planted = new Request("http://localhost/sign-in", { headers: { Cookie: "thread=planted.planted" } });
    expect(await newSession(house.db, config, planted, { accountId: iona.accountId, device: "mine", method: "code" })).not.toContain("planted");
  });
});

describe("a covered session", () => {
  test("opens nothing, on no way in, until the cover is taken off; asking is no sign of life", async () => {
    const { token, actor } = await signedIn(jo.actor.accountId);
    await withActor(house.db, actor, (trx) => coverSession(trx, actor));
    expect(await findActor(house.db, token)).toBeUndefined();
    expect(await findSession(house.db, token)).toBeUndefined();
    await house.admin`update session set last_seen_at = now() - interval '5 minutes' where id = ${actor.sessionId}`;
    expect(await findCovered(house.db, token)).toMatchObject({ accountId: actor.accountId });
    const [row] = await house.admin`select last_seen_at < now() - interval '4 minutes' as quiet from session where id = ${actor.sessionId}`;
    expect(row?.quiet).toBe(true);
    await uncoverSession(house.db, actor);
    expect(await findActor(house.db, token)).toBeDefined();
    expect(await findCovered(house.db, token)).toBeUndefined();
  });

  test("is one whose browser says so, though the server was out of reach when it was covered", async () => {
    const { token, actor } = await signedIn(jo.actor.accountId);
    expect(await findVisitor(house.db, token, false)).toMatchObject({ actor: { accountId: actor.accountId } });
    expect(await findVisitor(house.db, token, saysCovered("thread=x; covered=1"))).toMatchObject({ covered: { accountId: actor.accountId } });
    expect(await findActor(house.db, token)).toBeUndefined();
    expect(["covered=10", "uncovered=1", "covered=", undefined].map(saysCovered)).toEqual([false, false, false, false]);
  });

  test("that was left for longer than a shared computer may be is over", async () => {
    const token = await begin(jo.actor.accountId, "shared");
    const actor = await findActor(house.db, token);
    if (!actor) throw new Error("not signed in");
    await withActor(house.db, actor, (trx) => coverSession(trx, actor));
    await house.admin`update session set last_seen_at = now() - interval '21 minutes' where id = ${actor.sessionId}`;
    expect(await findCovered(house.db, token)).toBeUndefined();
  });
});

describe("around a session", () => {
  test("the cookie is bound to the host over https, unreadable to scripts, and read back", () => {
    expect(sessionCookie({ secure: true }, "a.b")).toBe("__Host-thread=a.b; Path=/; HttpOnly; SameSite=Lax; Secure");
    expect(tokenFrom({ secure: true }, "x=1; __Host-thread=a.b; thread=c.d")).toBe("a.b");
    expect(tokenFrom({ secure: false }, "notthread=a.b")).toBeUndefined();
  });

  test.each(["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)", "", null, "/sign-out", "/sign-in?then=/sign-in", "\\/evil", "/ /evil", "/.//evil.example", "/%2e//evil.example", "/x/..//evil.example", "/x/%2E%2e//evil.example/.data", "/sign-out.data", `/${"x".repeat(2_000)}`])(
    "a way on that is not ours (%j) becomes Today",
    (then) => expect(safePath(then)).toBe("/today"),
  );
  test("a way on that is ours is kept", () => expect(safePath("/people/1?tab=notes#here")).toBe("/people/1?tab=notes#here"));

  test("browsers are named in plain words", () => {
    expect(browserWords("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0")).toBe("Edge on Windows");
    expect(browserWords("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1")).toBe("Safari on an iPhone");
    expect(browserWords("curl/8")).toBe("A browser we do not know");
  });
});

test("noting that people are here waits for nobody who signs out of everything just then, nor they for it", async () => {
  const { accountId } = jo.actor;
  const [first, second] = [(await begin(accountId)).split(".")[0] ?? "", (await begin(accountId)).split(".")[0] ?? ""];
  await house.admin`analyze session`;
  const ends = (trx: Parameters<typeof endSessions>[0], id: string) => endSessions(trx, accountId, { id }, "signed_out");
  let noted: Promise<string> = Promise.resolve("");
  const signedOut = asking(house.db, { account: accountId }, async (trx) => {
    await ends(trx, second);
    noted = told(house.pool`select app.touch_sessions(${[first, second]}::text[])`);
    await Promise.race([noted, eventually(async () => (await lockWaits(house)) > 0, "the noting to wait, or to be done")]);
    await ends(trx, first);
  });
  expect([await told(signedOut), await noted]).toEqual(["done", "done"]);
});
