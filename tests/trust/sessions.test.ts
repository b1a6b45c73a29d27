import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { invite } from "~/features/people/commands.server";
import { sessionLife } from "~/features/people/session-life";
import { withActor } from "~/shared/actor.server";
import { cookieFor, sessionIdOf } from "../support/server";
import { figure, longRun, randomFrom, seedFor, size } from "../support/size";
import { stage } from "../support/stage";
import { eventually } from "../support/wait";
import { browserAt, cookieIn, inLanes, mailbox, type Answer } from "./sessions-desk";
import { valuesOf } from "./sessions-dump";
import { softwarePasskey } from "./sessions-passkey";
import { meanGap } from "./sessions-timing";

const post = await mailbox();
const set = stage({ SMTP_URL: post.url, TRUST_PROXY: "1" });
const random = randomFrom(seedFor("G23 sessions"));
const told: Record<string, number> = {};
let ask: ReturnType<typeof browserAt>;

beforeAll(() => {
  ask = browserAt(set.server.baseUrl);
});
afterAll(async () => {
  figure("G23 sessions", told);
  await post.close();
});

const isIn = async (cookie: string) => (await ask("/me/here", { cookie })).status === 204;
const clearLimits = () => set.data.admin`delete from rate_limit`;

/** As the pages do it: an address, then the code of the letter. @returns the code, and what the browser holds meanwhile */
async function askForCode(email: string, cookie = ""): Promise<{ code: string; waiting: string }> {
  await clearLimits();
  const before = post.letters.length;
  const answer = await ask("/sign-in", { form: { email, device: "shared" }, cookie });
  // An invitation of theirs may come only now.
  await eventually(() => post.code(email, before) !== undefined, `a letter with a code to ${email}`);
  return { code: post.code(email, before) ?? "", waiting: cookieIn(answer, "code-for") ?? "" };
}
const typeCode = (waiting: string, code: string, cookie = "") => ask("/sign-in/code", { form: { code }, cookie: [waiting, cookie].filter(Boolean).join("; ") });
const wrongFor = (code: string) => String((Number(code) + 1 + random.below(999_998)) % 1_000_000).padStart(6, "0");

describe("a dump of every table", () => {
  test("opens nothing: no value in it is a session, a link or a code", async () => {
    const { aileen, jo, fay, posts } = set.cast;
    const { token } = await withActor(set.data.db, fay, (trx) => invite(trx, fay, { postId: posts.vol, name: "Nuala Reid", email: "nuala@example.test", purpose: "", baseUrl: set.server.baseUrl }));
    const { code } = await askForCode(aileen.email);
    await ask("/sign-in/passkey", { json: { intent: "options" } });
    await eventually(async () => (await set.data.admin`select 1 from mail where sent_at is null`).length === 0, "every letter to be carried", 40_000);
    // The same questions say yes to what is right, so that their no means something.
    const opens = async (path: string) => (await ask(path)).body.includes("Nuala");
    expect(await isIn(aileen.cookie)).toBe(true);
    expect(await opens(`/invite/${token}`)).toBe(true);

    const { values, textsAbout } = await valuesOf(set.data.admin);
    expect(values.length).toBeGreaterThan(500);
    for (const secret of [token, ...[aileen, jo, fay].map(({ cookie }) => cookie.split(".")[1] ?? "")]) expect(values.filter((value) => value.includes(secret))).toEqual([]);
    expect(textsAbout(["mail", "sign_in_code"]).filter((text) => new RegExp(`(?<!\\d)${code}(?!\\d)`).test(text))).toEqual([]);

    const ids = [aileen, jo, fay].map(({ cookie }) => sessionIdOf(cookie));
    const cookies = [...values, ...values.flatMap((value) => ids.map((id) => `${id}.${value}`))].filter((value) => /^[\w.+/=-]{1,200}$/.test(value));
    const own = cookies.filter((value) => ids.some((id) => value.startsWith(id)));
    const tried = longRun ? cookies : [...sample(own, 500), ...sample(cookies, 300)];
    let usable = 0;
    await inLanes(tried, 6, async (value) => {
      if (await isIn(`thread=${value}`)) usable += 1;
    });
    const links = longRun ? values : sample(values, 150);
    await inLanes(links, 6, async (value) => {
      if (await opens(`/invite/${encodeURIComponent(value.slice(0, 200))}`)) usable += 1;
    });
    Object.assign(told, { valuesInDump: values.length, triedAsSession: tried.length, triedAsLink: links.length, usable });
    expect(usable).toBe(0);
  });
});

const sample = (values: readonly string[], most: number) => Array.from({ length: Math.min(most, values.length) }, () => random.pick(values));

describe("a code by email", () => {
  test("works once, also when it is sent many times at once, and never again", async () => {
    const { jo } = set.cast;
    const { code, waiting } = await askForCode(jo.email);
    const race = await Promise.all(Array.from({ length: 10 }, () => typeCode(waiting, code)));
    expect(race.filter((answer) => cookieIn(answer, "thread"))).toHaveLength(1);
    const replays = size({ short: 20, long: 1_000 });
    let replayed = 0;
    await inLanes(Array.from({ length: replays }), 6, async () => {
      if (cookieIn(await typeCode(waiting, code), "thread")) replayed += 1;
    });
    Object.assign(told, { codeReplays: replays, replayed });
    expect(replayed).toBe(0);
  });

  test("a flood of wrong ones, from everywhere, guesses nothing and does not lock out the owner's passkey", async () => {
    const { sana } = set.cast;
    const passkey = softwarePasskey(set.server.baseUrl);
    const making = await begun("/me/passkeys", sana.cookie);
    expect((await ask("/me/passkeys", { cookie: sana.cookie, json: { intent: "answer", challengeId: making.challengeId, response: passkey.register(making.options), name: "Phone" } })).status).toBe(200);
    const { code, waiting } = await askForCode(sana.email);
    const wrong = size({ short: 30, long: 10_000 });
    let guessed = 0;
    let shutOut = 0;
    let passkeyUses = 0;
    const withPasskey = async () => {
      const { challengeId, options } = await begun("/sign-in/passkey");
      const answer = await ask("/sign-in/passkey", { json: { intent: "answer", challengeId, response: passkey.answer(options), device: "shared" } });
      passkeyUses += 1;
      if (!cookieIn(answer, "thread")) shutOut += 1;
    };
    await inLanes(Array.from({ length: wrong }, (_, index) => index), 6, async (index) => {
      if (cookieIn(await typeCode(waiting, wrongFor(code)), "thread")) guessed += 1;
      if (index % Math.ceil(wrong / 10) === 0) await withPasskey();
    });
    await withPasskey();
    Object.assign(told, { wrongCodes: wrong, guessed, passkeyUses, passkeyShutOut: shutOut });
    expect({ guessed, shutOut }).toEqual({ guessed: 0, shutOut: 0 });
  });

  async function begun(path: string, cookie = ""): Promise<{ challengeId: string; options: { challenge: string } }> {
    return JSON.parse((await ask(path, { cookie, json: { intent: "options" } })).body);
  }

  test("an address nobody here has is answered with the same bytes, in the same time", async () => {
    const known = Object.values(set.cast).flatMap((one) => (typeof one === "object" && "email" in one ? [one.email] : []));
    const unknown = known.map((email) => email.replace(/^./, "q"));
    expect(unknown.some((email) => known.includes(email))).toBe(false);
    await clearLimits();
    const [mine = "", nobodys = ""] = [known[0], unknown[0]];
    const story = async (email: string): Promise<string> => {
      const first = await ask("/sign-in", { form: { email, device: "shared" } });
      const waiting = cookieIn(first, "code-for") ?? "";
      const second = await ask("/sign-in/code", { cookie: waiting });
      const tries: Answer[] = [];
      for (let time = 0; time < 4; time += 1) tries.push(await typeCode(waiting, time === 0 ? "" : "000000"));
      return [first, second, ...tries].map((answer) => withoutOwn(answer, email)).join("\n");
    };
    expect(await story(nobodys)).toBe(await story(mine));
    const { times, ...gap } = await meanGap({
      pairs: size({ short: 6, long: 1_000 }),
      random,
      before: clearLimits,
      ask: async (which) => void (await ask("/sign-in", { form: { email: random.pick(which === "known" ? known : unknown), device: "shared" } })),
    });
    Object.assign(told, { timedPairs: times, ...gap });
    // The mean of few is noise; of a thousand it is a statement, with the doubt that a busy machine leaves.
    expect(times >= 500 ? Math.abs(gap.meanGapMs) - gap.doubtMs : 0).toBeLessThanOrEqual(5);
  });
});

/** An answer without what is the asker's own words or new each time: address, nonce, date. */
function withoutOwn({ status, headers, cookies, body }: Answer, email: string): string {
  const own = new RegExp([email, encodeURIComponent(email)].join("|"), "g");
  const waiting = cookies.map((one) => one.replace(/=[\w-]{20,}/, "=…").split("=…").join("="));
  const { date: _date, "set-cookie": _cookie, "content-security-policy": policy = "", ...rest } = headers;
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "none";
  return [status, JSON.stringify(rest), policy.replaceAll(nonce, "…"), waiting.join(), body.replaceAll(nonce, "…").replace(own, "…")].join("\n");
}

describe("a session", () => {
  test("is never one that somebody planted: each sign-in makes a new one and ends the one before", async () => {
    const { amir, stran } = set.cast;
    const others = await cookieFor(set.data.db, stran.accountId);
    const signedOut = await cookieFor(set.data.db, amir.accountId);
    await ask("/sign-out", { form: {}, cookie: signedOut });
    const planted = ["thread=planted.planted", others, signedOut, `thread=${sessionIdOf(others)}.${"A".repeat(43)}`, `${others}; thread=x.y`];
    for (const cookie of planted) {
      const { code, waiting } = await askForCode(amir.email);
      const answer = await typeCode(waiting, code, cookie);
      const given = cookieIn(answer, "thread") ?? "";
      expect(planted.some((one) => one.includes(given))).toBe(false);
      expect(await isIn(given)).toBe(true);
      expect(await isIn(cookie)).toBe(false);
      for (const path of [`/me/here?thread=${given.slice(7)}`, `/me/here;thread=${given.slice(7)}`]) expect((await ask(path)).status).not.toBe(204);
      expect((await ask("/me/here", { headers: { Authorization: `Bearer ${given.slice(7)}`, "X-Session": given.slice(7) } })).status).not.toBe(204);
    }
    told["plantedSessions"] = planted.length;
  });

  test.each([
    ["by idleness on a shared computer", "shared", sessionLife.idleMinutes.shared, "last_seen_at"],
    ["by idleness on one's own", "mine", sessionLife.idleMinutes.mine, "last_seen_at"],
    ["after a working day, however busy", "mine", sessionLife.absoluteHours * 60, "expires_at"],
  ] as const)("ends %s, at the server, and not before", async (_how, device, minutes, column) => {
    const cookie = await cookieFor(set.data.db, set.cast.rec.accountId, device);
    const id = sessionIdOf(cookie);
    const age = (by: number) => set.data.admin.unsafe(`update session set ${column} = ${column} - make_interval(mins => ${by}) where id = '${id}'`);
    await age(minutes - 1);
    expect(await isIn(cookie)).toBe(true);
    // Having been asked for, it is not idle any more; its age is another matter.
    await age(column === "last_seen_at" ? minutes + 1 : 1);
    expect(await isIn(cookie)).toBe(false);
  });

  test("its cookie is kept from scripts and other sites, goes with the browser, and changes at signing out", async () => {
    const { code, waiting } = await askForCode(set.cast.bashir.email);
    const answer = await typeCode(waiting, code);
    expect(answer.cookies.find((one) => one.startsWith("thread="))).toMatch(/^thread=[\w-]{20}\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const cookie = cookieIn(answer, "thread") ?? "";
    const out = await ask("/sign-out", { form: {}, cookie });
    expect(out.cookies).toEqual(["thread=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"]);
    expect(out.headers["clear-site-data"]).toBe('"cache"');
    expect(await isIn(cookie)).toBe(false);
  });
});
