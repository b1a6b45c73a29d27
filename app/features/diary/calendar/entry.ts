/** What an entry of the diary is about. Nothing in the diary is about a person supported, so neither is anything here. */
export type DiaryThing = "shadow-day" | "shadow-booking" | "event" | "event-series";
/** Stays the same as long as the thing does, so that calendar programs know it again: the thing's kind and id. */
export type EntryUid = `${DiaryThing}-${string}@common-thread`;
export type EntryStatus = "confirmed" | "tentative" | "cancelled";

/** Words and times that a calendar program may be told. */
export type EntryWords = {
  /** Rises with every change (RFC 5545, 3.8.7.4). */
  sequence: number;
  startsAt: Date;
  endsAt: Date;
  title: string;
  where?: string | undefined;
  description?: string | undefined;
  /** The thing's page here. */
  url?: string | undefined;
  status: EntryStatus;
  changedAt: Date;
};

/** One date of a repeat that differs from the others: `instead` is when it would have begun. */
export type EntryOverride = EntryWords & { instead: Date };

/**
 * One thing in somebody's diary, in the neutral form that features hand over. `repeat` is for things that come at
 * the same wall time in London: a rule with an end (`FREQ=WEEKLY;COUNT=12`, no DTSTART, no line breaks), the dates
 * left out, and those that differ.
 */
export type CalendarEntry = EntryWords & {
  uid: EntryUid;
  repeat?: { rrule: string; exdates: readonly Date[]; overrides: readonly EntryOverride[] } | undefined;
};

export function uidOf(thing: DiaryThing, id: string): EntryUid {
  return `${thing}-${id}@common-thread`;
}

/** From when until when a calendar looks. */
export type Span = { from: Date; until: Date };
