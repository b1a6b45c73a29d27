import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actedBy, findGap, holdGap, inActingSeat, lineOf } from "../access.server";
import { flagWords } from "../flags.server";
import type { NameReason } from "../names";
import { actingSeat, canEnd } from "../policy";
import { answerFlags } from "../reviews.server";

type When = { at?: Date };
export type SupportLetter = { id: string; line: string; name: string; post: string; organisation: string; organisationId: string; at: string; /** Someone may be named in it, and nobody has looked yet. */ flagged: boolean; mayEnd: boolean };

/**
 * A letter of support, signed by name and post for the organisation one acts for. Each organisation has one at a time:
 * writing again replaces one's own. @throws not_found, wrong_entry, conflict when a colleague has signed one
 */
export async function writeLetter(db: Database, actor: Actor, gapId: string, input: { line: string }, { at }: When = {}): Promise<{ letterId: string; flagged: NameReason[] }> {
  return inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    const line = lineOf(input.line, { field: "line", most: 2000, sentence: "Write why your organisation supports this.", paragraphs: true });
    await holdGap(trx, gap.id);
    const acted = actedBy(actor, at);
    const there = await liveLetters(trx, gap.id).where("gap_letter.organisation_id", "=", acted.organisation_id).executeTakeFirst();
    if (there && !canEnd(actor, there)) throw new AppError("conflict", `${there.name} has signed one for ${there.organisation} already. Ask them to change it, or to take it back.`);
    if (there?.line === line && there.accountId === actor.accountId) return { letterId: there.id, flagged: [] };
    if (there) await endLetter(trx, actor, there.id, acted.at);
    await trx.insertInto("gap_letter").values({ ...acted, gap_id: gap.id, line }).execute();
    const flagged = await flagWords(trx, acted, { kind: "gap_letter", subjectId: acted.id, gapId: gap.id, words: withoutSigner(actor, line) });
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.worked_on", subjectKind: "gap", subjectId: gap.id, detail: { what: "letter_signed", flagged: flagged.length } });
    return { letterId: acted.id, flagged };
  });
}

/** Takes a letter back; `back` puts it where it was, unless the organisation has signed another since. @throws not_found, not_allowed, conflict */
export async function takeBackLetter(db: Database, actor: Actor, gapId: string, letterId: string, { at = new Date(), back = false }: When & { back?: boolean } = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    if (!isId(letterId)) notFound();
    await holdGap(trx, gap.id);
    const letter = await trx.selectFrom("gap_letter").where("id", "=", letterId).where("gap_id", "=", gap.id).select(["id", "line", "organisation_id as organisationId", "account_id as accountId", "post_id as postId", "ended_at as endedAt"]).executeTakeFirst();
    if (!letter) notFound();
    if (!canEnd(actor, letter)) throw new AppError("not_allowed");
    if ((letter.endedAt === null) === back) return;
    if (!back) await endLetter(trx, actor, letter.id, at);
    else {
      const another = await liveLetters(trx, gap.id).where("gap_letter.organisation_id", "=", letter.organisationId).executeTakeFirst();
      if (another) throw new AppError("conflict", `${another.organisation} has signed another letter since. Take that one back first.`);
      await trx.updateTable("gap_letter").set({ ended_at: null, ended_by: null }).where("id", "=", letter.id).execute();
      await flagWords(trx, actedBy(actor), { kind: "gap_letter", subjectId: letter.id, gapId: gap.id, words: withoutSigner(actor, letter.line) });
    }
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.worked_on", subjectKind: "gap", subjectId: gap.id, detail: { what: back ? "letter_back" : "letter_taken_back" } });
  });
}

async function endLetter(trx: Database, actor: Actor, letterId: string, at: Date): Promise<void> {
  await trx.updateTable("gap_letter").set({ ended_at: at, ended_by: actor.accountId }).where("id", "=", letterId).execute();
  await answerFlags(trx, actor, letterId, "reworded");
}

/** Whoever signs names themselves, and may. */
function withoutSigner(actor: Actor, words: string): string {
  const own = [actor.name, actingSeat(actor)?.postTitle, actingSeat(actor)?.organisationName].filter((one): one is string => Boolean(one));
  return own.reduce((left, name) => left.replaceAll(name, "…"), words);
}

/** Letters that stand, the oldest first. @throws not_found */
export async function lettersOf(trx: Database, actor: Actor, gapId: string): Promise<SupportLetter[]> {
  const gap = await findGap(trx, actor, gapId);
  const rows = await liveLetters(trx, gap.id).orderBy("gap_letter.at").orderBy("gap_letter.id").execute();
  return rows.map(({ accountId, postId, at, ...row }) => ({ ...row, flagged: Boolean(row.flagged), at: at.toISOString(), mayEnd: canEnd(actor, { accountId, postId }) }));
}

function liveLetters(trx: Database, gapId: string) {
  return trx
    .selectFrom("gap_letter")
    .innerJoin("account", "account.id", "gap_letter.account_id")
    .innerJoin("post", "post.id", "gap_letter.post_id")
    .innerJoin("organisation", "organisation.id", "gap_letter.organisation_id")
    .where("gap_letter.gap_id", "=", gapId)
    .where("gap_letter.ended_at", "is", null)
    .select((select) => [
      "gap_letter.id",
      "gap_letter.line",
      "gap_letter.at",
      "gap_letter.account_id as accountId",
      "gap_letter.post_id as postId",
      "gap_letter.organisation_id as organisationId",
      "account.name",
      "post.title as post",
      "organisation.name as organisation",
      select.exists(select.selectFrom("words_flag").whereRef("words_flag.subject_id", "=", "gap_letter.id").where("words_flag.reviewed_at", "is", null).select("words_flag.id")).as("flagged"),
    ]);
}
