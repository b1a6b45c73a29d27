import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actedBy, findGap, holdGap, inActingSeat, lineOf, wrong, type Gap } from "../access.server";
import { flagWords } from "../flags.server";
import { canEnd } from "../policy";
import { trainings, type Training } from "../words";
import { dayFrom } from "./days.server";

type When = { at?: Date };
export type NewVolunteer = { name: string; does?: string | undefined };
export type NewTraining = { volunteerId: string; what: string; doneOn: string; until?: string | null | undefined; line?: string | undefined };
export type TrainingLine = { id: string; what: Training; line: string; doneOn: string; until: string | null; mayEnd: boolean };
export type VolunteerLine = { id: string; name: string; does: string; since: string; by: string; mayEnd: boolean; trainings: TrainingLine[] };

/** More than these do not fit one group, or one page. */
const mostVolunteers = 60;
const mostTrainings = 20;

/** Puts a helper on the list, by the name colleagues know them by. They are no person supported. @throws not_found, wrong_entry */
export async function addVolunteer(db: Database, actor: Actor, gapId: string, input: NewVolunteer, { at }: When = {}): Promise<{ volunteerId: string }> {
  return inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    const name = lineOf(input.name, { field: "name", most: 120, sentence: "Write the name the group knows them by." });
    const does = lineOf(input.does ?? "", { field: "does", most: 200, sentence: "", mayBeEmpty: true });
    await holdGap(trx, gap.id);
    const there = await trx.selectFrom("gap_volunteer").where("gap_id", "=", gap.id).where("ended_at", "is", null).select("name").execute();
    if (there.some((one) => one.name.toLowerCase() === name.toLowerCase())) throw wrong("name", `${name} is on the list already.`);
    if (there.length >= mostVolunteers) throw wrong("name", `The list is full at ${mostVolunteers}. Step somebody down first.`);
    const acted = actedBy(actor, at);
    await trx.insertInto("gap_volunteer").values({ ...acted, gap_id: gap.id, name, does }).execute();
    await flagWords(trx, acted, { kind: "gap_volunteer", subjectId: acted.id, gapId: gap.id, words: does });
    await worked(trx, actor, gap, "volunteer_added");
    return { volunteerId: acted.id };
  });
}

/** A helper steps down; `back` undoes it. @throws not_found, not_allowed */
export async function stepDownVolunteer(db: Database, actor: Actor, gapId: string, volunteerId: string, { at = new Date(), back = false }: When & { back?: boolean } = {}): Promise<void> {
  await end(db, actor, gapId, { table: "gap_volunteer", id: volunteerId, at, back });
}

/** Writes down what a volunteer has done, and when it runs out. @throws not_found, wrong_entry */
export async function addTraining(db: Database, actor: Actor, gapId: string, input: NewTraining, { at }: When = {}): Promise<{ trainingId: string }> {
  return inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    const { what } = input;
    if (!isTraining(what)) throw wrong("what", "Choose what they have done.");
    const now = at ?? new Date();
    const doneOn = dayFrom(input.doneOn, { field: "doneOn", what: "when it was done", back: 40, ahead: 0, now });
    if (!doneOn) throw wrong("doneOn", "Write the day it was done.");
    const until = dayFrom(input.until, { field: "until", what: "when it runs out", back: 40, ahead: 20, now });
    if (until && until < doneOn) throw wrong("until", "It runs out before it was done. Check the two days.");
    const line = lineOf(input.line ?? "", { field: "line", most: 200, sentence: what === "other" ? "Say what it was." : "", mayBeEmpty: what !== "other" });
    await holdGap(trx, gap.id);
    const volunteer = isId(input.volunteerId) && (await trx.selectFrom("gap_volunteer").where("id", "=", input.volunteerId).where("gap_id", "=", gap.id).where("ended_at", "is", null).select("id").executeTakeFirst());
    if (!volunteer) throw wrong("volunteerId", "They are not on the list any more.");
    const { count } = await trx.selectFrom("gap_training").where("volunteer_id", "=", volunteer.id).where("ended_at", "is", null).select((select) => select.fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
    if (Number(count) >= mostTrainings) throw wrong("what", `That is ${mostTrainings} already. Take off one that has run out first.`);
    const acted = actedBy(actor, at);
    await trx.insertInto("gap_training").values({ ...acted, gap_id: gap.id, volunteer_id: volunteer.id, what, line, done_on: doneOn, until }).execute();
    await flagWords(trx, acted, { kind: "gap_training", subjectId: acted.id, gapId: gap.id, words: line });
    await worked(trx, actor, gap, "training_added");
    return { trainingId: acted.id };
  });
}

/** Takes a line off somebody's training record; `back` undoes it. @throws not_found, not_allowed */
export async function removeTraining(db: Database, actor: Actor, gapId: string, trainingId: string, { at = new Date(), back = false }: When & { back?: boolean } = {}): Promise<void> {
  await end(db, actor, gapId, { table: "gap_training", id: trainingId, at, back });
}

type Ending = { table: "gap_volunteer" | "gap_training"; id: string; at: Date; back: boolean };

/** Ended by whoever wrote it or sits in that post, by the lead, and by facilitators; the same may undo it. */
async function end(db: Database, actor: Actor, gapId: string, { table, id, at, back }: Ending): Promise<void> {
  await inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    if (!isId(id)) notFound();
    await holdGap(trx, gap.id);
    const row = await trx.selectFrom(table).where("id", "=", id).where("gap_id", "=", gap.id).select(["id", "account_id as accountId", "post_id as postId", "ended_at as endedAt"]).executeTakeFirst();
    if (!row) notFound();
    if (!mayEnd(actor, gap, row)) throw new AppError("not_allowed");
    if ((row.endedAt === null) === back) return;
    await trx.updateTable(table).set(back ? { ended_at: null, ended_by: null } : { ended_at: at, ended_by: actor.accountId }).where("id", "=", row.id).execute();
    await worked(trx, actor, gap, `${table === "gap_volunteer" ? "volunteer" : "training"}_${back ? "back" : "ended"}`);
  });
}

function mayEnd(actor: Actor, gap: Gap, row: { accountId: string; postId: string }): boolean {
  return canEnd(actor, row) || actor.seats.some((seat) => seat.role !== "commissioner" && seat.postId === gap.leadPostId);
}

/** Who helps, each with their training, in the order they came. @throws not_found */
export async function volunteersOf(trx: Database, actor: Actor, gapId: string): Promise<VolunteerLine[]> {
  const gap = await findGap(trx, actor, gapId);
  const people = await trx
    .selectFrom("gap_volunteer")
    .innerJoin("organisation", "organisation.id", "gap_volunteer.organisation_id")
    .where("gap_id", "=", gap.id)
    .where("ended_at", "is", null)
    .orderBy("gap_volunteer.at")
    .orderBy("gap_volunteer.id")
    .select(["gap_volunteer.id", "gap_volunteer.name", "does", "at", "organisation.name as by", "gap_volunteer.account_id as accountId", "gap_volunteer.post_id as postId"])
    .execute();
  const done = await trx
    .selectFrom("gap_training")
    .where("gap_id", "=", gap.id)
    .where("ended_at", "is", null)
    .orderBy("done_on")
    .orderBy("id")
    .select(["id", "volunteer_id as volunteerId", "what", "line", sql<string>`done_on::text`.as("doneOn"), sql<string | null>`until::text`.as("until"), "account_id as accountId", "post_id as postId"])
    .execute();
  return people.map(({ accountId, postId, at, ...one }) => ({
    ...one,
    since: at.toISOString(),
    mayEnd: mayEnd(actor, gap, { accountId, postId }),
    trainings: done.filter((line) => line.volunteerId === one.id).map(({ id, what, line, doneOn, until, ...by }) => ({ id, what: what as Training, line, doneOn, until, mayEnd: mayEnd(actor, gap, by) })),
  }));
}

const isTraining = (what: string): what is Training => Object.hasOwn(trainings, what);

function worked(trx: Database, actor: Actor, gap: Gap, what: string): Promise<void> {
  return recordActivity(trx, inActingSeat(actor), { kind: "gap.worked_on", subjectKind: "gap", subjectId: gap.id, detail: { what } });
}
