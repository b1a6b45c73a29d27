import { beforeAll, describe, expect, test } from "vitest";
import { withdrawConsent } from "~/features/case-notes/commands.server";
import { addOrganisation } from "~/features/people/commands.server";
import { beginCover } from "~/features/relationships/cover/cover.server";
import { acceptTie, askForIntroduction, proposeTie } from "~/features/relationships/commands.server";
import { propose } from "~/features/relationships/decisions/commands.server";
import { choose, openHandover, sendHandover } from "~/features/relationships/handover/commands.server";
import { withActor } from "~/shared/actor.server";
import type { CastNames, Member } from "../support/cast";
import { agrees, personOf } from "../support/factories";
import { stage } from "../support/stage";
import { blanks, wicked } from "./gaps/forms";
import { inDays, tiesForms, type AboutTies, type TiesForm } from "./ties/forms";

/** Ties, handovers and decisions as somebody uses them who means harm, or is second, against the real server. */
const set = stage({ LOG_LEVEL: "error" });
let about: AboutTies;
beforeAll(async () => {
  about = await begun();
});

async function begun(): Promise<AboutTies> {
  const { data, cast } = set;
  const { aileen, bashir, amir, rec, sana, organisations, posts } = cast;
  const as = <T>(who: Member, act: (trx: Parameters<Parameters<typeof withActor<T>>[2]>[0]) => Promise<T>) => withActor(data.db, who, act);
  const { tieId } = await as(aileen, (trx) => proposeTie(trx, aileen, { organisationId: organisations.foodHub, purpose: "Food and company" }));
  await as(bashir, (trx) => acceptTie(trx, bashir, tieId, { version: 1 }));
  const { tieId: waitingId } = await as(amir, (trx) => proposeTie(trx, amir, { organisationId: organisations.foodHub }));
  const { introductionId } = await as(rec, (trx) => askForIntroduction(trx, rec, { wantedId: organisations.foodHub, line: "About letters" }));
  const proposal = () => as(bashir, (trx) => propose(trx, bashir, { title: "One way to send people", summary: "Ring first.", named: [organisations.harbour] }));
  const [{ decisionId }, { decisionId: askedId }] = [await proposal(), await proposal()];
  expect((await says("bashir", `/decisions/${askedId}`, { about: "step", intent: "ask", version: "1" })).status).toBe(302);
  const clientId = await personOf(data.db, aileen);
  await agrees(data.db, aileen, clientId);
  const { handoverId } = await as(aileen, (trx) => openHandover(trx, aileen, { postId: posts.aileen, lastDay: inDays(60) }));
  const [personItem, tieItem] = [(await itemOf(handoverId, "person")).id, (await itemOf(handoverId, "tie")).id];
  await as(aileen, (trx) => choose(trx, aileen, tieItem, { choice: "pass", toPostId: posts.jo, version: 1 }));
  await as(aileen, (trx) => sendHandover(trx, aileen, handoverId));
  const { coverId } = await as(sana, (trx) => beginCover(trx, sana, { postId: posts.bashir, awayId: bashir.accountId }));
  return { tieId, waitingId, introductionId, decisionId, askedId, handoverId, personItem, tieItem, clientId, coverId, cast, ...(await somebodyLeaves()) };
}

let people = 0;
const colleague = () => set.cast.another(`Nell Gray ${++people}`, set.cast.organisations.harbour, "link_worker", set.cast.posts.jo);

/** A colleague whose handover Jo opened. */
async function somebodyLeaves(): Promise<Pick<AboutTies, "leaverId" | "leavingHandoverId">> {
  const { data, cast } = set;
  const leaver = await colleague();
  const { handoverId } = await withActor(data.db, cast.jo, (trx) => openHandover(trx, cast.jo, { postId: leaver.seat?.postId ?? "", lastDay: inDays(60) }));
  return { leaverId: leaver.accountId, leavingHandoverId: handoverId };
}

async function itemOf(handoverId: string, kind: string) {
  const [row] = await set.data.admin<{ id: string; version: number; state: string; choice: string | null; to_post_id: string | null; moved_to_id: string | null }[]>`select id, version, state, choice, to_post_id, moved_to_id from handover_item where handover_id = ${handoverId} and kind = ${kind}`;
  if (!row) throw new Error(`No ${kind} is listed.`);
  return row;
}

type Answer = { status: number; location: string; body: string };

async function asked(who: { cookie: string }, path: string, form?: Record<string, string>): Promise<Answer> {
  const response = await fetch(`${set.server.baseUrl}${path}`, {
    method: form ? "POST" : "GET",
    redirect: "manual",
    headers: { Cookie: who.cookie, Origin: set.server.baseUrl, "Sec-Fetch-Site": "same-origin" },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  return { status: response.status, location: response.headers.get("location") ?? "", body: await response.text() };
}
const says = (who: CastNames, path: string, form: Record<string, string>) => asked(set.cast[who], path, form);
/** How much somebody may say in a minute has a test of its own, below. */
const unhurried = () => set.data.admin`delete from rate_limit`;
const rows = (table: string) => set.data.admin.unsafe(`select count(*)::int as n from ${table}`).then(([row]) => Number(row?.n));
/** Where something went wrong in our code is nobody's business. */
const trace = /\n\s+at \S|node_modules|\.tsx?:\d+|PostgresError|TypeError|violates|syntax error at/;
const nothingBroke = () => expect(set.server.output()).not.toMatch(/"level":[56]0/);
const fieldsOf = (forms: TiesForm[]) => forms.flatMap((form) => Object.entries(form.fields).map(([field, { most, needed }]) => ({ ...form, field, most, needed: needed ?? false })));

describe("words", () => {
  test("that are too long are refused beside their field, come back as they were typed, and change nothing", async () => {
    const faults: string[] = [];
    for (const { name, by, path, form, table, field, most } of fieldsOf(tiesForms(about))) {
      await unhurried();
      const typed = "ж".repeat(most + 1);
      const before = await rows(table);
      const { status, body } = await says(by, path, { ...form, [field]: typed });
      if (status !== 422) faults.push(`${name} ${field}: is ${status}`);
      for (const words of [`${most} letters`, typed]) if (!body.includes(words)) faults.push(`${name} ${field}: does not say ${words.slice(0, 20)}`);
      if ((await rows(table)) !== before) faults.push(`${name} ${field}: changed something`);
    }
    expect(faults).toEqual([]);
  }, 300_000);

  test("that nobody can read are no words: refused where words are needed", async () => {
    const faults: string[] = [];
    for (const { name, by, path, form, table, field } of fieldsOf(tiesForms(about)).filter(({ needed }) => needed)) {
      for (const typed of blanks) {
        await unhurried();
        const before = await rows(table);
        const { status } = await says(by, path, { ...form, [field]: typed });
        if (status !== 422 || (await rows(table)) !== before) faults.push(`${name} ${field} ${JSON.stringify(typed)}: is ${status}`);
      }
    }
    expect(faults).toEqual([]);
  }, 300_000);

  test("that other software would read as its own are letters: in forms, on pages and in letters", async () => {
    const faults: string[] = [];
    for (const one of fieldsOf(tiesForms(about))) {
      // What replaces what was there ends with markup, for the pages below.
      for (const [what, typed] of [...Object.entries(wicked), ["markup again", wicked.markup ?? ""] as const]) {
        await unhurried();
        const fresh = one.ends ? tiesForms({ ...about, ...(await somebodyLeaves()) }).find(({ name }) => name === one.name) : undefined;
        const { name, by, path, form, field } = { ...one, ...fresh };
        const { status, body } = await says(by, path, { ...form, [field]: typed });
        // Said once before, or of somebody who said it before: a kind no, and no more.
        if ((status >= 400 && ![409, 422].includes(status)) || trace.test(body)) faults.push(`${name} ${field} ${what}: is ${status}`);
        if (body.includes("<xss")) faults.push(`${name} ${field} ${what}: comes back as markup`);
      }
    }
    expect(faults).toEqual([]);

    const { tieId, waitingId, introductionId, decisionId, askedId, handoverId, personItem, coverId, leaverId, cast } = about;
    const { organisations, posts } = cast;
    const [proposed] = await set.data.admin<{ id: string }[]>`select id from decision where title like '%<xss%' and id <> all(${[decisionId, askedId]}) limit 1`;
    const words = `/team/handovers/${handoverId}/people/${personItem}`;
    const stranger = `/directory/organisations/${organisations.stranger}`;
    const pages = ["/directory/ties", `/directory/ties/${tieId}`, `/directory/ties/${tieId}?shown=200`, `/directory/ties/${waitingId}`, "/directory/introductions", `/directory/introductions/${introductionId}`, stranger, `/directory/organisations/${organisations.foodHub}`, "/directory/map", `/directory/map?organisation=${organisations.foodHub}`, "/directory/map/network", "/decisions", "/decisions?words=xss", `/decisions/${decisionId}`, `/decisions/${askedId}`, `/decisions/${proposed?.id}`, `/decisions/new?reopens=${decisionId}`, `/team/charter/${posts.aileen}`, "/me/handover", `/team/handovers/${handoverId}`, words, `${words}/letter`, `/team/cover/${coverId}`, "/team", "/team/home", `/team/leaving/${leaverId}`, `${stranger}/close`, `/directory/posts/${posts.aileen}`, "/today", "/inbox", "/search?q=xss", "/directory/ties/new?words=%3Cxss%3E", "/directory/map?words=%3Cxss%3E", "/directory/introductions?words=%3Cxss%3E", "/decisions?words=%3Cxss%3E"];
    const shown: string[] = [];
    for (const path of pages) {
      await unhurried();
      for (const who of ["aileen", "jo", "bashir", "fay", "stran"] as const) {
        const { status, body } = await asked(cast[who], path);
        if (status >= 500 || trace.test(body) || body.includes("<xss")) faults.push(`${path} for ${who}: ${status}`);
        if (body.includes("&lt;xss")) shown.push(path);
      }
    }
    expect(faults).toEqual([]);
    // They are there, or their absence as markup would show nothing.
    for (const path of [`/directory/ties/${tieId}`, `/directory/ties/${waitingId}`, `/directory/introductions/${introductionId}`, stranger, "/decisions", `/decisions/${decisionId}`, `/decisions/${askedId}`, `/team/charter/${posts.aileen}`, words, `${words}/letter`, `/team/cover/${coverId}`]) expect(shown).toContain(path);

    const letters = await set.data.admin<{ subject: string; body: string }[]>`select subject, body from mail`;
    expect(letters.filter(({ subject, body }) => /[\r\n]/.test(subject) || /^(Bcc|Subject|To):/im.test(body))).toEqual([]);
    nothingBroke();
  }, 600_000);

  test("say nothing in an order or a place of their own: what turns letters round or hides them is left out", async () => {
    const kept = await set.data.admin<{ words: string }[]>`
      select purpose as words from tie union all select line from tie_turn union all select line from tie_contact union all select words from tie_agreement
      union all select line from introduction union all select line from introduction_turn union all select line from reach_attempt union all select label || phone || email || hours from organisation_reach
      union all select title || summary from decision union all select line from decision_turn union all select line from decision_voice union all select line from charter_answer union all select words from charter_note
      union all select line from handover_item union all select line from handover_turn union all select words || letter from handover_words union all select line from cover union all select line from cover_duty union all select ended_why from tenure where ended_why is not null`;
    expect(kept.some(({ words }) => words.includes("xss"))).toBe(true);
    expect(kept.filter(({ words }) => /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u.test(words.replaceAll("\n", "")))).toEqual([]);
  });

  test("said twice, or under names of no sense, are refused like any wrong entry", async () => {
    for (const { name, by, path, form, fields } of tiesForms({ ...about, ...(await somebodyLeaves()) })) {
      await unhurried();
      const twice = [...Object.entries(form), ...Object.keys(fields).flatMap((field) => [[field, "a"], [field, "b"], [`${field}[x]`, "c"], [`${field}[0]`, "d"]])].map(([key = "", value = ""]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join("&");
      const response = await fetch(`${set.server.baseUrl}${path}`, { method: "POST", redirect: "manual", headers: { Cookie: set.cast[by].cookie, Origin: set.server.baseUrl, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded" }, body: `${twice}&__proto__=x&a[constructor][prototype][x]=1&%` });
      expect([name, response.status < 500, trace.test(await response.text())]).toEqual([name, true, false]);
    }
    nothingBroke();
  }, 300_000);
});

describe("something else's id", () => {
  test("finds nothing, whoever asks, and changes nothing", async () => {
    const { tieId, introductionId, decisionId, askedId, handoverId, personItem, coverId, leaverId, leavingHandoverId, cast } = about;
    const { posts, organisations } = cast;
    // Of the same kind, and not one's own: a handover of the Food Hub, and what is in a tie of others.
    const { data } = set;
    const theirs = (await withActor(data.db, cast.bashir, (trx) => openHandover(trx, cast.bashir, { postId: posts.bashir, lastDay: inDays(60) }))).handoverId;
    const { id: theirItem } = await itemOf(theirs, "tie");
    const { tieId: otherTie } = await withActor(data.db, cast.amir, (trx) => proposeTie(trx, cast.amir, { organisationId: organisations.council }));
    const [holder] = await data.admin<{ id: string }[]>`select id from tie_holder where tie_id = ${otherTie}`;
    const forged = ["00000000-0000-4000-8000-000000000000", "x", "", "__proto__", "\u0000", theirs, theirItem, holder?.id ?? ""];
    type Try = [CastNames, string, Record<string, string>];
    const tie = `/directory/ties/${tieId}`;
    const handover = `/team/handovers/${handoverId}`;
    const organisation = `/directory/organisations/${organisations.stranger}`;
    const tries = forged.flatMap((id): Try[] => [
      ["aileen", tie, { intent: "unname", holderId: id }],
      ["aileen", tie, { intent: "rub", lineId: id }],
      ["aileen", tie, { intent: "uncontact", contactId: id }],
      ["aileen", tie, { intent: "agree", agreementId: id }],
      ["aileen", tie, { intent: "review", agreementId: id, reviewOn: inDays(30), seen: inDays(90) }],
      ["aileen", tie, { intent: "over", agreementId: id }],
      ["aileen", tie, { intent: "name", postId: id, part: "second" }],
      ["aileen", tie, { intent: "draw", kind: "refers", fromId: id || "x" }],
      ["aileen", tie, { intent: id }],
      ["aileen", "/directory/ties/new", { organisationId: id }],
      ["aileen", "/directory/ties/new", { organisationId: organisations.council, fromId: id || "x" }],
      ["stran", "/directory/introductions", { about: "ask", wantedId: id }],
      ["jo", `/directory/introductions/${introductionId}`, { about: id, version: "2" }],
      ["jo", organisation, { about: "take-back-try", tryId: id }],
      ["jo", organisation, { about: "take-back-reach", reachId: id }],
      ["stran", organisation, { about: "helps", needs: id || "x" }],
      ["bashir", `/decisions/${decisionId}`, { intent: "name", organisationId: id }],
      ["bashir", `/decisions/${askedId}`, { intent: "voice", voice: "consent", organisationId: id || organisations.advice, version: "2" }],
      ["bashir", "/decisions/new", { title: "Another", named: id }],
      ["bashir", "/decisions/new", { title: "Another", named: organisations.harbour, reopens: id || "x" }],
      ["jo", `/team/charter/${posts.aileen}`, { intent: "answer", boss: id, topic: "leave", answer: "post" }],
      ["jo", `/team/charter/${posts.aileen}`, { intent: "answer", boss: "employer", topic: id, answer: "post" }],
      ["jo", `/team/charter/${posts.aileen}`, { intent: "answer", boss: "employer", topic: "leave", answer: id }],
      ...["accept", "decline", "visit", "choose"].map((intent): Try => ["aileen", handover, { intent, item: id, line: "No", onDate: inDays(20), where: "stays", version: "1" }]),
      ...["sign", "drop"].map((intent): Try => ["aileen", handover, { intent, visit: id }]),
      ["aileen", handover, { intent: "newcomer", newcomerId: id || "x" }],
      ["jo", `/team/leaving/${leaverId}`, { intent: "notice", postId: id, lastDay: inDays(30) }],
      ["vol", "/me/handover", { intent: "notice", postId: id, lastDay: inDays(30) }],
      ["sana", `/team/cover/${coverId}`, { intent: "deputy", deputyId: id }],
      ["aileen", handover, { intent: "choose", item: personItem, where: `pass:${id}`, version: "1" }],
      ["aileen", handover, { intent: "choose", item: personItem, where: id || "x", version: "1" }],
      ["aileen", `${handover}/people/${encodeURIComponent(id) || "x"}`, { intent: "words", words: "Not mine" }],
      ["vol", "/me/handover", { intent: "open", postId: id, lastDay: inDays(30) }],
      ["vol", "/me/handover", { intent: "open", postId: posts.vol, lastDay: inDays(30), leaverId: id || "x" }],
      ["vol", "/me/handover", { intent: "open", postId: posts.vol, lastDay: inDays(30), newcomerId: id || "x" }],
      ["jo", "/team/cover/new", { away: id }],
      ["jo", "/team/cover/new", { away: `${posts.jo}:${id || "x"}` }],
      ["jo", "/team/cover/new", { away: `${posts.jo}:${cast.jo.accountId}`, deputyId: id || "x" }],
      ["sana", `/team/cover/${coverId}`, { intent: "duty", duty: "desk", how: "goes_to", toPostId: id }],
      ["sana", `/team/cover/${coverId}`, { intent: "duty", duty: id, how: "runs" }],
      ["sana", `/team/cover/${coverId}`, { intent: "duty", duty: "desk", how: id }],
      ["jo", `/team/home/${posts.aileen}`, { intent: "give", rest: `pass:${id}` }],
      ["jo", `/team/leaving/${encodeURIComponent(id) || "x"}`, { intent: "end" }],
      ["fay", `/directory/organisations/${organisations.council}/close`, { intent: "close", into: id || "x" }],
    ]);
    // What is of others, by those who are not among them.
    tries.push(
      ...["accept", "decline", "withdraw", "end", "purpose", "contact", "agreement"].map((intent): Try => ["stran", tie, { intent, version: "2", kind: "call", line: "Rang", words: "Ring", reviewOn: inDays(9) }]),
      ["aileen", tie, { intent: "name", postId: posts.bashir, part: "senior" }],
      ["aileen", tie, { intent: "accept", version: "2" }],
      ...["send", "take-back", "call-off", "move", "refresh", "suggested"].map((intent): Try => ["bashir", handover, { intent }]),
      ["vol", `/team/handovers/${leavingHandoverId}`, { intent: "send" }],
      ["vol", `/team/leaving/${leaverId}`, { intent: "end" }],
      ["vol", "/me/handover", { intent: "notice", postId: posts.jo, lastDay: inDays(30) }],
      ["bashir", handover, { intent: "last-day", lastDay: inDays(9) }],
      ["bashir", `/team/cover/${coverId}`, { intent: "deputy", deputyId: cast.sana.accountId }],
      ["bashir", `/team/leaving/${leaverId}`, { intent: "notice", postId: posts.jo, lastDay: inDays(30) }],
      ["bashir", `/team/leaving/${leaverId}`, { intent: "end" }],
      ["jo", `/team/leaving/${cast.jo.accountId}`, { intent: "end" }],
      ["jo", `/team/cover/${coverId}`, { intent: "end" }],
      ["jo", `${organisation}/close`, { intent: "close" }],
      ["stran", `${organisation}/close`, { intent: "close" }],
      ["bashir", `/team/charter/${posts.aileen}`, { intent: "note", words: "Mine", seen: "0" }],
      ["stran", `/decisions/${askedId}`, { intent: "voice", voice: "consent", version: "2" }],
      ["stran", `/decisions/${decisionId}`, { intent: "withdraw", version: "1" }],
      ["com", "/directory/ties/new", { organisationId: organisations.foodHub }],
      ["com", "/decisions/new", { title: "Spend less", named: organisations.harbour }],
    );
    const [{ now: begins } = { now: "" }] = await data.admin<{ now: string }[]>`select clock_timestamp()::text as now`;
    const faults: string[] = [];
    for (const [who, path, form] of tries) {
      await unhurried();
      const { status, body } = await says(who, path, form);
      if (![404, 409, 422].includes(status) || trace.test(body)) faults.push(`${who} ${path} ${JSON.stringify(form)}: ${status}`);
    }
    expect(faults).toEqual([]);
    // A page that comes back with a no is read, and with it what waits there.
    expect(await data.admin`select kind, account_id, detail from activity where at >= ${begins}::timestamptz and account_id is not null and kind <> 'inbox.seen'`).toEqual([]);
    nothingBroke();
  }, 600_000);

  test("or a version that nobody saw, moves nothing, and says so", async () => {
    const own = await waiting();
    for (const version of ["0", "-1", "-5", "7", "99999999999", "1e300", "1e-300", "NaN", "", "Infinity", "'", "9007199254740993"]) {
      await unhurried();
      const tries: [CastNames, string, Record<string, string>][] = [
        ["bashir", `/directory/ties/${own.tieId}`, { intent: "accept", version }],
        ["stran", `/directory/ties/${own.tieId}`, { intent: "withdraw", version }],
        ["jo", `/directory/introductions/${own.introductionId}`, { about: "take", version }],
        ["bashir", `/decisions/${about.askedId}`, { intent: "rewrite", version }],
        ["aileen", `/decisions/${about.askedId}`, { intent: "voice", voice: "consent", version }],
        ["aileen", `/team/handovers/${about.handoverId}`, { intent: "choose", item: about.personItem, where: "close", version }],
        ["jo", `/team/charter/${set.cast.posts.vol}`, { intent: "note", words: "Each month", seen: version === "0" || version === "" ? "3" : version }],
      ];
      for (const [who, path, form] of tries) {
        const { status, body } = await says(who, path, form);
        expect([who, path, form, status, trace.test(body)]).toEqual([who, path, form, 409, false]);
        expect(body).toMatch(/first|wrote here|Look again|look again/);
      }
    }
    const { data } = set;
    expect(await data.admin`select state, version from tie where id = ${own.tieId}`).toEqual([{ state: "proposed", version: 1 }]);
    expect(await data.admin`select state, version from introduction where id = ${own.introductionId}`).toEqual([{ state: "asked", version: 1 }]);
    expect(await data.admin`select state, version from decision where id = ${about.askedId}`).toEqual([{ state: "asked", version: 2 }]);
    nothingBroke();
  }, 300_000);

  test("or one's own, makes no tie: an organisation has none with itself, not by any form", async () => {
    const { organisations } = set.cast;
    const before = [await rows("tie"), await rows("introduction")];
    for (const [who, path, form, sentence] of [
      ["aileen", `/directory/ties/new?with=${organisations.harbour}`, { about: "propose", organisationId: organisations.harbour, purpose: "With ourselves" }, "That is your own organisation. A tie joins two: choose another."],
      ["stran", `/directory/introductions?wanted=${organisations.stranger}`, { about: "ask", wantedId: organisations.stranger, line: "With ourselves" }, "That is your own organisation. Choose one you would like to meet."],
    ] as const) {
      await unhurried();
      const { status, body } = await says(who, path, form);
      expect([path, status, body.includes(sentence), body.includes("With ourselves")]).toEqual([path, 422, true, true]);
    }
    await unhurried();
    const closing = `/directory/organisations/${organisations.council}/close`;
    const parts: Record<string, string>[] = [{}, { intent: "close" }, { into: "" }, { intent: "", into: "" }, { intent: "close", in: "Shore Advice Centre" }];
    for (const part of parts) expect((await says("fay", closing, { part: "close", ...part })).status).toBe(404);
    expect(await set.data.admin`select from organisation where id = ${organisations.council} and closed_at is null`).toHaveLength(1);
    const closed = await says("fay", closing, { part: "close", intent: "close", into: "Harbour Council" });
    expect([closed.status, closed.body.includes("cannot go into itself")]).toEqual([409, true]);
    expect([await rows("tie"), await rows("introduction")]).toEqual(before);
  });
});

/** A tie that Stran proposed to the Food Hub, and an introduction that the Food Hub asked for, both new. */
async function waiting(): Promise<{ tieId: string; introductionId: string }> {
  const { data, cast } = set;
  const { stran, bashir, fay } = cast;
  const { tieId } = await withActor(data.db, stran, (trx) => proposeTie(trx, stran, { organisationId: cast.organisations.foodHub }));
  const organisationId = await withActor(data.db, fay, (trx) => addOrganisation(trx, fay, { name: `Low Street ${++people}`, kind: "third_sector", area: "Harbour" }));
  const { introductionId } = await withActor(data.db, bashir, (trx) => askForIntroduction(trx, bashir, { wantedId: organisationId.organisationId }));
  return { tieId, introductionId };
}

describe("days", () => {
  const odd = ["2027-02-30", "99999-01-01", "-000001-01-01", "9999-12-31", "9000-01-01", "0001-01-01", "__proto__", "x", `${inDays(20)}\u0000`, "２０２７-01-01", "2020-01-02"];
  test("of no sense, gone by, or that nobody sees are refused beside their field", async () => {
    const { tieId, handoverId, tieItem, coverId, leaverId, cast } = about;
    const faults: string[] = [];
    const before = [await rows("tie_agreement"), await rows("handover"), await rows("cover"), await rows("handover_visit")];
    for (const day of odd) {
      const tries: [CastNames, string, Record<string, string>, number[]][] = [
        ["aileen", `/directory/ties/${tieId}`, { about: "agreement", intent: "agreement", kind: "room", words: "Ring", reviewOn: day }, [422]],
        // Years may have passed since somebody rang, and no more than twenty.
        ["aileen", `/directory/ties/${tieId}`, { about: "contact", intent: "contact", kind: "call", on: day }, day === "2020-01-02" ? [302] : [422]],
        ["vol", "/me/handover", { part: "open", intent: "open", postId: cast.posts.vol, lastDay: day }, [422]],
        ["jo", `/team/leaving/${leaverId}`, { part: "open", intent: "open", postId: "", leaverId, lastDay: day }, [404, 422]],
        ["aileen", `/team/handovers/${handoverId}`, { part: "last-day", intent: "last-day", lastDay: day }, [422]],
        ["vol", "/me/handover", { part: "notice", intent: "notice", postId: cast.posts.vol, lastDay: day }, [422]],
        ["jo", `/team/leaving/${leaverId}`, { part: "notice", intent: "notice", postId: cast.posts.vol, lastDay: day }, [422]],
        ["aileen", `/team/handovers/${handoverId}`, { part: "visit", intent: "visit", item: tieItem, onDate: day }, [422]],
        ["vol", "/team/cover/new", { part: "cover", away: `${cast.posts.vol}:${cast.vol.accountId}`, expectedOn: day }, [422]],
        ["sana", `/team/cover/${coverId}`, { part: "expect", intent: "expect", expectedOn: day }, [422]],
      ];
      for (const [who, path, form, statuses] of tries) {
        await unhurried();
        const { status, body } = await says(who, path, form);
        if (!statuses.includes(status) || trace.test(body)) faults.push(`${path} ${JSON.stringify(form)}: ${status}`);
      }
    }
    expect(faults).toEqual([]);
    expect([await rows("tie_agreement"), await rows("handover"), await rows("cover"), await rows("handover_visit")]).toEqual(before);
    nothingBroke();
  }, 300_000);
});

describe("addresses", () => {
  test("of no sense are answered with the page, or with the sentence that there is no such thing; none breaks", async () => {
    const queries = ["page=-1", "page=1e308", "page=99999999999999999999", "page=%00", "shown=-5", "shown=1e308", "shown=NaN", "shown=0x7fffffff", "sign=constructor", "sign=__proto__", "sign=%00", "network=%00", "network=1&sign=toString", "words=%00a", `words=${"w%20".repeat(900)}`, "words=%ED%A0%80", "words=a%20%26%20%7C%20!b%20%3A*", "words=%27%3B--", "with=%00", "with=x", "with=__proto__", "organisation=%00", "organisation=%27", "organisation=00000000-0000-4000-8000-000000000000", "wanted=%00", "wanted=x", "done=__proto__", "done=constructor", "done=%3Cxss%3E", "done=ended&of=%3Cxss%3E", "done=named&of=%00", "done=unnamed&of=x&as=__proto__", "of=%00", "reopens=x", "reopens=%00", "check=%00"];
    const { tieId, introductionId, decisionId, handoverId, coverId, cast } = about;
    const pages: Record<string, string> = {
      "/directory/ties": "page sign network done",
      "/directory/ties/new": "words with",
      [`/directory/ties/${tieId}`]: "shown done of",
      "/directory/map": "organisation words",
      "/directory/introductions": "words wanted done",
      [`/directory/introductions/${introductionId}`]: "done",
      [`/directory/organisations/${cast.organisations.stranger}`]: "done of",
      "/decisions": "page words done",
      "/decisions/new": "reopens",
      [`/decisions/${decisionId}`]: "done",
      [`/team/charter/${cast.posts.aileen}`]: "done",
      "/me/handover": "done check",
      [`/team/handovers/${handoverId}`]: "done check",
      [`/team/cover/${coverId}`]: "done",
      "/team": "done",
    };
    const faults: string[] = [];
    for (const [index, query] of queries.entries()) {
      await unhurried();
      const reads = Object.keys(pages).filter((path) => pages[path]?.split(" ").includes(query.split("=")[0] ?? ""));
      const who = (["aileen", "fay"] as const)[index % 2] ?? "aileen";
      const answers = await Promise.all(reads.map(async (path) => ({ path, ...(await asked(cast[who], `${path}?${query}`)) })));
      for (const { path, status, body } of answers) if (![200, 302, 404].includes(status) || trace.test(body) || body.includes("<xss")) faults.push(`${path}?${query.slice(0, 60)}: ${status}`);
    }
    for (const path of ["/directory/ties/x", "/directory/ties/%00", "/directory/introductions/%00", "/decisions/%00", "/team/charter/%00", "/team/handovers/%00", `/team/handovers/${handoverId}/people/%00`, `/team/handovers/${handoverId}/people/x/letter`, "/team/home/%00", "/team/home/x", "/team/cover/%00", "/team/leaving/%00", "/directory/organisations/%00/close"]) {
      const { status, body } = await asked(cast.fay, path);
      if (status !== 404 || trace.test(body)) faults.push(`${path}: ${status}`);
    }
    expect(faults).toEqual([]);
    nothingBroke();
  }, 300_000);
});

describe("a hundred in a minute", () => {
  const many = <T>(act: (nth: number) => Promise<T>) => Promise.all(Array.from({ length: 100 }, (_none, nth) => act(nth)));
  test("contacts of one tie are too many: the page says when to try again and keeps what was typed, and others go on", async () => {
    await unhurried();
    // However long these take: their minute lasts.
    await set.data.admin`insert into rate_limit (key, points, expire) values (${`diary:${set.cast.aileen.accountId}`}, 0, ${Date.now() + 600_000})`;
    const before = await rows("tie_contact");
    const answers = await many((nth) => says("aileen", `/directory/ties/${about.tieId}`, { about: "contact", intent: "contact", kind: "note", line: `Rang for the ${nth}th time` }));
    const refused = answers.filter(({ status }) => status === 429);
    expect([answers.filter(({ status }) => status === 302).length, refused.length]).toEqual([60, 40]);
    for (const { body } of refused) expect([body.includes("That is a lot at once."), /Rang for the \d+th time/.test(body)]).toEqual([true, true]);
    expect((await rows("tie_contact")) - before).toBe(60);
    expect((await says("bashir", `/directory/ties/${about.tieId}`, { about: "contact", intent: "contact", kind: "call" })).status).toBe(302);
    expect((await says("aileen", "/decisions", {})).status).not.toBe(500);
  }, 300_000);

  test("every other form of ties says the same, and changes nothing", async () => {
    const forms = tiesForms({ ...about, ...(await somebodyLeaves()) });
    const faults: string[] = [];
    for (const { name, by, path, form, table } of forms) {
      for (const bucket of ["command", "diary", "gap"]) await set.data.admin`insert into rate_limit (key, points, expire) values (${`${bucket}:${set.cast[by].accountId}`}, 1000, ${Date.now() + 60_000}) on conflict (key) do update set points = 1000, expire = excluded.expire`;
      const before = await rows(table);
      const { status, body } = await says(by, path, form);
      if (status !== 429 || !body.includes("That is a lot at once") || trace.test(body)) faults.push(`${name}: ${status}`);
      if ((await rows(table)) !== before) faults.push(`${name}: changed something`);
    }
    await unhurried();
    expect(faults).toEqual([]);
  }, 300_000);
});

describe("at once", () => {
  /** A colleague who hands over somebody they support; Jo and they both make it. */
  async function handsOver() {
    const { data, cast } = set;
    const leaver = await colleague();
    const clientId = await personOf(data.db, leaver);
    await agrees(data.db, leaver, clientId);
    const { handoverId } = await withActor(data.db, leaver, (trx) => openHandover(trx, leaver, { postId: leaver.seat?.postId ?? "", lastDay: inDays(60) }));
    const pass = (to: Member) => ({ intent: "choose", where: `pass:${to.seat?.postId}`, version: "1" });
    return { leaver, clientId, handoverId, person: await itemOf(handoverId, "person"), pass, made: `/team/handovers/${handoverId}`, aileen: cast.aileen };
  }

  /** Passed on to Aileen, who said yes, and only waiting for Jo to say that it is time. */
  async function agreed() {
    const one = await handsOver();
    await unhurried();
    for (const [who, form] of [[one.leaver, { ...one.pass(one.aileen), item: one.person.id }], [one.leaver, { intent: "send" }], [one.aileen, { intent: "accept", item: one.person.id }]] as const) expect((await asked(who, one.made, form)).status).toBe(302);
    const says = { saidAt: new Date(), how: "voice" as const, words: "No more.", stop: "everything" as const };
    return { ...one, moves: () => asked(set.cast.jo, one.made, { intent: "move" }), stops: () => withActor(set.data.db, one.leaver, (trx) => withdrawConsent(trx, one.leaver, one.clientId, says)) };
  }
  const holders = async (clientId: string) => (await set.data.admin<{ post: string }[]>`select post_id as post from caseload where client_id = ${clientId} and (valid_until is null or valid_until > now())`).map(({ post }) => post);
  const live = (clientId: string) => rows(`consent_grant where client_id = '${clientId}' and ended_at is null`);
  const opens = async (who: { cookie: string }, clientId: string) => (await asked(who, `/people/${clientId}`)).status;

  test("of two leads who give one case to different people, one is heard, and the other reads what was done before they choose again", async () => {
    for (let round = 0; round < 5; round++) {
      const { leaver, handoverId, person, pass, made, aileen } = await handsOver();
      await unhurried();
      const part = `item-${person.id}`;
      const answers = await Promise.all([asked(set.cast.jo, made, { ...pass(aileen), item: person.id, part }), asked(leaver, "/me/handover", { ...pass(set.cast.jo), item: person.id, part })]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([302, 409]);
      const second = answers.find(({ status }) => status === 409);
      expect([second?.body.includes("Somebody changed this first. Look again, then choose."), trace.test(second?.body ?? "")]).toEqual([true, false]);
      const heard = answers[0]?.status === 302 ? aileen : set.cast.jo;
      expect(await itemOf(handoverId, "person")).toMatchObject({ choice: "pass", to_post_id: heard.seat?.postId, version: 2, state: "listed" });
    }
    nothingBroke();
  }, 300_000);

  test("consent that is withdrawn between the sending and the day: the case stays with whoever looks after the post, and nobody else reads it", async () => {
    const { clientId, handoverId, leaver, aileen, moves, stops } = await agreed();
    await stops();
    const before = await set.data.admin`select id, ended_at from consent_grant where client_id = ${clientId} order by id`;
    expect((await moves()).status).toBe(302);
    expect(await holders(clientId)).toEqual([set.cast.posts.jo]);
    expect(await itemOf(handoverId, "person")).toMatchObject({ state: "homeless", moved_to_id: set.cast.posts.jo });
    expect([await opens(set.cast.jo, clientId), await opens(aileen, clientId), await opens(set.cast.bashir, clientId)]).toEqual([200, 404, 404]);
    // Whoever left is out of the post, and with it of everything.
    expect(await opens(leaver, clientId)).not.toBe(200);
    expect(await set.data.admin`select id, ended_at from consent_grant where client_id = ${clientId} order by id`).toEqual(before);
    nothingBroke();
  }, 300_000);

  test("consent that is withdrawn in the very moment: what was said first is waited for, and the case goes to no colleague", async () => {
    const { clientId, leaver, aileen, moves } = await agreed();
    const moving = await withActor(set.data.db, leaver, async (trx) => {
      await withdrawConsent(trx, leaver, clientId, { saidAt: new Date(), how: "voice", words: "No more.", stop: "everything" });
      const answer = moves();
      // The move is under way, and waits for what the person said.
      await expect.poll(() => rows("pg_stat_activity where wait_event_type = 'Lock' and query like '%move_handover%'"), { timeout: 45_000 }).toBeGreaterThan(0);
      return { answer };
    });
    expect((await moving.answer).status).toBe(302);
    expect([await holders(clientId), await live(clientId)]).toEqual([[set.cast.posts.jo], 0]);
    expect(await opens(aileen, clientId)).toBe(404);
    nothingBroke();
  }, 300_000);

  test("consent that is withdrawn as the case moves leaves one holder and no grant, whichever comes first", async () => {
    for (let round = 0; round < 6; round++) {
      const { clientId, aileen, moves, stops } = await agreed();
      // Whoever leaves may be out before they have said it: then it was not said, and the case is Aileen's.
      const [moved, stopped] = await Promise.all([moves(), stops().then(() => "said", (error: { code?: string }) => error.code)]);
      expect([moved.status, ["said", "not_found"].includes(String(stopped))]).toEqual([302, true]);
      const held = await holders(clientId);
      expect(held).toHaveLength(1);
      expect(stopped === "said" ? [set.cast.posts.jo, aileen.seat?.postId] : [aileen.seat?.postId]).toContain(held[0]);
      expect(await live(clientId)).toBe(stopped === "said" ? 0 : 1);
      expect(await opens(set.cast.bashir, clientId)).toBe(404);
    }
    nothingBroke();
  }, 300_000);
});
