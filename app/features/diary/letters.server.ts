import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "~db/client";
import type { CalendarEntry } from "./calendar/entry";
import { calendarOf } from "./calendar/ics.server";

/** "guest": to somebody without an account, with a link that lets them in. "digest": what a day or a week brought. */
export type DiaryLetterKind = "shadow" | "event" | "guest" | "digest";

export type DiaryLetter = {
  to: { name: string; email: string };
  kind: DiaryLetterKind;
  subject: string;
  /** Paragraphs in plain words, without greeting. A line break within one is kept. */
  lines: readonly string[];
  /** Where to read on, or answer: what it leads to, and the whole address. */
  link?: { words: string; url: string } | undefined;
  /** The entry that goes with it, so that mail programs offer to put it into one's own calendar, or to take it out. */
  calendar?: CalendarEntry | undefined;
  /** The booking, day or event it is about: whoever caused the letter may ask whether it went (`lettersThatFailed`). */
  about?: string | undefined;
};

/** Writes a letter in the transaction of the change; a trigger asks for its carrier at commit. */
export async function sendLetter(trx: Database, letter: DiaryLetter): Promise<void> {
  await sendLetters(trx, [letter]);
}

export async function sendLetters(trx: Database, letters: readonly DiaryLetter[]): Promise<void> {
  if (letters.length === 0) return;
  await trx
    .insertInto("mail")
    .values(letters.map((letter) => ({ id: randomUUID(), to_address: letter.to.email, kind: letter.kind, subject: oneLine(letter.subject), body: bodyOf(letter), calendar: calendarText(letter.calendar), about: letter.about ?? null })))
    .execute();
}

/** Somebody whom a letter has not reached, by name where one is known to whoever asks, and when it was last written. */
export type NotGone = { to: string; at: string };

/**
 * Letters to others about something that the one who asks caused and that no mail server has taken yet, the latest
 * first. They are tried again by themselves.
 */
export async function lettersThatFailed(trx: Database, about: string): Promise<NotGone[]> {
  const { rows } = await sql<{ to: string; at: Date }>`
    select coalesce(min(colleague.name), min(guest.name), letter.to_address) as "to", max(letter.at) as at
    from app.letters_not_taken(${about}) letter
    left join account colleague on colleague.email = letter.to_address
    left join app.event_addresses(${about}) guest on guest.is_guest and guest.email = letter.to_address
    where colleague.id is distinct from app.account()
    group by letter.to_address order by max(letter.at) desc, 1`.execute(trx);
  return rows.map(({ to, at }) => ({ to, at: at.toISOString() }));
}

function bodyOf({ to, lines, link }: DiaryLetter): string {
  return [`Hello ${oneLine(to.name)},`, ...lines, ...(link ? [`${oneLine(link.words)}:\n${link.url}`] : []), "Common Thread"].join("\n\n");
}

/** Nobody is asked to answer by their mail program: answers are given on the page. So it is told, not requested (RFC 5546, 3.2.1). */
function calendarText(entry: CalendarEntry | undefined): string | null {
  return entry ? calendarOf([entry], { name: "Common Thread", method: "PUBLISH" }) : null;
}

/** A subject and a name are one line, whatever somebody wrote. */
function oneLine(words: string): string {
  return words.replaceAll(/\s+/g, " ").trim().slice(0, 200);
}
