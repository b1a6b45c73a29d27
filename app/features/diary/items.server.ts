import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import type { Span } from "./calendar/entry";
import { eventItems } from "./page/event-items.server";
import { shadowItems } from "./page/shadow-items.server";
import type { DiaryItem } from "./page/words";

/** What a feature brings into somebody's own diary within a span. One that fills the diary adds a line to `sources`. */
export type ItemSource = (trx: Database, actor: Actor, span: Span) => Promise<DiaryItem[]>;

const sources: readonly ItemSource[] = [shadowItems, eventItems];

/** Everything that somebody goes to, hosts, runs, is asked to or waits for, the earliest first. Nothing of anybody else's. */
export async function diaryItems(trx: Database, actor: Actor, span: Span): Promise<DiaryItem[]> {
  const all: DiaryItem[] = [];
  for (const source of sources) all.push(...(await source(trx, actor, span)));
  return all.sort((one, other) => one.startsAt.localeCompare(other.startsAt) || one.id.localeCompare(other.id));
}
