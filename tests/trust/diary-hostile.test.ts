import ICAL from "ical.js";
import { beforeAll, describe, expect, test } from "vitest";
import { makeFeed, stopFeed } from "~/features/diary/calendar/feeds.server";
import { answerInvitation, inviteGuest, openSignIn, planEvent, startSeries } from "~/features/events/commands.server";
import { agreeToTerms, book, offerDays } from "~/features/shadowing/commands.server";
import { withActor } from "~/shared/actor.server";
import type { CastNames } from "../support/cast";
import { stage } from "../support/stage";
import { diaryForms, inDays, soon, type AboutDiary } from "./diary/forms";
import { blanks, wicked } from "./gaps/forms";

/** The diary as somebody uses it who means harm, against the real server: with an account, with a link, with neither. */
const set = stage({ LOG_LEVEL: "error" });
let about: AboutDiary;
beforeAll(async () => {
  about = await begun();
});

async function begun(): Promise<AboutDiary> {
  const { data, cast } = set;
  const { aileen, bashir } = cast;
  const made = await withActor(data.db, bashir, async (trx) => {
    const { eventId } = await planEvent(trx, bashir, { title: "Meet the Food Hub", place: "Quayside hall", times: soon });
    const { eventId: running } = await planEvent(trx, bashir, { title: "Going on", place: "Quayside hall", times: soon });
    const { token } = await inviteGuest(trx, bashir, eventId, { name: "Dr Isla Moir", email: `moir.${crypto.randomUUID()}@gp.example` }, { baseUrl: set.server.baseUrl });
    const { seriesId } = await startSeries(trx, bashir, { title: "Protected time", every: "week", from: inDays(30), until: inDays(60), start: "13:00", minutes: 60 });
    const [offerDay = ""] = (await offerDays(trx, bashir, { ...soon, where: "The hall", expect: "Sorting", places: 2 })).dayIds;
    return { eventId, running, seriesId, token: token ?? "", offerDay, ...(await openSignIn(trx, bashir, running)) };
  });
  await data.admin`update learning_event set starts_at = now() - interval '1 hour', ends_at = now() + interval '2 hours' where id = ${made.running}`;
  const { bookingId } = await withActor(data.db, aileen, async (trx) => {
    await agreeToTerms(trx, aileen, 1);
    return book(trx, aileen, made.offerDay, {});
  });
  return { ...made, bookingId, cast };
}

type Answer = { status: number; location: string; body: string; headers: Headers };
type Asked = { form?: Record<string, string> | undefined; method?: string; headers?: Record<string, string> };

async function asked(who: CastNames | undefined, path: string, { form, method = form ? "POST" : "GET", headers = {} }: Asked = {}): Promise<Answer> {
  const response = await fetch(`${set.server.baseUrl}${path}`, {
    method,
    redirect: "manual",
    headers: { ...(who ? { Cookie: set.cast[who].cookie } : {}), Origin: set.server.baseUrl, "Sec-Fetch-Site": "same-origin", ...headers },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  return { status: response.status, location: response.headers.get("location") ?? "", body: await response.text(), headers: response.headers };
}
const says = (who: CastNames | undefined, path: string, form: Record<string, string>) => asked(who, path, { form });
/** How much somebody may say in a minute has a test of its own, below. */
const unhurried = () => set.data.admin`delete from rate_limit`;
const rows = (table: string) => set.data.admin.unsafe(`select count(*)::int as n from ${table}`).then(([row]) => Number(row?.n));
/** Where something went wrong in our code is nobody's business. */
const trace = /\n\s+at \S|node_modules|\.tsx?:\d+|PostgresError|TypeError|violates|syntax error at/;
const fields = () => diaryForms(about).flatMap((form) => Object.entries(form.fields).map(([field, { most, needed }]) => ({ ...form, field, most, needed: needed ?? false })));

describe("words", () => {
  test("that are too long are refused beside their field, come back as they were typed, and change nothing", async () => {
    const faults: string[] = [];
    for (const { name, by, path, form, table, field, most } of fields()) {
      await unhurried();
      const typed = "ж".repeat(most + 1);
      const before = await rows(table);
      const { status, body } = await says(by, path, { ...form, [field]: typed });
      if (status !== 422) faults.push(`${name} ${field}: is ${status}`);
      for (const words of [`${most} letters`, typed]) if (!body.includes(words)) faults.push(`${name} ${field}: does not say ${words.slice(0, 20)}`);
      if ((await rows(table)) !== before) faults.push(`${name} ${field}: changed something`);
    }
    expect(faults).toEqual([]);
  }, 600_000);

  test("that nobody can read are no words: refused where words are needed", async () => {
    const faults: string[] = [];
    for (const { name, by, path, form, table, field } of fields().filter(({ needed }) => needed)) {
      for (const typed of blanks) {
        await unhurried();
        const before = await rows(table);
        const { status } = await says(by, path, { ...form, [field]: typed });
        if (status !== 422 || (await rows(table)) !== before) faults.push(`${name} ${field} ${JSON.stringify(typed)}: is ${status}`);
      }
    }
    expect(faults).toEqual([]);
  }, 600_000);

  test("that other software would read as its own are letters: in forms, on pages, in letters and in calendars", async () => {
    const faults: string[] = [];
    for (const { name, by, path, form, field } of fields()) {
      for (const [what, typed] of Object.entries(wicked)) {
        await unhurried();
        const more: Record<string, string> = name === "ask a guest" ? { email: `${field}.${what}@gp.example` } : {};
        const { status, body } = await says(by, path, { ...form, [field]: typed, ...more });
        if (status >= 500 || (status >= 400 && ![409, 422].includes(status)) || trace.test(body)) faults.push(`${name} ${field} ${what}: is ${status}`);
        if (body.includes("<xss")) faults.push(`${name} ${field} ${what}: comes back as markup`);
      }
    }
    expect(faults).toEqual([]);

    const { eventId, running, seriesId, offerDay, bookingId, token, secret } = about;
    const event = `/diary/events/${eventId}`;
    const of = `/diary/events/${running}`;
    const [named] = await set.data.admin<{ id: string; series_id: string }[]>`select id, series_id from learning_event where title like '%<xss%' and series_id is not null limit 1`;
    const shown: string[] = [];
    // Which of so many of one day come on the first page is luck.
    const lists = ["/diary/events", ...[2, 3, 4, 5, 6].map((page) => `/diary/events?page=${page}`)];
    for (const path of ["/diary", ...lists, "/diary/events?show=gone", `/diary/events/series/${named?.series_id}`, `/diary/events/${named?.id}`, `/diary/events/${named?.id}/change`, `/diary/events/series/${seriesId}`, event, `${event}/people`, `${event}/sheet`, `${event}/dates`, `${event}/agenda`, `${of}/day`, `${of}/day?show=code`, `${of}/recap`, "/diary/log", "/diary/events/turnout", "/diary/shadow", "/diary/shadow/mine", `/diary/shadow/${offerDay}`, `/diary/shadow/bookings/${bookingId}`, "/today", "/inbox", "/search?q=xss", `/rsvp/${token}`, `/here/${secret}`, "/diary/log?words=%3Cxss%3E", "/diary/events/who?words=%3Cxss%3E"]) {
      await unhurried();
      for (const who of ["bashir", "aileen"] as const) {
        const { status, body } = await asked(who, path);
        if (status >= 500 || trace.test(body) || body.includes("<xss")) faults.push(`${path} for ${who}: ${status}`);
        if (body.includes("&lt;xss")) shown.push(path);
      }
    }
    expect(faults).toEqual([]);
    // They are there, or their absence as markup would show nothing.
    expect(shown.some((path) => lists.includes(path))).toBe(true);
    for (const path of [event, `${event}/people`, `${of}/day`, `${of}/recap`, "/diary/log", "/diary/shadow/mine", `/diary/shadow/bookings/${bookingId}`]) expect(shown).toContain(path);

    const letters = await set.data.admin<{ subject: string; body: string; calendar: string | null }[]>`select subject, body, calendar from mail`;
    expect(letters.length).toBeGreaterThan(20);
    expect(letters.filter(({ subject, body }) => /[\r\n]/.test(subject) || /^(Bcc|Subject|To):/im.test(body))).toEqual([]);
    for (const { calendar } of letters) if (calendar) holdsNothingElse(calendar);
  }, 600_000);

  test("end no line of a calendar that a program follows, whatever they are", async () => {
    await unhurried();
    for (const kind of ["mine", "network"] as const) {
      for (const who of ["bashir", "amir"] as const) {
        const secret = await withActor(set.data.db, set.cast[who], (trx) => makeFeed(trx, set.cast[who], kind));
        const { status, body } = await asked(undefined, `/calendar/${secret}.ics`);
        expect(status).toBe(200);
        holdsNothingElse(body);
      }
    }
  });
});

/** Each line of a calendar is one of ours, at most 75 octets long, and it can be read. */
function holdsNothingElse(calendar: string) {
  const parts = ["BEGIN", "END", "VERSION", "PRODID", "METHOD", "NAME", "X-WR-CALNAME", "SOURCE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "DTSTART", "DTEND", "RRULE", "EXDATE", "UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "STATUS", "SUMMARY", "LOCATION", "DESCRIPTION", "URL", "RECURRENCE-ID", "TIMEZONE-ID", "X-WR-TIMEZONE"];
  expect(calendar.split("\r\n").filter((line) => Buffer.byteLength(line) > 75 || /[\r\n]/.test(line))).toEqual([]);
  const lines = calendar.replaceAll("\r\n ", "").split("\r\n").filter(Boolean);
  expect(lines.filter((line) => !parts.includes(/^[A-Z-]+/.exec(line)?.[0] ?? ""))).toEqual([]);
  const entries = new ICAL.Component(ICAL.parse(calendar)).getAllSubcomponents("vevent");
  expect(lines.filter((line) => line === "BEGIN:VEVENT")).toHaveLength(entries.length);
  expect(entries.filter((entry) => !/^[\w-]+@common-thread$/.test(String(entry.getFirstPropertyValue("uid"))))).toEqual([]);
}

describe("times", () => {
  const plan = { about: "plan", kind: "date", title: "An odd hour", ...soon };
  const offer = { about: "offer", ...soon, where: "The hall", expect: "Sorting", places: "1" };
  const odd: Record<string, Record<string, string>> = {
    "that the clocks skip": { date: "2027-03-28", from: "01:30", until: "03:00" },
    "that end before they start": { from: "14:00", until: "13:00" },
    "that end as they start": { from: "14:00", until: "14:00" },
    "of no day": { date: "2027-02-30" },
    "of a year nobody sees": { date: "99999-01-01" },
    "before the common era": { date: "-000001-01-01" },
    "of midnight twice": { until: "24:00" },
    "of no hour": { from: "25:61" },
    "in letters": { date: "__proto__", from: "constructor" },
    "with a zero byte": { date: `${soon.date}\u0000` },
    "gone by": { date: "2020-01-02" },
    "in fullwidth digits": { from: "１３:００" },
  };
  test.each(Object.entries(odd))("%s are refused beside their field, for an event, a series and a shadow day", async (_what, times) => {
    await unhurried();
    for (const [path, table, form] of [["/diary/events/new", "learning_event", plan], ["/diary/events/new", "event_series", { ...plan, kind: "series", every: "week", repeatUntil: inDays(60) }], ["/diary/shadow/offer", "shadow_day", offer], [`/diary/events/${about.eventId}/dates`, "event_option", { about: "add", intent: "add", ...soon }]] as const) {
      const before = await rows(table);
      const { status, body } = await says("bashir", path, { ...form, ...times });
      // A date of an event that has one is too late, whatever it is.
      expect([path, path.endsWith("/dates") ? [409, 422].includes(status) : status === 422, trace.test(body)]).toEqual([path, true, false]);
      expect(await rows(table)).toBe(before);
    }
  });

  test.each([["", "no end"], ["9999-12-31", "an end nobody sees"], [inDays(2), "an end before it begins"], ["x", "letters"], ["2027-02-30", "no day"]])("a repeat until “%s” (%s) is written out nowhere", async (until) => {
    await unhurried();
    const before = [await rows("learning_event"), await rows("shadow_day")];
    expect((await says("bashir", "/diary/events/new", { ...plan, kind: "series", every: "week", repeatUntil: until })).status).toBe(422);
    expect((await says("bashir", "/diary/shadow/offer", { ...offer, repeat: "week", repeatUntil: until })).status).toBe(422);
    expect((await says("bashir", "/diary/shadow/offer", { ...offer, repeat: "constructor", repeatUntil: inDays(60) })).status).toBe(422);
    expect((await says("bashir", "/diary/events/new", { ...plan, kind: "series", every: "__proto__", repeatUntil: inDays(60) })).status).toBe(422);
    expect([await rows("learning_event"), await rows("shadow_day")]).toEqual(before);
  });

  test("of addresses of no sense are answered with a page, or with the sentence that there is no such thing", async () => {
    const queries = ["month=2027-13", "month=0000-00", "month=99999-01", "month=%00", "month=__proto__", "day=2027-02-30", "day=%00", "day=-271821-04-20", "page=-1", "page=1e308", "page=99999999999999999999", "show=constructor", "role=__proto__", "part=toString", "words=%00a", `words=${"w%20".repeat(900)}`, "words=%ED%A0%80", "words=a%20%26%20%7C%20!b%20%3A*", "organisation=%27", "organisation=%00", "months=1e9", "months=-4", "done=__proto__", "find=%00", "kind=constructor", "date=%00", "wish=%00", "post=%00", "from=2027-02-30", "until=%00", "many=%3Cxss%3E"];
    const event = `/diary/events/${about.eventId}`;
    /** Pages, with what they read of their address. */
    const pages: Record<string, string> = {
      "/diary": "month day page",
      "/diary/shadow": "month page part role words organisation done",
      "/diary/shadow/offer": "date part wish",
      "/diary/shadow/ask": "post organisation",
      "/diary/shadow/mine": "done page",
      "/diary/events": "show role day page words",
      "/diary/events/new": "kind date gap",
      "/diary/events/who": "kind words",
      "/diary/events/turnout": "months organisation",
      "/diary/log": "words month organisation from until page done",
      [event]: "done",
      [`${event}/people`]: "done many",
      [`${event}/day`]: "done find show",
      [`${event}/recap`]: "done",
    };
    const faults: string[] = [];
    for (const query of queries) {
      await unhurried();
      for (const path of Object.keys(pages).filter((one) => pages[one]?.split(" ").includes(query.split("=")[0] ?? ""))) {
        const { status, body } = await asked("bashir", `${path}?${query}`);
        if (![200, 302, 400, 404].includes(status) || trace.test(body) || body.includes("<xss")) faults.push(`${path.replace(about.eventId, "EVENT")}?${query.slice(0, 50)}: ${status}`);
      }
    }
    expect(faults).toEqual([]);
  }, 600_000);
});

describe("something else's id", () => {
  test("finds nothing, whoever asks, and changes nothing", async () => {
    const other = await begun();
    const { data, cast } = set;
    const { eventId, running, bookingId } = about;
    const [invitee] = await data.admin<{ id: string }[]>`select id from event_invitee where event_id = ${other.eventId} limit 1`;
    const [job] = await data.admin<{ id: string }[]>`insert into event_job (id, event_id, what, account_id, post_id, organisation_id) values (gen_random_uuid(), ${other.eventId}, 'x', ${cast.bashir.accountId}, ${cast.posts.bashir}, ${cast.organisations.foodHub}) returning id`;
    const ids = [invitee?.id ?? "", job?.id ?? "", other.eventId, other.bookingId, other.offerDay, eventId.toUpperCase(), "x", "", "__proto__", `${eventId} `, "\u0000"];
    const tries = ids.flatMap((id): [CastNames, string, Record<string, string>][] => [
      ...["take-job", "free-job", "do-job", "undo-job", "remove-job"].map((intent): [CastNames, string, Record<string, string>] => ["bashir", `/diary/events/${eventId}?index`, { about: "job", intent, jobId: id }]),
      ...["take-off", "new-link", "note-down"].map((intent): [CastNames, string, Record<string, string>] => ["bashir", `/diary/events/${eventId}/people`, { about: intent, intent, inviteeId: id, says: "going" }]),
      ...["tick", "untick"].map((intent): [CastNames, string, Record<string, string>] => ["bashir", `/diary/events/${running}/day`, { intent, invitee: id }]),
      ...["action-done", "action-undone", "action-off"].map((intent): [CastNames, string, Record<string, string>] => ["bashir", `/diary/events/${running}/recap`, { part: "action", intent, action: id }]),
      ["bashir", "/diary/log", { intent: "take-back", entry: id }],
      ["bashir", `/diary/events/series/${about.seriesId}`, { about: "except", intent: "none", line: "Half term", version: "1", eventId: id === other.eventId || id === eventId.toUpperCase() || id === `${eventId} ` ? "x" : id }],
      ["amir", `/diary/shadow/bookings/${bookingId}`, { part: "message", intent: "message", line: "Not mine" }],
      ["amir", `/diary/shadow/bookings/${bookingId}`, { part: "yes", intent: "yes" }],
    ]);
    const [{ now: begins } = { now: "" }] = await data.admin<{ now: string }[]>`select clock_timestamp()::text as now`;
    const faults: string[] = [];
    for (const [who, path, form] of tries) {
      await unhurried();
      const { status, body } = await says(who, path, form);
      if (status !== 404 || trace.test(body)) faults.push(`${path} ${JSON.stringify(form)}: ${status}`);
    }
    expect(faults).toEqual([]);
    // What the house does by itself, such as letters of the booking, is nobody's act.
    expect(await data.admin`select kind, account_id, detail from activity where at >= ${begins}::timestamptz and account_id is not null`).toEqual([]);
  }, 600_000);

  test("or a version that nobody saw, changes no event, and says so", async () => {
    const { eventId } = about;
    for (const version of ["0", "-1", "99999999999", "1e300", "NaN", "", "Infinity", "1.5", "'", "9007199254740993"]) {
      await unhurried();
      for (const form of [{ about: "change", intent: "change", title: "Else", ...soon, version }, { about: "cancel", intent: "cancel", version }]) {
        const { status, body } = await says("bashir", `/diary/events/${eventId}/change`, form);
        expect([form, status, trace.test(body)]).toEqual([form, 409, false]);
      }
    }
  });
});

describe("a link", () => {
  test("that was forged, cut, doubled or is another's opens nothing, and says nothing of any event", async () => {
    const { token, secret, eventId } = about;
    const [kept] = await set.data.admin<{ hash: string }[]>`select token_hash as hash from event_invitee where event_id = ${eventId} and token_hash is not null limit 1`;
    const forged = [token.slice(0, -1), `${token}A`, token.toLowerCase() === token ? "x" : token.toLowerCase(), kept?.hash ?? "", secret, "A".repeat(43), "%00", "..%2Ftoday", "%F0%9F%8D%B2", "x".repeat(7_000), `${token}%00`, `${token}%20`, `${token}.data.data`];
    for (const link of forged) {
      await unhurried();
      for (const path of [`/rsvp/${link}`, `/here/${link === secret ? token : link}`, `/calendar/${link}.ics`]) {
        const page = await asked(undefined, path);
        expect([path.slice(0, 90), [400, 404].includes(page.status), /Food Hub|Isla|Going on|Quayside/.test(page.body), trace.test(page.body)]).toEqual([path.slice(0, 90), true, false, false]);
        if (path.startsWith("/calendar/")) continue;
        const post = await says(undefined, path, { about: "answer", intent: path.startsWith("/rsvp") ? "answer" : "name", says: "going", name: "Mx Forged" });
        expect([path.slice(0, 90), [400, 404].includes(post.status), trace.test(post.body)]).toEqual([path.slice(0, 90), true, false]);
      }
    }
    expect(await rows("event_invitee where guest_name = 'Mx Forged'")).toBe(0);
  }, 300_000);

  test("answers once however often it is pressed at the same moment, and for its own event alone", async () => {
    const own = await begun();
    await unhurried();
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => says(undefined, `/rsvp/${own.token}`, { about: "answer", intent: "answer", says: index % 3 ? "going" : "maybe", eventId: about.eventId, inviteeId: crypto.randomUUID() })));
    expect(answers.filter(({ status }) => status !== 302)).toEqual([]);
    const standing = await set.data.admin<{ event: string }[]>`select a.event_id as event from event_answer a join event_invitee v on v.id = a.invitee_id where v.event_id = any(${[own.eventId, about.eventId]}) and v.guest_name = 'Dr Isla Moir' and a.ended_at is null and a.at > now() - interval '1 minute' and a.event_id = ${own.eventId}`;
    expect(standing).toEqual([{ event: own.eventId }]);
    for (const path of ["/diary", `/diary/events/${own.eventId}`, `/diary/events/${own.eventId}/calendar.ics`, `/diary/events/${own.eventId}/people`]) expect([path, (await asked(undefined, path)).status]).toEqual([path, 302]);
  });

  test("of an invitation that is no more, or of an event that is cancelled or over, takes no answer", async () => {
    const own = await begun();
    const answer = () => says(undefined, `/rsvp/${own.token}`, { about: "answer", intent: "answer", says: "going" });
    await unhurried();
    await set.data.admin`update learning_event set starts_at = now() - interval '3 hours', ends_at = now() - interval '1 hour' where id = ${own.eventId}`;
    expect((await answer()).status).toBe(409);
    await set.data.admin`update learning_event set starts_at = now() + interval '2 days', ends_at = now() + interval '3 days' where id = ${own.eventId}`;
    expect((await says("bashir", `/diary/events/${own.eventId}/change`, { about: "cancel", intent: "cancel", version: "1" })).status).toBe(302);
    expect((await answer()).status).toBe(409);
    expect((await says(undefined, `/rsvp/${own.token}`, { about: "leave", intent: "leave" })).status).toBe(302);
    expect((await answer()).status).toBe(409);
    expect((await asked(undefined, `/rsvp/${own.token}`)).body).not.toMatch(/moir\.[\w-]+@/);
  });

  test("writes its holder no letter after letter: who presses it for fun is asked to wait, and others are not", async () => {
    const [own, other] = [await begun(), await begun()];
    await unhurried();
    const presses = (token: string, count: number) => Promise.all(Array.from({ length: count }, (_, index) => says(undefined, `/rsvp/${token}`, { about: "answer", intent: "answer", says: index % 2 ? "going" : "cant" })));
    expect((await presses(own.token, 30)).filter(({ status }) => status === 429)).toHaveLength(10);
    expect((await asked(undefined, `/rsvp/${own.token}`)).status).toBe(200);
    expect((await presses(other.token, 1))[0]?.status).toBe(302);
  });

  test("at the door opens nothing once it is closed, and tells nobody whose names are on the list", async () => {
    const own = await begun();
    await unhurried();
    const here = `/here/${own.secret}`;
    const sayName = (name: string) => says(undefined, here, { part: "name", intent: "name", name });
    await withActor(set.data.db, set.cast.rec, (trx) => answerInvitation(trx, set.cast.rec, own.running, { says: "going" }));
    const [known, unknown] = [await sayName("Rec Burns"), await sayName("Nobody Known")];
    expect([known.status, known.location]).toEqual([unknown.status, unknown.location]);
    expect((await asked(undefined, here)).body).not.toContain("Rec Burns");
    await says("bashir", `/diary/events/${own.running}/day`, { intent: "close" });
    expect((await sayName("Too Late")).status).toBe(409);
    expect((await says("rec", here, { intent: "me" })).status).toBe(409);
  });
});

describe("a calendar", () => {
  test("is answered alike whatever is asked of it, and no more once it was stopped", async () => {
    const { amir } = set.cast;
    await unhurried();
    const secret = await withActor(set.data.db, amir, (trx) => makeFeed(trx, amir, "network"));
    const path = `/calendar/${secret}.ics`;
    const whole = await asked(undefined, path);
    const tag = whole.headers.get("etag") ?? "";
    expect([whole.status, whole.headers.get("set-cookie"), whole.headers.get("x-robots-tag")]).toEqual([200, null, "noindex"]);
    expect((await asked(undefined, path, { method: "HEAD" })).status).toBe(200);
    const same: [string, Record<string, string>, number][] = [["tag", { "If-None-Match": tag }, 304], ["weak", { "If-None-Match": `W/${tag}` }, 304], ["another", { "If-None-Match": '"x"' }, 200], ["long", { "If-None-Match": '"x",'.repeat(1_500) }, 200], ["range", { Range: "bytes=0-9" }, 200], ["ranges", { Range: `bytes=${"0-,".repeat(500)}` }, 200], ["since", { "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT" }, 200]];
    for (const [what, headers, status] of same) expect([what, (await asked(undefined, path, { headers })).status]).toEqual([what, status]);
    for (const method of ["POST", "PUT", "DELETE", "PATCH"]) expect([method, [400, 404, 405].includes((await asked(undefined, path, { method, form: { a: "b" } })).status)]).toEqual([method, true]);
    await withActor(set.data.db, amir, (trx) => stopFeed(trx, amir, "network"));
    const nowhere = await asked(undefined, `/calendar/${"A".repeat(43)}.ics`);
    for (const [method, headers] of [["GET", {}], ["HEAD", {}], ["GET", { "If-None-Match": tag }], ["GET", { "If-None-Match": "*" }], ["GET", { Range: "bytes=0-9" }]] as const) {
      const { status, body } = await asked("amir", path, { method, headers });
      expect([method, headers, status, method === "HEAD" || body === nowhere.body]).toEqual([method, headers, nowhere.status, true]);
    }
  });
});

test("a hundred posts in a minute are too many, and the page says when to try again", async () => {
  await unhurried();
  // However long these take: their minute lasts.
  await set.data.admin`insert into rate_limit (key, points, expire) values (${`diary:${set.cast.rec.accountId}`}, 0, ${Date.now() + 600_000})`;
  const before = await rows("event_job");
  const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => says("rec", `/diary/events/${about.eventId}?index`, { about: "job", intent: "add-job", what: `Chair ${index}` })));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(40);
  expect(refused[0]?.body).toContain("That is a lot at once.");
  expect((await rows("event_job")) - before).toBe(60);
  expect(set.server.output()).not.toMatch(/"level":[56]0/);
}, 300_000);
