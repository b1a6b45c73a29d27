import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, databaseReason, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { dayAt, isDay } from "~/shared/zoned";
import { tellPosts } from "../../inbox/tell.server";
import { lineOf, wrong } from "../../gaps/access.server";
import { actFrom, findOwnTie, ofTie, onTie, postsHolding, requireHeld, type Tie } from "../access.server";
import { otherThan, seatFor } from "../policy";
import { agreementKinds, isOneOf, most } from "../words";

type When = { at?: Date };
export type NewAgreement = { kind: string; words: string; reviewOn: string };

/** Writes down what was agreed, with the day when the two look at it again; the other side is asked whether it is so. @throws not_found, wrong_entry, conflict */
export async function writeAgreement(db: Database, actor: Actor, tieId: string, { kind, words, reviewOn }: NewAgreement, { at }: When = {}): Promise<{ agreementId: string }> {
  return inTransaction(db, async (trx) => {
    const tie = await findOwnTie(trx, actor, tieId);
    if (!isOneOf(agreementKinds, kind)) throw wrong("kind", "Choose what it is about.");
    const said = lineOf(words, { field: "words", most: most.agreement, sentence: "Write what you agreed, in a sentence or two.", paragraphs: true });
    const review_on = dayToCome(reviewOn, at);
    await requireHeld(trx, tie.id);
    const speaker = onTie(actor, tie);
    const acted = actFrom(speaker, speaker.seat, at);
    await trx.insertInto("tie_agreement").values({ ...acted, ...ofTie(tie), kind, words: said, review_on }).execute();
    await recordActivity(trx, speaker, { kind: "tie.agreement", subjectKind: "tie", subjectId: tie.id, detail: { agreement: kind } });
    const sides = [tie.oneId, tie.otherId].includes(acted.organisation_id) ? [otherThan(tie, acted.organisation_id)] : [tie.oneId, tie.otherId];
    if (!at) for (const side of sides) await tellPosts(trx, actor, "tie.agreement", { tieId: tie.id }, await postsHolding(trx, tie, side));
    return { agreementId: acted.id };
  });
}

/** The other side's word that it is so. Twice changes nothing. @throws not_found, not_allowed, conflict */
export async function agreeToIt(db: Database, actor: Actor, agreementId: string): Promise<void> {
  await change(db, actor, agreementId, async (trx, tie, agreement) => {
    const other = seatFor(actor, ...(agreement.answersId ? [agreement.answersId] : [tie.oneId, tie.otherId].filter((side) => side !== agreement.organisationId)));
    if (!other) throw new AppError("not_allowed");
    if (agreement.agreedAt) return false;
    await trx.updateTable("tie_agreement").set({ agreed_at: new Date(), agreed_by: actor.accountId }).where("id", "=", agreement.id).where("agreed_at", "is", null).execute().catch(ownWords);
    await tellPosts(trx, actor, "tie.answered", { tieId: tie.id }, [agreement.postId]);
    return true;
  });
}

/** Looked at again and still right: a new date. Either side. `seen` is the date that was read. @throws not_found, wrong_entry, conflict */
export async function reviewAgreement(db: Database, actor: Actor, agreementId: string, { reviewOn, seen }: { reviewOn: string; seen: string }): Promise<void> {
  await change(db, actor, agreementId, async (trx, _tie, agreement) => {
    const review_on = dayToCome(reviewOn);
    if (agreement.reviewOn !== seen) throw new AppError("conflict", "Somebody looked at this agreement first. Look again.");
    await trx.updateTable("tie_agreement").set({ review_on, reviewed_at: new Date() }).where("id", "=", agreement.id).execute();
    return true;
  });
}

/** It holds no more; either side. Twice changes nothing. @throws not_found */
export async function endAgreement(db: Database, actor: Actor, agreementId: string): Promise<void> {
  await change(db, actor, agreementId, async (trx, _tie, agreement) => {
    await trx.updateTable("tie_agreement").set({ ended_at: new Date(), ended_by: actor.accountId }).where("id", "=", agreement.id).execute();
    return true;
  }, { whenEnded: "nothing" });
}

/** Undo: whoever took it out puts it back as it stood. Twice changes nothing. @throws not_found, not_allowed, conflict */
export async function restoreAgreement(db: Database, actor: Actor, agreementId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const row = isId(agreementId) ? await trx.selectFrom("tie_agreement").where("id", "=", agreementId).select(["id", "tie_id", "ended_by"]).executeTakeFirst() : undefined;
    if (!row) notFound();
    const tie = await findOwnTie(trx, actor, row.tie_id);
    await requireHeld(trx, tie.id);
    if (row.ended_by && row.ended_by !== actor.accountId) throw new AppError("not_allowed");
    const back = await trx.updateTable("tie_agreement").set({ ended_at: null, ended_by: null }).where("id", "=", row.id).where("ended_by", "=", actor.accountId).executeTakeFirst();
    if (back.numUpdatedRows > 0n) await recordActivity(trx, onTie(actor, tie), { kind: "tie.agreement", subjectKind: "tie", subjectId: tie.id, detail: { changed: true } });
  });
}

type Agreement = { id: string; organisationId: string; answersId: string | null; postId: string; agreedAt: Date | null; reviewOn: string; endedAt: Date | null };

/** One agreement of a tie one is inside, held while it changes: whoever comes second sees what the first did. */
async function change(db: Database, actor: Actor, agreementId: string, act: (trx: Database, tie: Tie, agreement: Agreement) => Promise<boolean>, { whenEnded = "refuse" }: { whenEnded?: "refuse" | "nothing" } = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const tieId = isId(agreementId) ? (await trx.selectFrom("tie_agreement").where("id", "=", agreementId).select("tie_id").executeTakeFirst())?.tie_id : undefined;
    if (!tieId) notFound();
    const tie = await findOwnTie(trx, actor, tieId);
    if (whenEnded === "refuse") await requireHeld(trx, tie.id);
    const row = await trx
      .selectFrom("tie_agreement")
      .where("id", "=", agreementId)
      .select((select) => ["id", "organisation_id as organisationId", "answers_id as answersId", "post_id as postId", "agreed_at as agreedAt", select.cast<string>("review_on", "text").as("reviewOn"), "ended_at as endedAt"])
      .executeTakeFirstOrThrow();
    if (row.endedAt && whenEnded === "nothing") return;
    if (row.endedAt) throw new AppError("conflict", "This agreement has ended. Write a new one.");
    if (await act(trx, tie, row)) await recordActivity(trx, onTie(actor, tie), { kind: "tie.agreement", subjectKind: "tie", subjectId: tie.id, detail: { changed: true } });
  });
}

function dayToCome(day: string, at: Date = new Date()): string {
  if (!isDay(day)) throw wrong("reviewOn", "Choose the day when you look at it again.");
  if (day <= dayAt(at)) throw wrong("reviewOn", "Choose a day that is still to come.");
  if (day > dayAt(new Date(at.getTime() + 5 * 366 * 86_400_000))) throw wrong("reviewOn", "Choose a day within five years.");
  return day;
}

function ownWords(error: unknown): never {
  if (databaseReason(error) === "agreed_by_the_other_side") throw new AppError("not_allowed");
  throw error;
}
