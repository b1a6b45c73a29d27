import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { dayOf } from "~/features/case-notes/days";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { actedBy, findGap, holdGap, inActingSeat, lineOf, wrong } from "../access.server";
import { flagWords } from "../flags.server";
import type { NameReason } from "../names";
import { answerFlags } from "../reviews.server";
import { kitStates, kitTasks, type KitState, type KitTask } from "../words";
import { dayFrom } from "./days.server";

type When = { at?: Date };
export type KitEntry = { task: string; state: string; line?: string | undefined; onDate?: string | null | undefined };
export type KitLine = { task: KitTask; state: KitState; line: string; onDate: string | null; by: { name: string; organisation: string; at: string } | undefined };

/** Those whose date is what the task is about: done without one says nothing. */
const needsDate: Partial<Record<KitTask, string>> = {
  public_liability: "Write the day the cover runs out.",
  review_date: "Write the day you will review it.",
  exit_date: "Write the day it stops or is handed on. It may be moved.",
};
const goneBy: Partial<Record<KitTask, string>> = {
  public_liability: "This cover has run out already. Write the day the new one ends.",
  review_date: "That day has gone by. Choose one to come.",
  exit_date: "That day has gone by. Choose one to come.",
};

/** Says how one task of the kit stands. Saying what it says already changes nothing. @throws not_found, wrong_entry */
export async function setKitTask(db: Database, actor: Actor, gapId: string, entry: KitEntry, { at }: When = {}): Promise<{ flagged: NameReason[] }> {
  return inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    const { task, state } = entry;
    if (!isTask(task)) throw wrong("task", "Choose a task of the kit.");
    if (!isState(state)) throw wrong("state", "Choose how it stands.");
    const line = lineOf(entry.line ?? "", { field: "line", most: 500, sentence: "", mayBeEmpty: true });
    await holdGap(trx, gap.id);
    const now = at ?? new Date();
    const before = await newest(trx, gap.id, task);
    const onDate = kitTasks[task].dated ? dayFor(task, state, entry.onDate, before?.onDate ?? null, now) : null;
    if ((before?.state ?? "to_do") === state && (before?.line ?? "") === line && (before?.onDate ?? null) === onDate) return { flagged: [] };
    const acted = actedBy(actor, at);
    await trx.insertInto("gap_kit").values({ ...acted, gap_id: gap.id, task, state, line, on_date: onDate }).execute();
    const flagged = before?.line === line ? [] : await flagWords(trx, acted, { kind: "gap_kit", subjectId: acted.id, gapId: gap.id, words: line });
    if (before && before.line !== line) await answerFlags(trx, actor, before.id, "reworded");
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.worked_on", subjectKind: "gap", subjectId: gap.id, detail: { what: "kit", task, state } });
    return { flagged };
  });
}

function dayFor(task: KitTask, state: KitState, typed: string | null | undefined, before: string | null, now: Date): string | null {
  const onDate = dayFrom(typed, { field: "onDate", what: "it", back: 10, ahead: 10, now });
  if (!onDate && state === "done" && needsDate[task]) throw wrong("onDate", needsDate[task]);
  const today = dayOf(now);
  // What stood there before may have gone by since; it is not refused for that.
  if (onDate && onDate !== before && onDate < today && goneBy[task]) throw wrong("onDate", goneBy[task]);
  if (onDate && task === "risk_assessment" && state === "done" && onDate > today) throw wrong("onDate", "That day is still to come. Write the day somebody looked, or choose Under way.");
  return onDate;
}

function newest(trx: Database, gapId: string, task: KitTask) {
  return trx
    .selectFrom("gap_kit")
    .where("gap_id", "=", gapId)
    .where("task", "=", task)
    .orderBy("at", "desc")
    .limit(1)
    .select(["id", "state", "line", sql<string | null>`on_date::text`.as("onDate")])
    .executeTakeFirst();
}

/** The ten tasks in their order, each as it stands; one that nobody touched is to do. @throws not_found */
export async function kitOf(trx: Database, actor: Actor, gapId: string): Promise<KitLine[]> {
  const gap = await findGap(trx, actor, gapId);
  const rows = await trx
    .selectFrom("gap_kit")
    .innerJoin("account", "account.id", "gap_kit.account_id")
    .innerJoin("organisation", "organisation.id", "gap_kit.organisation_id")
    .where("gap_kit.gap_id", "=", gap.id)
    .distinctOn("gap_kit.task")
    .orderBy("gap_kit.task")
    .orderBy("gap_kit.at", "desc")
    .select(["gap_kit.task", "gap_kit.state", "gap_kit.line", sql<string | null>`gap_kit.on_date::text`.as("onDate"), "gap_kit.at", "account.name", "organisation.name as organisation"])
    .execute();
  const byTask = new Map(rows.map((row) => [row.task, row]));
  return (Object.keys(kitTasks) as KitTask[]).map((task) => {
    const row = byTask.get(task);
    if (!row) return { task, state: "to_do", line: "", onDate: null, by: undefined };
    return { task, state: row.state as KitState, line: row.line, onDate: row.onDate, by: { name: row.name, organisation: row.organisation, at: row.at.toISOString() } };
  });
}

const isTask = (task: string): task is KitTask => Object.hasOwn(kitTasks, task);
const isState = (state: string): state is KitState => Object.hasOwn(kitStates, state);
