import { AppError } from "~/shared/errors";
import { repeatedDays } from "~/shared/repeats.server";
import { isId } from "~/shared/ids";
import type { Database } from "~db/client";
import { wrong } from "../../../gaps/access.server";
import { said, saidAll } from "../../../shadowing/offer/answer.server";
import type { NewEvent, NewSeries } from "../../commands.server";
import type { Born, EventFacts } from "../../facts.server";
import { spanAhead, spanOf, type Times } from "../../times.server";
import { isRepeat } from "../../words";
import { mostOptions } from "./options";

/** What an event is, as its form says it. @throws wrong_entry */
export function factsIn(form: FormData): EventFacts {
  return {
    title: said(form, "title"),
    purpose: said(form, "purpose"),
    forRoles: saidAll(form, "forRoles"),
    place: said(form, "place"),
    access: said(form, "access"),
    desk: said(form, "desk"),
    capacity: capacityIn(form),
  };
}

/** Empty is as many as like; anything else that is no whole number is told like one that is too small. */
function capacityIn(form: FormData): number | null {
  const words = said(form, "capacity").trim();
  if (!words) return null;
  return /^\d{1,4}$/.test(words) ? Number(words) : 0;
}

export const timesIn = (form: FormData, after = ""): Times => ({ date: said(form, `date${after}`), from: said(form, `from${after}`), until: said(form, `until${after}`) });

/** An event with its date, or with the dates to choose from. @throws wrong_entry beside the field that is wrong */
export function eventIn(form: FormData): NewEvent {
  const facts = { ...factsIn(form), born: bornIn(form) };
  if (said(form, "kind") !== "find") return { ...facts, times: timesIn(form) };
  return { ...facts, options: optionsIn(form) };
}

/** Rows with anything in them; each is looked at by itself, so that what is wrong stands beside its own field. */
function optionsIn(form: FormData): Times[] {
  const rows = Array.from({ length: mostOptions }, (_, index) => ({ after: `-${index + 1}`, times: timesIn(form, `-${index + 1}`) }));
  const given = rows.filter(({ times: { date, from, until } }) => date || from || until);
  for (const { after, times } of given) withFields(after, () => spanAhead(times, undefined));
  if (given.length < 2) throw wrong(`date-${Math.min(given.length + 1, mostOptions)}`, "Give at least two dates to choose from.");
  return given.map(({ times }) => times);
}

/** A series: its first day and times, how often, until when, and days it leaves out. @throws wrong_entry */
export function seriesIn(form: FormData, holidays: ReadonlyMap<string, string>): NewSeries {
  const times = timesIn(form);
  const { starts_at, ends_at } = spanOf(times);
  const line = said(form, "exceptLine");
  const except = saidAll(form, "except");
  if (except.some((day) => !holidays.has(day)) && !line.trim()) throw wrong("exceptLine", "Say why there is none on these days, such as: half term.");
  return {
    ...factsIn(form),
    every: said(form, "every"),
    from: times.date,
    until: said(form, "repeatUntil") || null,
    start: times.from,
    minutes: Math.round((ends_at.getTime() - starts_at.getTime()) / 60_000),
    exceptions: except.map((date) => ({ date, line: holidays.get(date) ?? line })),
  };
}

export type LookedDay = { day: string; holiday: string | null };

/** The days a series has, to leave some out, with the holidays among them. @throws wrong_entry beside the field that is wrong */
export function daysIn(form: FormData, holidays: ReadonlyMap<string, string>): LookedDay[] {
  const every = said(form, "every");
  if (!isRepeat(every)) throw wrong("every", "Choose how often it comes again, then look at its days.");
  spanOf(timesIn(form));
  const days = namingOwnFields(() => repeatedDays({ from: said(form, "date"), every, until: said(form, "repeatUntil") || null }));
  return days.map((day) => ({ day, holiday: holidays.get(day) ?? null }));
}

export async function holidaysBy(trx: Database): Promise<Map<string, string>> {
  const rows = await trx.selectFrom("public_holiday").select((select) => [select.fn<string>("to_char", ["day", select.val("YYYY-MM-DD")]).as("day"), "name"]).execute();
  return new Map(rows.map(({ day, name }) => [day, name]));
}

function bornIn(form: FormData): Born | undefined {
  const gapId = said(form, "gap");
  return isId(gapId) ? { kind: "gap", gapId } : undefined;
}

/** A series speaks of its own from, start and minutes; on this form those are the day, from when and until when. */
const ownFields: Record<string, string> = { from: "date", start: "from", minutes: "until", until: "repeatUntil", exceptions: "exceptLine", except: "exceptLine" };

export function namingOwnFields<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw renamed(error);
  }
}

/** The same for work that takes a while. */
export const namingOwnFieldsLater = <T>(work: Promise<T>): Promise<T> => work.catch((error: unknown) => Promise.reject(renamed(error)));

function renamed(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  return new AppError(error.code, error.message, Object.fromEntries(Object.entries(error.fields).map(([field, sentences]) => [ownFields[field] ?? field, sentences])));
}

function withFields<T>(after: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, error.message, Object.fromEntries(Object.entries(error.fields).map(([field, sentences]) => [`${field}${after}`, sentences])));
  }
}
