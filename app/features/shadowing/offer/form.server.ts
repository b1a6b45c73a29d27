import { AppError } from "~/shared/errors";
import { repeatedDays } from "~/shared/repeats.server";
import { isDay } from "~/shared/zoned";
import type { Database } from "~db/client";
import { wrong } from "../../gaps/access.server";
import type { NewOffer, OfferWords, Times } from "../offering.server";
import { repeats, type RepeatEvery } from "../words";
import { said, saidAll } from "./answer.server";
import { halfDays, isHalfDay } from "./half-days";

/** What the form of an offer says. @throws wrong_entry beside the field that is wrong */
export function offerIn(form: FormData): NewOffer {
  const every = said(form, "repeat");
  return {
    ...timesIn(form),
    ...wordsIn(form),
    places: placesIn(form),
    newcomerId: said(form, "newcomerId") || undefined,
    repeat: every ? { every, until: said(form, "repeatUntil"), except: saidAll(form, "repeatExcept").filter(isDay) } : undefined,
  };
}

/** A half day has its usual hours; only times of one's own are read from the fields. */
export function timesIn(form: FormData): Times {
  const part = said(form, "part");
  const own = { from: said(form, "from"), until: said(form, "until") };
  return { date: said(form, "date"), ...(isHalfDay(part) ? halfDays[part] : own) };
}

export function wordsIn(form: FormData): OfferWords {
  return {
    where: said(form, "where"),
    expect: said(form, "expect"),
    access: said(form, "access"),
    areaId: said(form, "areaId"),
    forRoles: saidAll(form, "forRoles"),
    seesPeople: said(form, "seesPeople") === "yes",
  };
}

/** Anything that is no whole number is told like one that is too small. */
export function placesIn(form: FormData): number {
  const words = said(form, "places").trim();
  return /^\d{1,3}$/.test(words) ? Number(words) : 0;
}

export type LookedDay = { day: string; holiday: string | null };

/** The days a repeat has, to leave some out, with the holidays among them. @throws wrong_entry beside the field that is wrong */
export async function daysOf(trx: Database, { date, repeat }: NewOffer): Promise<LookedDay[]> {
  if (!repeat) throw wrong("repeat", "Choose how often it comes again, then look at its days.");
  if (!Object.hasOwn(repeats, repeat.every)) throw wrong("repeat", "Choose every week, every two weeks or every month.");
  const days = withOwnFields(() => repeatedDays({ from: date, every: repeat.every as RepeatEvery, until: repeat.until }));
  const { rows } = await holidaysIn(trx, days);
  return days.map((day) => ({ day, holiday: rows.get(day) ?? null }));
}

async function holidaysIn(trx: Database, days: readonly string[]) {
  const found = await trx.selectFrom("public_holiday").select((select) => [select.fn<string>("to_char", ["day", select.val("YYYY-MM-DD")]).as("day"), "name"]).execute();
  return { rows: new Map(found.filter(({ day }) => days.includes(day)).map(({ day, name }) => [day, name])) };
}

const ownFields: Record<string, string> = { from: "date", until: "repeatUntil", except: "repeatExcept" };

/** A repeat speaks of its own from and until; this form has those of the day as well. */
function withOwnFields<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, error.message, Object.fromEntries(Object.entries(error.fields).map(([field, sentences]) => [ownFields[field] ?? field, sentences])));
  }
}
