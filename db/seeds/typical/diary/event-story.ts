import type { EventFacts } from "~/features/events/facts.server";
import type { Answer, GuestRole, Repeat, Vote, WhyNot } from "~/features/events/words";
import type { Who } from "../gaps/story";
import type { Organisations } from "../staff";

/** Half a year of days counted from today; where it is "now", it is about to begin. */
export type Moment = { in: number | "now"; from: string; until: string };
export type Says = readonly [who: Who, says: Answer, whyNot?: WhyNot];
export type GuestStory = { name: string; email: string; organisation: string; title?: string; role: GuestRole; votes?: Vote[]; says?: Answer };

/** What became of one event: who was asked and said what, who came, what was said and agreed. */
export type Became = {
  asks?: Who[];
  asksOrganisations?: (keyof Organisations)[];
  guests?: GuestStory[];
  says?: Says[];
  there?: Who[];
  walkedIn?: { name: string; organisation: string; role: GuestRole }[];
  recap?: string[];
  actions?: { what: string; owner: Who; dueIn: number; doneAgo?: number }[];
  learned?: string[];
};

export type EventStory = EventFacts & Became & {
  by: Who;
  plannedAgo: number;
  when?: Moment;
  /** Dates to choose from, and which suit whom, in their order. */
  options?: Moment[];
  votes?: (readonly [who: Who, ...says: Vote[]])[];
  /** The sentence of the gap it was born from, or two organisations that had gone quiet. */
  bornOfGap?: string;
  bornOfTie?: readonly [keyof Organisations, keyof Organisations];
  planners?: Who[];
  jobs?: { what: string; owner?: Who; done?: true }[];
  cancelled?: { ago: number; line: string };
};

export type SeriesStory = EventFacts & {
  by: Who;
  startedAgo: number;
  every: Repeat;
  firstIn: number;
  lastIn: number;
  start: string;
  minutes: number;
  asks: Who[];
  /** By the number of the event in the series. */
  left?: Record<number, string>;
  events: Record<number, Became>;
};

export type LearningStory = { by: Who; ago: number; text: string };
