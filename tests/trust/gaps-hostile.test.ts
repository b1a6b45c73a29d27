import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { askNetwork } from "~/features/gaps/asks/commands.server";
import { postGap } from "~/features/gaps/commands.server";
import { addVolunteer } from "~/features/gaps/group/commands.server";
import { withActor } from "~/shared/actor.server";
import type { CastNames } from "../support/cast";
import { stage } from "../support/stage";
import { blanks, wicked, wordsForms, type About, type WordsForm } from "./gaps/forms";

/** Words and addresses as nobody means them, against the real server. */
const set = stage({ LOG_LEVEL: "error" });
let about: About;

beforeAll(async () => {
  about = await begun();
});

async function begun(): Promise<About> {
  const { data, cast } = set;
  const { aileen } = cast;
  const { gapId } = await withActor(data.db, aileen, (trx) => postGap(trx, aileen, { sentence: "Nowhere warm to sit after five", need: "warmth", groups: [] }));
  const { volunteerId } = await withActor(data.db, aileen, (trx) => addVolunteer(trx, aileen, gapId, { name: "Ina" }));
  const { askId } = await withActor(data.db, aileen, (trx) => askNetwork(trx, aileen, { question: "Who lends a wheelchair?", need: "health", groups: [] }));
  return { gapId, askId, volunteerId, cast };
}

type Answer = { status: number; location: string; body: string; type: string };

async function asked(who: CastNames | undefined, path: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${set.server.baseUrl}${path}`, {
    method: form ? "POST" : "GET",
    redirect: "manual",
    headers: { ...(who ? { Cookie: set.cast[who].cookie } : {}), Origin: set.server.baseUrl, "Sec-Fetch-Site": "same-origin", ...headers },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  return { status: response.status, location: response.headers.get("location") ?? "", body: await response.text(), type: response.headers.get("content-type") ?? "" };
}

/** How much somebody may say in a minute has a test of its own, below. */
const unhurried = () => set.data.admin`delete from rate_limit`;
const rows = (table: string) => set.data.admin.unsafe(`select count(*)::int as n from ${table}`).then(([row]) => Number(row?.n));
/** Where something went wrong in our code is nobody's business. */
const trace = /\n\s+at \S|node_modules|\.tsx?:\d+|PostgresError|TypeError|violates|syntax error at/;
const each = (wanted: (form: WordsForm, field: string, most: number, needed: boolean) => Promise<string[]>) =>
  Promise.resolve(wordsForms(about).flatMap((form) => Object.entries(form.fields).map(([field, { most, needed }]) => ({ form, field, most, needed: needed ?? false })))).then(async (all) => {
    const faults: string[] = [];
    for (const { form, field, most, needed } of all) faults.push(...(await wanted(form, field, most, needed)));
    return faults;
  });

describe("words", () => {
  test("that are too long are refused beside their field, come back as they were typed, and change nothing", async () => {
    const faults = await each(async ({ name, by, path, form, table }, field, most) => {
      await unhurried();
      const typed = "ж".repeat(most + 1);
      const before = await rows(table);
      const answer = await asked(by, path, { ...form, [field]: typed });
      const says = [`${most} letters`, ...(path.endsWith("/acts") ? [] : [typed])].filter((words) => !answer.body.includes(words)).map((words) => `does not say ${words.slice(0, 20)}`);
      return [...(answer.status === 422 ? [] : [`is ${answer.status}`]), ...says, ...((await rows(table)) === before ? [] : ["changed something"])].map((fault) => `${name} ${field}: ${fault}`);
    });
    expect(faults).toEqual([]);
  }, 600_000);

  test("that nobody can read are no words: refused where words are needed", async () => {
    const faults = await each(async ({ name, by, path, form, table }, field, _most, needed) => {
      if (!needed) return [];
      const found: string[] = [];
      for (const typed of blanks) {
        await unhurried();
        const before = await rows(table);
        const { status } = await asked(by, path, { ...form, [field]: typed });
        if (status !== 422) found.push(`${name} ${field} ${JSON.stringify(typed)}: is ${status}`);
        else if ((await rows(table)) !== before) found.push(`${name} ${field}: changed something`);
      }
      return found;
    });
    expect(faults).toEqual([]);
  }, 600_000);

  test("that other software would read as its own are taken as words", async () => {
    const faults = await each(async ({ name, by, path, form }, field) => {
      const found: string[] = [];
      for (const [what, typed] of Object.entries(wicked)) {
        await unhurried();
        const { status, body } = await asked(by, path, { ...form, [field]: typed });
        if (status >= 500 || trace.test(body)) found.push(`${name} ${field} ${what}: is ${status}`);
        // Said once before, or of somebody who said it before: a kind no, and no more.
        if (status >= 400 && ![409, 422].includes(status)) found.push(`${name} ${field} ${what}: is ${status}`);
        if (body.includes("<xss")) found.push(`${name} ${field} ${what}: comes back as markup`);
      }
      return found;
    });
    expect(faults).toEqual([]);
    expect(set.server.output()).not.toMatch(/"level":[56]0/);
  }, 600_000);

  test("are letters on every page, in the table for spreadsheets and in letters: never markup, never a formula, never a header", async () => {
    const { gapId, askId } = about;
    await set.data.admin`update words_flag set reviewed_at = now(), reviewed_by = account_id, outcome = 'fine' where subject_id = ${gapId}`;
    const gap = `/gaps/${gapId}`;
    const pages = ["/gaps", "/gaps?view=list", "/gaps/resting", gap, `${gap}?shown=600`, `${gap}/kit`, `${gap}/group`, `${gap}/group/edit`, `${gap}/pack`, `${gap}/pack/letter`, `${gap}/elsewhere`, `${gap}/elsewhere/letter?to=${set.cast.organisations.stranger}`, `${gap}/proposal`, "/gaps/asks?show=all", `/gaps/asks/${askId}`, "/gaps/to-check", "/inbox", "/today", "/directory/areas", "/search?q=xss", "/gaps/new?sentence=%3Cxss%3E%3C/script%3E%3Cxss%3E", "/gaps/asks?q=%3Cxss%3E%3C/script%3E%3Cxss%3E", `${gap}/elsewhere?q=%3Cxss%3E`];
    const shown: string[] = [];
    for (const path of pages) {
      await unhurried();
      for (const who of ["fay", "jo", "stran"] as const) {
        const { status, body, type } = await asked(who, path);
        expect([path, status < 500, trace.test(body), type.startsWith("text/html")]).toEqual([path, true, false, true]);
        expect([path, body.includes("<xss")]).toEqual([path, false]);
        if (body.includes("&lt;xss")) shown.push(path);
      }
    }
    // They are there, or their absence as markup would show nothing.
    for (const path of ["/gaps", gap, `${gap}/kit`, `${gap}/group`, "/gaps/asks?show=all", `/gaps/asks/${askId}`, "/gaps/to-check", "/inbox"]) expect(shown).toContain(path);

    const csv = await asked("jo", `${gap}/pack.csv`);
    expect(csv.type).toBe("text/csv; charset=utf-8");
    const cells = (parse(csv.body, { bom: true }) as string[][]).flat();
    expect(cells.filter((cell) => /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell))).toEqual([]);
    expect(cells.some((cell) => cell.startsWith("'="))).toBe(true);

    const letters = await set.data.admin<{ subject: string; body: string }[]>`select subject, body from mail where kind = 'notice'`;
    expect(letters.length).toBeGreaterThan(0);
    expect(letters.filter(({ subject }) => /[\r\n]/.test(subject))).toEqual([]);
    expect(letters.filter(({ body }) => /^Bcc:/m.test(body))).toEqual([]);
  }, 600_000);

  test("said twice, or under names of no sense, are refused like any wrong entry", async () => {
    const twice = (form: Record<string, string>, fields: string[]) => [...Object.entries(form), ...fields.flatMap((field) => [[field, "a"], [field, "b"], [`${field}[x]`, "c"], [`${field}[0]`, "d"]])].map(([name = "", value = ""]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
    for (const { name, by, path, form, fields } of wordsForms(about)) {
      await unhurried();
      const response = await fetch(`${set.server.baseUrl}${path}`, { method: "POST", redirect: "manual", headers: { Cookie: set.cast[by].cookie, Origin: set.server.baseUrl, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded" }, body: `${twice(form, Object.keys(fields))}&__proto__=x&a[constructor][prototype][x]=1&%` });
      const body = await response.text();
      expect([name, response.status < 500, trace.test(body)]).toEqual([name, true, false]);
    }
  }, 300_000);

  test("say nothing in an order or a place of their own: what turns letters round or hides them is left out", async () => {
    const lines = await set.data.admin<{ words: string }[]>`select sentence as words from gap union all select line from gap_tried union all select line from ask_answer union all select name from area`;
    expect(lines.filter(({ words }) => /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u.test(words.replaceAll("\n", "")))).toEqual([]);
  });
});

describe("addresses", () => {
  const queries = ["page=-1", "page=1e308", "page=99999999999999999999", "page=%00", "shown=-5", "q=%ED%A0%80", "words=%00ab", "shown=1e308", "shown=NaN", "shown=0x7fffffff", "q=%00wheelchair", "q=%F0%9F%8D%B2%00", "q=%27%3B--%20%3A*%26%7C!()%3C-%3E", `q=${"x".repeat(6_000)}`, "q=%E2%80%AE%E2%80%8B", "words=%00nothing%20warm", "words=a%20%26%20%7C%20!b%20%3A*%20%3C-%3E%20%27c%27%20%5C", `words=${"w%20".repeat(900)}`, "words=https%3A%2F%2Fexample.org%2Fa%26b%3Dc%20%26%20d", "area=x", "area=__proto__", "need=constructor", "group=toString", "group=everyone%27%29--", "view=list&sort=__proto__&place=taken_down", "view=list&place=constructor", "column=hasOwnProperty", "place=noticed&movedAt=-271821-04-20T00:00:00Z&after=00000000-0000-4000-8000-000000000000", "place=noticed&movedAt=%2B275760-09-13T00:00:00Z&after=00000000-0000-4000-8000-000000000000", "place=noticed&movedAt=x&after=x", `ids=${"00000000-0000-4000-8000-000000000000,".repeat(150)}`, "ids=%00,,'", "show=constructor", "show=mine&page=500", "task=__proto__", "saved=constructor", "done=__proto__", "gone=volunteer.x", "said=__proto__", "posted=x&following=-1", "sent=1-__proto__", "to=%00", "revived=%00", "sentence=%00%E2%80%AE", "question=%00"];
  test("of no sense are answered with the page, or with the sentence that there is no such thing; none breaks", async () => {
    const { gapId, askId } = about;
    const gap = `/gaps/${gapId}`;
    /** Pages, with what they read of their address. */
    const pages: Record<string, string> = {
      "/gaps": "page area need group view column posted revived",
      "/gaps/resting": "page area need group",
      "/gaps/cards": "area need group place ids",
      "/gaps/alike": "words area",
      "/gaps/new": "sentence area",
      [gap]: "shown said",
      [`${gap}/kit`]: "task saved done gone",
      [`${gap}/group`]: "done gone",
      [`${gap}/pack`]: "done gone",
      [`${gap}/elsewhere`]: "q done gone",
      [`${gap}/elsewhere/letter`]: "to",
      "/gaps/asks": "page q area need group show",
      "/gaps/asks/alike": "words",
      "/gaps/asks/new": "question",
      [`/gaps/asks/${askId}`]: "sent",
      "/search": "q",
      "/search/found": "q",
      "/people": "page q show",
      "/directory": "page words",
      "/directory/found": "words",
    };
    const faults: string[] = [];
    for (const [index, query] of queries.entries()) {
      await unhurried();
      const reads = Object.keys(pages).filter((path) => pages[path]?.split(" ").includes(query.split("=")[0] ?? ""));
      const answers = await Promise.all(reads.map(async (path) => ({ path, ...(await asked(index % 2 ? "fay" : "jo", `${path}?${query}`)) })));
      for (const { path, status, body } of answers) if (![200, 404, 302].includes(status) || trace.test(body)) faults.push(`${path.replace(gapId, "GAP")}?${query.slice(0, 60)}: ${status}`);
    }
    expect(faults).toEqual([]);
  }, 600_000);

  test("of a way back lead to our own pages", async () => {
    const ways = ["//evil.example", "/.//evil.example", "/%2e//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/gaps\r\nSet-Cookie: a=b", "\t//evil.example", "/gaps"];
    for (const back of ways) {
      const { status, location } = await asked("sana", `/gaps/${about.gapId}/acts`, { intent: "join", back });
      expect([back, status, new URL(location, "http://here").origin, location.startsWith("//")]).toEqual([back, 303, "http://here", false]);
    }
    for (const then of ways) expect((await asked(undefined, `/sign-in?then=${encodeURIComponent(then)}`)).body).not.toMatch(/href="[^"]*evil|value="[^"]*evil/);
  });

  test("of something else's id find nothing, whoever asks", async () => {
    const { data, cast } = set;
    const other = await begun();
    const { gapId, askId, volunteerId } = about;
    const ids = [other.volunteerId, other.gapId, askId, cast.posts.jo, "x", "", "__proto__", `${volunteerId} `, volunteerId.toUpperCase(), "%00"];
    const tries: [string, Record<string, string>][] = ids.flatMap((id): [string, Record<string, string>][] => [
      [`/gaps/${gapId}`, { intent: "undo-stage", id }],
      [`/gaps/${gapId}`, { intent: "remove-tried", id }],
      [`/gaps/${gapId}`, { intent: "unlink", id }],
      [`/gaps/${gapId}`, { intent: "review", id, outcome: "fine" }],
      [`/gaps/${gapId}/kit`, { intent: "step-down", id }],
      [`/gaps/${gapId}/kit`, { intent: "remove-training", id }],
      [`/gaps/${gapId}/group`, { intent: "cancel", id }],
      [`/gaps/${gapId}/pack`, { intent: "take-back", id }],
      [`/gaps/${gapId}/elsewhere`, { intent: "answer", id, answer: "yes" }],
      [`/gaps/${gapId}/elsewhere`, { intent: "withdraw", id }],
      [`/gaps/asks/${askId}`, { intent: "keep", answer: id }],
      [`/gaps/asks/${askId}`, { intent: "take-back", answer: id }],
      ["/gaps/to-check", { flag: id, decision: "fine" }],
      ["/me/interests", { post: id }],
    ]);
    const before = await data.admin`select count(*)::int as n from activity`;
    for (const [path, form] of tries) {
      if (form.post === cast.posts.jo) continue;
      await unhurried();
      const { status, body } = await asked("jo", path, form);
      expect([path, form, status, trace.test(body)]).toEqual([path, form, 404, false]);
    }
    expect(await data.admin`select count(*)::int as n from activity`).toEqual(before);
  }, 300_000);

  test("of a version that nobody saw move nothing, and say so", async () => {
    const { gapId } = await begun();
    const versions = ["0", "-1", "-5", "2", "99999999999", "1e300", "1e-300", "NaN", "", "Infinity", "0x1", "1.5", "'", "9007199254740993"];
    for (const version of versions) {
      for (const [path, form] of [[`/gaps/${gapId}/acts`, { intent: "move", to: "resting", version }], [`/gaps/${gapId}/acts`, { intent: "meet", line: "The hall", version }], [`/gaps/${gapId}`, { intent: "move", to: "resting", version }], [`/gaps/${gapId}`, { intent: "met", line: "The hall", version }], [`/gaps/${gapId}`, { intent: "reword", sentence: "Else", need: "warmth", version }]] as const) {
        // Sixteen says one as well as anybody.
        if (version === "0x1" && path.endsWith("/acts")) continue;
        await unhurried();
        const { status, body } = await asked("fay", path, form);
        expect([path, form, status]).toEqual([path, form, 409]);
        expect(body).toMatch(/not as you saw it|changed this gap|moved this first/);
      }
    }
    expect(await set.data.admin`select place, version, sentence from gap where id = ${gapId}`).toEqual([{ place: "noticed", version: 1, sentence: "Nowhere warm to sit after five" }]);
    expect(set.server.output()).not.toMatch(/"level":[56]0/);
  }, 300_000);
});

describe("a great many", () => {
  test("posts in one minute are met with a sentence that keeps what was typed, and the others go on posting", async () => {
    await unhurried();
    // However long these take: their minute lasts.
    await set.data.admin`insert into rate_limit (key, points, expire) values (${`gap:${set.cast.vol.accountId}`}, 0, ${Date.now() + 600_000})`;
    const before = await rows("gap");
    const answers = await Promise.all(Array.from({ length: 100 }, (_none, nth) => asked("vol", "/gaps/new", { sentence: `Nothing for it, said ${nth} times`, need: "arts" })));
    const taken = answers.filter(({ status }) => status === 302);
    const refused = answers.filter(({ status }) => status === 429);
    expect([taken.length, refused.length]).toEqual([20, 80]);
    for (const { body } of refused) expect(body).toMatch(/That is a lot at once\. Wait \d+ minutes and try again\.[\s\S]*Nothing for it, said \d+ times|Nothing for it, said \d+ times[\s\S]*That is a lot at once/);
    expect((await rows("gap")) - before).toBe(20);
    expect((await asked("stran", "/gaps/new", { sentence: "A lift to the clinic", need: "transport" })).status).toBe(302);
    expect((await asked("vol", "/gaps")).status).toBe(200);
  }, 300_000);

  test("acts in one minute are met in the same way on the board, on the page of a gap and on that of a question", async () => {
    await set.data.admin`update rate_limit set points = 1000 where key like ${`command:${set.cast.rec.accountId}%`}`;
    await set.data.admin`insert into rate_limit (key, points, expire) values (${`command:${set.cast.rec.accountId}`}, 1000, ${Date.now() + 60_000}) on conflict (key) do update set points = 1000`;
    const { gapId, askId } = about;
    for (const [path, form] of [[`/gaps/${gapId}/acts`, { intent: "join" }], [`/gaps/${gapId}`, { intent: "tried", line: "Asked again" }], [`/gaps/${gapId}/kit`, { intent: "task", part: "room", state: "done" }], [`/gaps/${gapId}/pack/letter`, { part: "letter", line: "Asked again" }], [`/gaps/asks/${askId}`, { intent: "let-go" }]] as const) {
      const { status, body } = await asked("rec", path, form);
      expect([path, status, body.includes("That is a lot at once"), trace.test(body)]).toEqual([path, 429, true, false]);
    }
    await unhurried();
  });
});
