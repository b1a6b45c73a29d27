import type { Tone } from "~/kit/Tag";

/** One thing on one day of somebody's own diary. */
export type DiaryItem = {
  id: string;
  kind: "going" | "hosting" | "event";
  startsAt: string;
  endsAt: string;
  title: string;
  to: string;
  /** Who with, in the system's words: an organisation, or who comes. */
  line: string;
  where: string;
  access: string;
  tag: { words: string; tone: Tone };
  /** Somebody waits for a word of whoever reads this. */
  waits: boolean;
};

/** Items of one day, "2026-11-24". */
export type DiaryDay = { day: string; items: DiaryItem[] };

/** What has no date yet, or wants one: a question for a day, an event whose date is being found. */
export type Undated = { id: string; words: string; detail: string; to: string };
