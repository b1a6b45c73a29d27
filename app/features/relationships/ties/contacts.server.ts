import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { dayAt, instantOf, isDay } from "~/shared/zoned";
import { lineOf, wrong } from "../../gaps/access.server";
import { actFrom, findOwnTie, holdTie, ofTie, onTie, requireHeld, type Tie } from "../access.server";
import { canTakeBack, otherThan } from "../policy";
import { contactKinds, isOneOf, most } from "../words";

type When = { at?: Date };
/** `on` is a day as it is said in Scotland, today where nothing is said; `began` which side, seen from the writer's. */
export type NewContact = { kind: string; line?: string | undefined; on?: string | undefined; began?: string | undefined };

/** Writes down that the two were in touch, in ten seconds. @throws not_found, wrong_entry, conflict */
export async function writeContact(db: Database, actor: Actor, tieId: string, input: NewContact, { at }: When = {}): Promise<{ contactId: string }> {
  return inTransaction(db, async (trx) => {
    const tie = await findOwnTie(trx, actor, tieId);
    const { kind } = input;
    if (!isOneOf(contactKinds, kind)) throw wrong("kind", "Choose what it was: a visit, a call, a meeting, a message.");
    const line = lineOf(input.line ?? "", { field: "line", most: most.line, sentence: "Write a line.", mayBeEmpty: kind !== "note" });
    const happened_at = happenedAt(input.on, at ?? new Date());
    await requireHeld(trx, tie.id);
    const speaker = onTie(actor, tie);
    const acted = actFrom(speaker, speaker.seat, at);
    await trx.insertInto("tie_contact").values({ ...acted, ...ofTie(tie), kind, line, happened_at, from_id: beganBy(input.began, tie, speaker.seat.organisationId) }).execute();
    await recordActivity(trx, speaker, { kind: "tie.contact", subjectKind: "tie", subjectId: tie.id, detail: { contact: kind } });
    return { contactId: acted.id };
  });
}

/** Undo: what somebody wrote leaves the story. What the product saw happen stays. Twice changes nothing. @throws not_found, not_allowed */
export async function takeBackContact(db: Database, actor: Actor, tieId: string, contactId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const tie = await findOwnTie(trx, actor, tieId);
    const row = isId(contactId) ? await trx.selectFrom("tie_contact").where("id", "=", contactId).where("tie_id", "=", tie.id).select(["id", "account_id as accountId", "post_id as postId", "source_id as sourceId"]).executeTakeFirst() : undefined;
    if (!row) notFound();
    if (row.sourceId || !canTakeBack(actor, row)) throw new AppError("not_allowed");
    await holdTie(trx, tie.id);
    const ended = await trx.updateTable("tie_contact").set({ ended_at: new Date(), ended_by: actor.accountId }).where("id", "=", row.id).where("ended_at", "is", null).executeTakeFirst();
    if (ended.numUpdatedRows > 0n) await recordActivity(trx, onTie(actor, tie), { kind: "tie.contact", subjectKind: "tie", subjectId: tie.id, detail: { takenBack: true } });
  });
}

/** Undo of the undo: whoever took it out puts it back into the story. Twice changes nothing. @throws not_found, not_allowed, conflict */
export async function restoreContact(db: Database, actor: Actor, tieId: string, contactId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const tie = await findOwnTie(trx, actor, tieId);
    const row = isId(contactId) ? await trx.selectFrom("tie_contact").where("id", "=", contactId).where("tie_id", "=", tie.id).select(["id", "ended_by as endedBy", "account_id as accountId", "post_id as postId"]).executeTakeFirst() : undefined;
    if (!row) notFound();
    if (!canTakeBack(actor, row) || (row.endedBy && row.endedBy !== actor.accountId)) throw new AppError("not_allowed");
    await requireHeld(trx, tie.id);
    const back = await trx.updateTable("tie_contact").set({ ended_at: null, ended_by: null }).where("id", "=", row.id).where("ended_by", "=", actor.accountId).executeTakeFirst();
    if (back.numUpdatedRows > 0n) await recordActivity(trx, onTie(actor, tie), { kind: "tie.contact", subjectKind: "tie", subjectId: tie.id, detail: { putBack: true } });
  });
}

const longAgo = 20 * 365 * 86_400_000;

function happenedAt(on: string | undefined, now: Date): Date {
  if (!on || on === dayAt(now)) return now;
  if (!isDay(on)) throw wrong("on", "Choose a day, with its month and year.");
  const noon = instantOf(on, "12:00", "on");
  if (noon > now) throw wrong("on", "That day is still to come. Write it down when you have been in touch.");
  if (now.getTime() - noon.getTime() > longAgo) throw wrong("on", "That is a long time ago. Look at the year again.");
  return noon;
}

function beganBy(began: string | undefined, tie: Tie, own: string): string | null {
  if (!began || began === "both" || ![tie.oneId, tie.otherId].includes(own)) return null;
  if (began === "us") return own;
  if (began === "them") return otherThan(tie, own);
  throw wrong("began", "Choose who began: you, they, or both.");
}
