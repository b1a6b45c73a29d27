import { sql } from "kysely";
import type { Database } from "~db/client";
import { dayOf } from "~/features/case-notes/days";
import type { Actor } from "~/shared/actor";
import { findGap, type Gap } from "../access.server";
import { hostOf } from "../group/page.server";
import { everywhere, groups, needs, stages, type Band, type Stage } from "../words";
import { estimateWords, peopleWords } from "./counts";
import { lettersOf } from "./letters.server";
import { monthsBetween, monthWords } from "./months";

/** What leaves the product. Every figure about people is words already, so that no page or file can print the number behind it. */
export type Pack = {
  sentence: string;
  area: string;
  need: string;
  groups: string[];
  since: string;
  now: { organisations: number; colleagues: string; estimate: string };
  months: { month: string; words: string; organisations: number; colleagues: string; estimate: string }[];
  organisations: { name: string; since: string }[];
  tried: { id: string; line: string; organisation: string; month: string }[];
  stage: { title: string; means: string; since: string } | undefined;
  stages: { title: string; month: string }[];
  host: string | undefined;
  outcome: { id: string; line: string; month: string }[];
  letters: { line: string; name: string; post: string; organisation: string; at: string }[];
  /** Lines and letters that wait for a look, and are not in here. */
  leftOut: number;
  madeOn: string;
};
/** Someone may be named in the sentence itself: nothing leaves until somebody has looked. */
export type Waiting = { waits: true };

const mostMonths = 24;

/** The demand pack of a gap. @throws not_found */
export async function packOf(trx: Database, actor: Actor, gapId: string, now: Date = new Date()): Promise<Pack | Waiting> {
  const gap = await findGap(trx, actor, gapId);
  const unseen = await waitingForALook(trx, gap.id);
  if (unseen.has(gap.id)) return { waits: true };
  const seen = await seenBy(trx, gap.id);
  const tried = await triedLines(trx, gap.id);
  const outcome = await outcomes(trx, gap.id);
  const letters = await lettersOf(trx, actor, gap.id);
  const reached = await stagesReached(trx, gap.id);
  const last = reached.at(-1);
  const mayGo = <Row extends { id: string }>(rows: Row[]) => rows.filter(({ id }) => !unseen.has(id));
  const kept = { tried: mayGo(tried), outcome: mayGo(outcome), letters: mayGo(letters) };
  return {
    ...about(gap),
    now: standing(seen),
    months: overTime(seen, gap, now),
    organisations: corroborating(seen),
    tried: kept.tried.map(({ id, line, organisation, at }) => ({ id, line, organisation, month: monthWords(monthOf(at)) })),
    stage: last && { ...stages[last.stage], since: dayOf(last.at) },
    stages: reached.map(({ stage, at }) => ({ title: stages[stage].title, month: monthWords(monthOf(at)) })),
    host: await hostOf(trx, gap.id),
    outcome: kept.outcome.map(({ id, line, at }) => ({ id, line, month: monthWords(monthOf(at)) })),
    letters: kept.letters.map(({ line, name, post, organisation, at }) => ({ line, name, post, organisation, at })),
    leftOut: tried.length + outcome.length + letters.length - kept.tried.length - kept.outcome.length - kept.letters.length,
    madeOn: dayOf(now),
  };
}

function about(gap: Gap): Pick<Pack, "sentence" | "area" | "need" | "groups" | "since"> {
  return { sentence: gap.sentence, area: gap.area ?? everywhere, need: needs[gap.need], groups: gap.groups.map((group) => groups[group]), since: dayOf(gap.at) };
}

/** Ids of everything of this gap in which somebody may be named and that nobody has looked at. */
async function waitingForALook(trx: Database, gapId: string): Promise<Set<string>> {
  const rows = await trx.selectFrom("words_flag").where("gap_id", "=", gapId).where("reviewed_at", "is", null).select("subject_id").execute();
  return new Set(rows.map((row) => row.subject_id));
}

type Seen = { organisation: string; band: Band | null; at: Date };

/** Who sees it and still does: organisations by name, colleagues only to be counted. */
async function seenBy(trx: Database, gapId: string): Promise<Seen[]> {
  const rows = await trx
    .selectFrom("gap_join")
    .innerJoin("organisation", "organisation.id", "gap_join.organisation_id")
    .where("gap_join.gap_id", "=", gapId)
    .where("gap_join.ended_at", "is", null)
    .orderBy("gap_join.at")
    .orderBy("gap_join.id")
    .select(["organisation.name as organisation", "gap_join.band", "gap_join.at"])
    .execute();
  return rows.map((row) => ({ ...row, band: row.band as Band | null }));
}

function standing(seen: Seen[]): Pack["now"] {
  return {
    organisations: new Set(seen.map((one) => one.organisation)).size,
    colleagues: peopleWords(seen.length),
    estimate: estimateWords(seen.flatMap(({ band }) => (band ? [band] : []))),
  };
}

/** Cumulative, month by month: what had been seen by its end. What a month added is never told. */
function overTime(seen: Seen[], gap: Gap, now: Date): Pack["months"] {
  return monthsBetween(monthOf(gap.at), monthOf(now), mostMonths).map((month) => ({ month, words: monthWords(month), ...standing(seen.filter(({ at }) => monthOf(at) <= month)) }));
}

function corroborating(seen: Seen[]): Pack["organisations"] {
  const first = new Map<string, string>();
  for (const { organisation, at } of seen) if (!first.has(organisation)) first.set(organisation, monthWords(monthOf(at)));
  return [...first].map(([name, since]) => ({ name, since }));
}

function triedLines(trx: Database, gapId: string) {
  return trx
    .selectFrom("gap_tried")
    .innerJoin("organisation", "organisation.id", "gap_tried.organisation_id")
    .where("gap_tried.gap_id", "=", gapId)
    .where("gap_tried.ended_at", "is", null)
    .orderBy("gap_tried.at")
    .orderBy("gap_tried.id")
    .select(["gap_tried.id", "gap_tried.line", "organisation.name as organisation", "gap_tried.at"])
    .execute();
}

function outcomes(trx: Database, gapId: string) {
  return trx.selectFrom("gap_outcome").where("gap_id", "=", gapId).orderBy("at").orderBy("id").select(["id", "line", "at"]).execute();
}

async function stagesReached(trx: Database, gapId: string): Promise<{ stage: Stage; at: Date }[]> {
  const rows = await trx
    .selectFrom("gap_stage")
    .where("gap_id", "=", gapId)
    .where("ended_at", "is", null)
    .orderBy(sql`array_position(array['spotted', 'shaped', 'hosted', 'running', 'handed_on'], stage)`)
    .select(["stage", "at"])
    .execute();
  return rows.map((row) => ({ ...row, stage: row.stage as Stage }));
}

function monthOf(moment: Date): string {
  return dayOf(moment).slice(0, 7);
}
