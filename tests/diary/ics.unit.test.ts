import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { uidOf, type CalendarEntry, type EntryOverride } from "~/features/diary/calendar/entry";
import { calendarOf } from "~/features/diary/calendar/ics.server";

const at = (text: string) => new Date(text);
const visit: CalendarEntry = {
  uid: uidOf("shadow-booking", "11111111-1111-4111-8111-111111111111"),
  sequence: 0,
  startsAt: at("2026-03-28T14:00:00Z"),
  endsAt: at("2026-03-28T16:30:00Z"),
  title: "Shadow day with Aileen Murray",
  where: "Pier Road Practice",
  url: "https://thread.example/diary/shadow/bookings/1",
  status: "confirmed",
  changedAt: at("2026-03-01T09:00:00Z"),
};
/** Every Wednesday at two in London, from before the clocks go forward until after. */
const lunch: CalendarEntry = {
  ...visit,
  uid: uidOf("event-series", "22222222-2222-4222-8222-222222222222"),
  title: "Learning lunch",
  startsAt: at("2026-03-18T14:00:00Z"),
  endsAt: at("2026-03-18T15:00:00Z"),
  repeat: { rrule: "FREQ=WEEKLY;COUNT=4", exdates: [], overrides: [] },
};

const textOf = (...entries: CalendarEntry[]) => calendarOf(entries, { name: "My diary", source: "https://thread.example/calendar/x.ics" });
/** Read by a library that did not write it; time zones as the text itself says, never as it happens to know. */
function readBack(text: string) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const parts = calendar.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
  const main = parts.filter((event) => !event.isRecurrenceException());
  for (const event of main) for (const other of parts) if (other !== event && other.uid === event.uid) event.relateException(other);
  return { calendar, events: main, parts };
}
function only(text: string): ICAL.Event {
  const [event] = readBack(text).events;
  if (!event) throw new Error("No entry.");
  return event;
}
/** When it happens, as instants. */
function happens(event: ICAL.Event): string[] {
  const turns: string[] = [];
  for (let all = event.iterator(), next = all.next(); next; next = all.next()) turns.push(event.getOccurrenceDetails(next).startDate.toJSDate().toISOString());
  return turns;
}
const london = (iso: string) => new Date(iso).toLocaleTimeString("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit" });

describe("a calendar", () => {
  test("says what it is, where it comes from and when to look again", () => {
    const { calendar } = readBack(textOf(visit));
    const said = (name: string) => calendar.getFirstPropertyValue(name)?.toString();
    expect(said("version")).toBe("2.0");
    expect(said("prodid")).toMatch(/Common Thread/);
    expect([said("name"), said("x-wr-calname")]).toEqual(["My diary", "My diary"]);
    expect(said("source")).toBe("https://thread.example/calendar/x.ics");
    expect([said("refresh-interval"), said("x-published-ttl")]).toEqual(["PT6H", "PT6H"]);
    expect(said("method")).toBeUndefined();
    expect(readBack(calendarOf([visit], { name: "x", method: "PUBLISH" })).calendar.getFirstPropertyValue("method")).toBe("PUBLISH");
  });

  test("of nobody's name stays one line, whatever it is called", () => {
    const { calendar } = readBack(calendarOf([visit], { name: "Leith; Shore, and\r\nMETHOD:CANCEL \\ more" }));
    expect(calendar.getFirstPropertyValue("name")).toBe(String.raw`Leith\; Shore\, and METHOD:CANCEL \\ more`);
    expect(calendar.getFirstPropertyValue("method")).toBeNull();
  });

  test("without an entry is a calendar all the same, and the same entries are the same bytes", () => {
    expect(readBack(textOf()).events).toEqual([]);
    expect(textOf(visit, lunch)).toBe(textOf(visit, lunch));
  });

  test("ends each line with CRLF, the last one too, and folds at 75 octets between letters", () => {
    const text = textOf({ ...visit, title: "Còmhla ri chèile 👩‍👩‍👧 ".repeat(40), description: "ł".repeat(700) });
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    const octets = text.split("\r\n").map((line) => Buffer.byteLength(line));
    expect(Math.max(...octets)).toBeLessThanOrEqual(75);
    expect(text).not.toContain("\uFFFD");
    expect(only(text).summary).toBe("Còmhla ri chèile 👩‍👩‍👧 ".repeat(40).trim());
    expect(only(text).description).toBe("ł".repeat(700));
  });
});

test.each([59, 60, 61, 134, 135, 300])("a long plain line of %i letters is folded and read back whole", (count) => {
  const where = "a b".repeat(count).slice(0, count).trim();
  const text = textOf({ ...visit, where });
  expect(Math.max(...text.split("\r\n").map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  expect(only(text).location).toBe(where);
});

describe("an entry", () => {
  test("that happens once is told in UTC, with its page, its place and when it was changed", () => {
    const text = textOf(visit);
    expect(text).toContain("DTSTART:20260328T140000Z\r\n");
    expect(text).not.toContain("VTIMEZONE");
    const event = only(text);
    expect([event.uid, event.summary, event.location]).toEqual([visit.uid, visit.title, visit.where]);
    expect(event.component.getFirstPropertyValue("url")).toBe(visit.url);
    expect(event.component.getFirstPropertyValue("dtstamp")?.toString()).toBe("2026-03-01T09:00:00Z");
    expect(event.component.getFirstPropertyValue("last-modified")?.toString()).toBe("2026-03-01T09:00:00Z");
    expect(event.endDate.toJSDate()).toEqual(visit.endsAt);
  });

  test.each([
    ["commas, semicolons and backslashes", "Tea, cake; and C:\\notes"],
    ["colons and quotes", 'A "quiet" hour: with tea'],
    ["letters of every kind", "Còmhla · 会議 · שלום · 🧵"],
    ["what looks like markup", "<script>alert(1)</script>"],
  ])("keeps %s", (_what, words) => {
    const event = only(textOf({ ...visit, title: words, where: words, description: `${words}\n\n${words}` }));
    expect([event.summary, event.location, event.description]).toEqual([words, words, `${words}\n\n${words}`]);
  });

  test.each(["\r\n", "\n", "\r", "\u2028", "\u0085", "\0\r\n", "\u000b"])("cannot be ended from within its title by %j", (end) => {
    const smuggled = `Tea${end}END:VEVENT${end}BEGIN:VEVENT${end}UID:evil${end}ATTACH:https://evil.example`;
    const text = textOf({ ...visit, title: smuggled, where: smuggled, description: smuggled });
    // Nor does anything stay of what programs might end a line by.
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    const { events, parts } = readBack(text);
    expect(parts).toHaveLength(1);
    expect(events[0]?.uid).toBe(visit.uid);
    expect(events[0]?.component.getFirstProperty("attach")).toBeNull();
    expect(events[0]?.summary).toMatch(/^Tea/);
  });

  test("that was cancelled stays, says so and has a higher number; its uid stays the same", () => {
    const before = only(textOf(visit));
    const after = only(textOf({ ...visit, status: "cancelled", sequence: 3, changedAt: at("2026-03-20T09:00:00Z") }));
    expect(after.uid).toBe(before.uid);
    expect(after.component.getFirstPropertyValue("status")).toBe("CANCELLED");
    expect(after.sequence).toBeGreaterThan(before.sequence);
    expect(only(textOf({ ...visit, status: "tentative" })).component.getFirstPropertyValue("status")).toBe("TENTATIVE");
  });
});

describe("an entry that repeats", () => {
  test.each([
    ["forward, on 29 March 2026", "2026-03-18T14:00:00Z", ["2026-03-18T14:00:00.000Z", "2026-03-25T14:00:00.000Z", "2026-04-01T13:00:00.000Z", "2026-04-08T13:00:00.000Z"]],
    ["back, on 25 October 2026", "2026-10-14T13:00:00Z", ["2026-10-14T13:00:00.000Z", "2026-10-21T13:00:00.000Z", "2026-10-28T14:00:00.000Z", "2026-11-04T14:00:00.000Z"]],
  ])("at two in London stays at two in London when the clocks go %s", (_when, first, turns) => {
    const text = textOf({ ...lunch, startsAt: at(first), endsAt: new Date(at(first).getTime() + 3_600_000) });
    expect(text).toMatch(/DTSTART;TZID=Europe\/London:2026\d{4}T140000\r\n/);
    expect(happens(only(text))).toEqual(turns);
    expect(turns.map(london)).toEqual(Array(4).fill("14:00"));
  });

  test("brings the zone once, and its stamps stay in UTC", () => {
    const text = textOf(visit, lunch, { ...lunch, uid: uidOf("event-series", "3") });
    expect(text.match(/BEGIN:VTIMEZONE/g)).toHaveLength(1);
    expect(text.match(/DTSTAMP:20260301T090000Z/g)).toHaveLength(3);
    expect(text).not.toContain("TIMEZONE-ID");
  });

  test("leaves dates out, tells those that differ, and keeps a cancelled one as cancelled", () => {
    const moved: EntryOverride = { ...lunch, instead: at("2026-04-01T13:00:00Z"), startsAt: at("2026-04-02T11:00:00Z"), endsAt: at("2026-04-02T12:00:00Z"), where: "The hall", sequence: 2 };
    const off: EntryOverride = { ...lunch, instead: at("2026-04-08T13:00:00Z"), startsAt: at("2026-04-08T13:00:00Z"), endsAt: at("2026-04-08T14:00:00Z"), status: "cancelled", sequence: 1 };
    const text = textOf({ ...lunch, repeat: { rrule: "FREQ=WEEKLY;COUNT=4", exdates: [at("2026-03-25T14:00:00Z")], overrides: [moved, off] } });
    expect(happens(only(text))).toEqual(["2026-03-18T14:00:00.000Z", "2026-04-02T11:00:00.000Z", "2026-04-08T13:00:00.000Z"]);
    const others = readBack(text).parts.filter((event) => event.isRecurrenceException());
    expect(others.map((event) => [event.recurrenceId.toString(), event.component.getFirstPropertyValue("status"), event.sequence])).toEqual([
      ["2026-04-01T14:00:00", "CONFIRMED", 2],
      ["2026-04-08T14:00:00", "CANCELLED", 1],
    ]);
  });

  test("knows London's clocks of ten years as this machine does, hour by hour where they change", () => {
    readBack(textOf(lunch));
    const zone = ICAL.TimezoneService.get("Europe/London");
    const faults: string[] = [];
    const judge = (hour: number) => {
      const wall = ICAL.Time.fromJSDate(new Date(hour), true).convertToZone(zone as ICAL.Timezone).toString().slice(0, 16).replace("T", " ");
      const known = new Date(hour).toLocaleString("sv-SE", { timeZone: "Europe/London" }).slice(0, 16);
      if (wall !== known) faults.push(`${new Date(hour).toISOString()}: ${wall}, not ${known}`);
    };
    for (let year = 2025; year < 2035; year += 1) {
      for (let month = 0; month < 12; month += 1) judge(Date.UTC(year, month, 10, 12));
      for (const month of [2, 9]) for (let hour = 24 * 23; hour < 24 * 32; hour += 1) judge(Date.UTC(year, month, 1, hour));
    }
    expect(faults.slice(0, 5)).toEqual([]);
  });
});
