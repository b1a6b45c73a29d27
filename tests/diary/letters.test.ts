import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uidOf, type CalendarEntry } from "~/features/diary/calendar/entry";
import { lettersThatFailed, sendLetter, type DiaryLetter } from "~/features/diary/letters.server";
import { letterCalendar, outboxPage } from "~/features/people/outbox-read.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Services } from "~/shared/services.server";
import { sendLetter as carry } from "~server/jobs/send-letter";
import { founded, placed } from "../people/cast";
import { database } from "../support/database";
import { partsOf } from "../support/mime";

const house = database();
const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-letters-"));
const received: string[] = [];
let server: Server;
let refuses = false;
let iona: Actor;
let aileen: Actor;
let bashir: Actor;

beforeAll(async () => {
  iona = await founded(house.db, "real");
  aileen = (await placed(house.db, iona, "Aileen Murray", "link_worker")).actor;
  bashir = (await placed(house.db, iona, "Bashir Khan", "worker")).actor;
  server = createServer((socket) => {
    let text = "";
    let inData = false;
    socket.write("220 test\r\n");
    socket.on("error", () => {});
    socket.on("data", (piece) => {
      text += piece.toString("latin1");
      for (let end = text.indexOf("\r\n"); !inData && end >= 0; end = text.indexOf("\r\n")) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        inData = line === "DATA";
        socket.write(inData ? "354 go on\r\n" : refuses && line.startsWith("RCPT") ? "550 no such box\r\n" : "250 yes\r\n");
      }
      if (!inData || !text.endsWith("\r\n.\r\n")) return;
      received.push(text);
      inData = false;
      text = "";
      socket.write("250 taken\r\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function services(smtp: boolean): Services {
  const smtpUrl = smtp ? `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?ignoreTLS=true` : undefined;
  return { db: house.db, log: { info() {}, warn() {}, error() {} }, config: { dataDir, smtpUrl, mailFrom: "Common Thread <no-reply@harbour.example>" } } as unknown as Services;
}

const about = "11111111-1111-4111-8111-111111111111";
const entry: CalendarEntry = {
  uid: uidOf("shadow-booking", about),
  sequence: 1,
  startsAt: new Date("2026-12-01T09:30:00Z"),
  endsAt: new Date("2026-12-01T12:30:00Z"),
  title: "Shadow day, with Aileen; Còmhla",
  where: "Pier Road Practice",
  url: "https://thread.example/diary/shadow/bookings/1",
  status: "confirmed",
  changedAt: new Date("2026-11-21T10:00:00Z"),
};
const confirmed: DiaryLetter = {
  to: { name: "Bashir Khan", email: "bashir@harbour.example" },
  kind: "shadow",
  subject: "Your shadow day\r\nBcc: evil@example.org",
  lines: ["Aileen said yes.\nTuesday, 9:30 am.", "<script>alert(1)</script> & \"tea\". See https://evil.example/?a=1&b=2."],
  link: { words: "Your booking", url: "https://thread.example/diary/shadow/bookings/1" },
  calendar: entry,
  about,
};

async function written(letter: DiaryLetter, by: Actor = aileen): Promise<string> {
  await withActor(house.db, by, (trx) => sendLetter(trx, letter));
  return String((await house.admin`select id from mail order by created_at desc limit 1`)[0]?.id);
}
const row = async (id: string) => (await house.admin`select subject, body, calendar, sent_at, failure from mail where id = ${id}`)[0];

describe("a letter of the diary", () => {
  test("says the same in plain words and as a page, and brings its entry", async () => {
    await carry(services(true), await written(confirmed));
    const parts = partsOf(received.at(-1) ?? "");
    const of = (type: string) => parts.find((part) => part.type.startsWith(type)) ?? { type: "", words: "" };
    expect(of("text/plain").words).toContain("Hello Bashir Khan,");
    expect(of("text/plain").words).toContain("<script>alert(1)</script>");
    expect(of("text/html").words).toContain('<a href="https://thread.example/diary/shadow/bookings/1"');
    expect(of("text/html").words).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;tea&quot;");
    expect(of("text/html").words).toContain('href="https://evil.example/?a=1&amp;b=2"');
    expect(of("text/html").words).not.toMatch(/<img|<script|<link|url\(|src=/);
    expect(received.at(-1)?.split("\r\n\r\n")[0]).not.toMatch(/^Bcc:/im);
    expect(of("text/calendar").type).toMatch(/method=PUBLISH/);
    const event = new ICAL.Event(new ICAL.Component(ICAL.parse(of("text/calendar").words)).getFirstSubcomponent("vevent") ?? undefined);
    expect([event.uid, event.summary, event.sequence]).toEqual([entry.uid, entry.title, 1]);
    expect(parts.filter(({ type }) => /text\/calendar|application\/ics/.test(type)).map(({ words }) => words.trim())).toEqual([of("text/calendar").words.trim(), of("text/calendar").words.trim()]);
  });

  test("is kept with its entry, and as a file, where there is no mail server; facilitators read it", async () => {
    const id = await written(confirmed);
    await carry(services(false), id);
    const file = readdirSync(path.join(dataDir, "outbox")).find((name) => name.includes(id)) ?? "";
    expect(partsOf(readFileSync(path.join(dataDir, "outbox", file), "latin1")).some(({ words }) => words.includes("BEGIN:VCALENDAR"))).toBe(true);
    const [first] = (await withActor(house.db, iona, (trx) => outboxPage(trx, iona, { page: 1, development: false, byMail: false }))).letters;
    expect([first?.body?.includes("Aileen said yes."), first?.hasCalendar]).toEqual([true, true]);
    const calendar = (by: Actor) => withActor(house.db, by, (trx) => letterCalendar(trx, by, id, { development: false, byMail: false }));
    expect(await calendar(iona)).toContain(`UID:${entry.uid}`);
    await expect(calendar(aileen)).rejects.toMatchObject({ code: "not_found" });
  });

  test("to a guest holds a way in: once a mail server took it, it is nowhere else", async () => {
    const guest = { ...confirmed, kind: "guest" as const, link: { words: "Your answer", url: "https://thread.example/rsvp/secret" } };
    const kept = await written(guest);
    await carry(services(false), kept);
    expect((await row(kept))?.body).toContain("/rsvp/secret");
    const sent = await written(guest);
    const outbox = () => withActor(house.db, iona, (trx) => outboxPage(trx, iona, { page: 1, development: false, byMail: true }));
    expect((await outbox()).letters[0]).toMatchObject({ body: undefined, hasCalendar: false });
    await expect(withActor(house.db, iona, (trx) => letterCalendar(trx, iona, sent, { development: false, byMail: true }))).rejects.toMatchObject({ code: "not_found" });
    await carry(services(true), sent);
    expect(received.at(-1)).toContain("/rsvp/secret");
    expect(await row(sent)).toMatchObject({ body: expect.not.stringContaining("secret"), calendar: null, failure: null });
  });

  test("that no mail server took is told to whoever caused it, and to nobody else, until it went", async () => {
    const id = await written(confirmed, bashir);
    refuses = true;
    await carry(services(true), id).catch(() => {});
    refuses = false;
    const told = (by: Actor) => withActor(house.db, by, (trx) => lettersThatFailed(trx, about));
    expect((await told(bashir)).map(({ to }) => to)).toEqual(["bashir@harbour.example"]);
    expect(await told(aileen)).toEqual([]);
    await carry(services(true), id);
    expect(await told(bashir)).toEqual([]);
  });

  test("cannot be written in somebody else's name", async () => {
    const forged = { id: crypto.randomUUID(), to_address: "x@harbour.example", subject: "s", body: "b", kind: "shadow", caused_by: bashir.accountId };
    await expect(withActor(house.db, aileen, (trx) => trx.insertInto("mail").values(forged).execute())).rejects.toThrow(/row-level security/);
  });
});
