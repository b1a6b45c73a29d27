import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { actedBy, findGap, holdGap, inActingSeat, lineOf } from "./access.server";
import { flagWords } from "./flags.server";
import { writeMove } from "./moves.server";
import { bandOf } from "./posting.server";

type When = { at?: Date };

/**
 * "I see this too", with how many one knows of and a line, both optional. Saying it again changes them. A second
 * organisation moves a card that was just noticed on. @throws not_found, wrong_entry
 */
export async function seeThisToo(db: Database, actor: Actor, gapId: string, input: { band?: string | null; line?: string } = {}, { at }: When = {}): Promise<{ moved: boolean }> {
  return inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    const band = bandOf(input.band);
    const line = lineOf(input.line ?? "", { field: "line", most: 200, sentence: "", mayBeEmpty: true });
    const held = await holdGap(trx, gap.id);
    const own = await trx.selectFrom("gap_join").where("gap_id", "=", gap.id).where("account_id", "=", actor.accountId).where("ended_at", "is", null).select(["id", "band", "line"]).executeTakeFirst();
    const acted = actedBy(actor, at);
    if (own) await trx.updateTable("gap_join").set({ band: input.band === undefined ? own.band : band, line: input.line === undefined ? own.line : line }).where("id", "=", own.id).execute();
    else await trx.insertInto("gap_join").values({ ...acted, gap_id: gap.id, band, line }).execute();
    if (line) await flagWords(trx, acted, { kind: "gap_join", subjectId: own?.id ?? acted.id, gapId: gap.id, words: line });
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.joined", subjectKind: "gap", subjectId: gap.id, detail: { again: own !== undefined } });
    const moved = held.place === "noticed" && (await organisationsSeeing(trx, gap.id)) > 1;
    if (moved) await writeMove(trx, actor, gap.id, held, { to: "seen", why: "two_organisations", at });
    return { moved };
  });
}

/** Takes back "I see this too". If that had moved the card on, and nobody moved it since, it goes back. Doing it twice changes nothing. @throws not_found */
export async function takeBackSeeing(db: Database, actor: Actor, gapId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    const held = await holdGap(trx, gap.id);
    const ended = await trx.updateTable("gap_join").set({ ended_at: new Date() }).where("gap_id", "=", gap.id).where("account_id", "=", actor.accountId).where("ended_at", "is", null).executeTakeFirst();
    if (ended.numUpdatedRows === 0n) return;
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.left", subjectKind: "gap", subjectId: gap.id });
    if (held.place !== "seen" || (await organisationsSeeing(trx, gap.id)) > 1) return;
    const last = await trx.selectFrom("gap_move").where("gap_id", "=", gap.id).orderBy("number", "desc").limit(1).select("why").executeTakeFirst();
    if (last?.why === "two_organisations") await writeMove(trx, actor, gap.id, held, { to: "noticed", why: "one_organisation" });
  });
}

async function organisationsSeeing(trx: Database, gapId: string): Promise<number> {
  const { count } = await trx
    .selectFrom("gap_join")
    .where("gap_id", "=", gapId)
    .where("ended_at", "is", null)
    .select((select) => select.fn.count<number>("organisation_id").distinct().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}
