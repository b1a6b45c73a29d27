import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import type { ActivityKind } from "~/shared/activity";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { findClient, noteDoor, openClasses, type Person } from "./access.server";
import { isDate } from "./days";
import { canChangeStep } from "./policy";
import { isSectionClass, type SectionClass } from "./section";

export type StepInput = {
  clientId: string;
  noteId?: string;
  /** Who may see the step follows from this class. */
  sectionClass: SectionClass;
  words: string;
  ownerPostId?: string;
  /** "2026-11-24" */
  dueOn?: string;
};

/** Adds a next step. @throws not_found, not_allowed, wrong_entry */
export async function addStep(trx: Database, actor: Actor, input: StepInput): Promise<{ stepId: string }> {
  const person = await findClient(trx, actor, input.clientId);
  if (input.noteId && (await noteDoor(trx, actor, input.noteId)).person.id !== person.id) notFound();
  await requireWritable(trx, actor, person, input.sectionClass);
  const changes = await checked(trx, input);
  const stepId = randomUUID();
  await inTransaction(trx, async (within) => {
    await within
      .insertInto("next_step")
      .values({
        id: stepId,
        client_id: person.id,
        note_id: input.noteId ?? null,
        section_class: input.sectionClass,
        organisation_id: person.actor.seat.organisationId,
        words: changes.words,
        owner_post_id: input.ownerPostId ?? null,
        due_on: input.dueOn ?? null,
        created_by: actor.accountId,
      })
      .execute();
    await tell(within, person, "step.added", stepId);
  });
  return { stepId };
}

/** Changes words, owner or date; null clears, what is left out stays. @throws not_found, not_allowed, wrong_entry */
export async function changeStep(trx: Database, actor: Actor, stepId: string, input: { words?: string; ownerPostId?: string | null; dueOn?: string | null }): Promise<{ clientId: string }> {
  const { person, words } = await stepDoor(trx, actor, stepId);
  const changes = await checked(trx, { words: input.words ?? words, ownerPostId: input.ownerPostId, dueOn: input.dueOn });
  await inTransaction(trx, async (within) => {
    await within
      .updateTable("next_step")
      .set({
        words: changes.words,
        ...(input.ownerPostId === undefined ? {} : { owner_post_id: input.ownerPostId }),
        ...(input.dueOn === undefined ? {} : { due_on: input.dueOn }),
      })
      .where("id", "=", stepId)
      .execute();
    await tell(within, person, "step.changed", stepId);
  });
  return { clientId: person.id };
}

/** Ticks a step, or takes the tick back. Doing it twice changes nothing. @throws not_found, not_allowed */
export async function completeStep(trx: Database, actor: Actor, stepId: string, done = true): Promise<{ clientId: string }> {
  const { person, doneAt } = await stepDoor(trx, actor, stepId);
  if (done === (doneAt !== null)) return { clientId: person.id };
  await inTransaction(trx, async (within) => {
    await within
      .updateTable("next_step")
      .set(done ? { done_at: new Date(), done_by: actor.accountId } : { done_at: null, done_by: null })
      .where("id", "=", stepId)
      .execute();
    await tell(within, person, done ? "step.done" : "step.changed", stepId);
  });
  return { clientId: person.id };
}

async function stepDoor(trx: Database, actor: Actor, stepId: string) {
  if (!isId(stepId)) notFound();
  const step = await trx
    .selectFrom("next_step")
    .where("id", "=", stepId)
    .where(sql<boolean>`scope = any(array(select app.my_scopes()))`)
    .select(["client_id", "section_class", "words", "done_at"])
    .executeTakeFirst();
  if (!step) notFound();
  const person = await findClient(trx, actor, step.client_id);
  await requireWritable(trx, actor, person, step.section_class);
  return { person, words: step.words, doneAt: step.done_at };
}

async function requireWritable(trx: Database, actor: Actor, person: Person, sectionClass: string): Promise<void> {
  const { writable } = await openClasses(trx, person);
  if (!isSectionClass(sectionClass) || !canChangeStep(actor, writable, sectionClass)) throw new AppError("not_allowed");
}

async function checked(trx: Database, { words, ownerPostId, dueOn }: { words: string; ownerPostId?: string | null | undefined; dueOn?: string | null | undefined }) {
  const said = words.trim();
  if (said.length === 0 || said.length > 300) throw wrong("words", "Say what happens next, in up to 300 letters.");
  if (dueOn && !isDate(dueOn)) throw wrong("dueOn", "Write the day like 24 11 2026, or leave it empty.");
  if (ownerPostId) {
    const post = isId(ownerPostId) && (await trx.selectFrom("post").where("id", "=", ownerPostId).where("closed_at", "is", null).select("id").executeTakeFirst());
    if (!post) throw wrong("ownerPostId", "Choose who does this from the list.");
  }
  return { words: said };
}

async function tell(trx: Database, person: Person, kind: ActivityKind, stepId: string): Promise<void> {
  const step = await trx.selectFrom("next_step").where("id", "=", stepId).select("scope").executeTakeFirst();
  await recordActivity(trx, person.actor, { kind, clientId: person.id, subjectKind: "step", subjectId: stepId, scope: step?.scope ?? undefined });
}

function wrong(field: string, sentence: string): AppError {
  return new AppError("wrong_entry", sentence, { [field]: [sentence] });
}
