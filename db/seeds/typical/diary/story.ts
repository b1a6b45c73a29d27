import type { OfferWords } from "~/features/shadowing/commands.server";
import type { RepeatEvery, Visits } from "~/features/shadowing/words";
import type { Who } from "../gaps/story";

type Said = { ago: number; line?: string };
type Lines = readonly [surprised: string, differently: string];

/** Who asked for a place, so many days ago, and what came of it. */
export type GuestStory = {
  by: Who;
  ago: number;
  /** Which day of a repeat; the first where nothing is said. */
  day?: number;
  help?: string;
  /** The day was full: they wait. */
  waits?: true;
  yes?: Said & { visits?: Visits };
  no?: Said;
  /** Said by the guest, who could not come after all. */
  cannot?: Said;
  writes?: (Said & { by: "guest" | "host" })[];
  /** Afterwards, by each who wrote; shared where both said so. */
  lines?: { guest?: Lines; host?: Lines; shared?: true };
};

/** A shadow day as it was offered, counted in days from today. Weekends move to the weekday beside them. */
export type DayStory = OfferWords & {
  by: Who;
  offeredAgo: number;
  in: number;
  from: string;
  until: string;
  places: number;
  repeat?: { every: RepeatEvery; untilIn: number };
  newcomer?: Who;
  cancelled?: string;
  guests?: GuestStory[];
};

/** Asked for, not on offer. */
export type WishStory = { by: Who; of: Who; line: string; ago: number; no?: Said };
