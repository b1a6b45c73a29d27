import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { beginTurn } from "~/shared/turning.server";
import { actedBy, findGap, holdGap, inActingSeat, lineOf, requireArea, wrong } from "./access.server";
import { flagWords } from "./flags.server";
import { postsFollowing, tellPosts } from "../inbox/tell.server";
import type { NameReason } from "./names";
import { canActOnGaps, canReword, canTakeDown } from "./policy";
import { isBand, isGroup, isNeed } from "./words";

export type GapFacts = { sentence: string; areaId?: string | null | undefined; need: string; groups: readonly string[] };
export type NewGap = GapFacts & { band?: string | null | undefined; line?: string | undefined };
type When = { at?: Date };

const mostLetters = 240;

/**
 * Posts a gap: the card, its spotter's "I see this", and the stage it begins at. Words that may name somebody are
 * flagged, never refused. @returns what was seen in them, and how many posts follow such things
 * @throws not_allowed, wrong_entry
 */
export async function postGap(db: Database, actor: Actor, input: NewGap, { at }: When = {}): Promise<{ gapId: string; flagged: NameReason[]; following: number }> {
  if (!canActOnGaps(actor)) throw new AppError("not_allowed");
  return inTransaction(db, async (trx) => {
    const facts = await checked(trx, input);
    const band = bandOf(input.band);
    const line = lineOf(input.line ?? "", { field: "line", most: 200, sentence: "", mayBeEmpty: true });
    const acted = actedBy(actor, at);
    const gapId = acted.id;
    await trx.insertInto("gap").values({ ...acted, ...facts, moved_at: acted.at, last_active_at: acted.at }).execute();
    await trx.insertInto("gap_join").values({ ...actedBy(actor, at), gap_id: gapId, band, line }).execute();
    await trx.insertInto("gap_role").values({ ...actedBy(actor, at), gap_id: gapId, role: "spotter" }).execute();
    await trx.insertInto("gap_stage").values({ ...actedBy(actor, at), gap_id: gapId, stage: "spotted" }).execute();
    const flagged = await flagWords(trx, acted, { kind: "gap", subjectId: gapId, gapId, words: `${facts.sentence}\n${line}` });
    const following = await postsFollowing(trx, { areaId: facts.area_id, need: facts.need, groups: facts.groups });
    if (!at) await tellPosts(trx, actor, "gap.posted", { gapId }, following);
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.posted", subjectKind: "gap", subjectId: gapId, detail: { flagged: flagged.length } });
    return { gapId, flagged, following: following.length };
  });
}

/**
 * Changes the words of a gap, or what it is filed under. A flag on the old words is answered by it.
 * @param version the one the words were read at
 * @throws not_found, not_allowed, wrong_entry, conflict when somebody changed it meanwhile
 */
export async function rewordGap(db: Database, actor: Actor, gapId: string, input: GapFacts & { version: number }): Promise<{ flagged: NameReason[] }> {
  return inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    if (!canReword(actor, gap)) throw new AppError("not_allowed");
    const facts = await checked(trx, input);
    const held = await holdGap(trx, gap.id);
    if (held.version !== input.version) throw new AppError("conflict", "Someone changed this gap while you were writing. Your words are still here; read theirs, then save again.");
    await trx.updateTable("gap").set({ ...facts, version: held.version + 1 }).where("id", "=", gap.id).execute();
    await trx
      .updateTable("words_flag")
      .set({ reviewed_at: new Date(), reviewed_by: actor.accountId, outcome: "reworded" })
      .where("subject_id", "=", gap.id)
      .where("reviewed_at", "is", null)
      .execute();
    const flagged = await flagWords(trx, actedBy(actor), { kind: "gap", subjectId: gap.id, gapId: gap.id, words: facts.sentence });
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.reworded", subjectKind: "gap", subjectId: gap.id, detail: { flagged: flagged.length } });
    return { flagged };
  });
}

/** Takes a gap off the board for good, with every word of it: posted by mistake, or somebody can be recognised. @throws not_found, not_allowed */
export async function takeDownGap(db: Database, actor: Actor, gapId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    if (!canTakeDown(actor, gap)) throw new AppError("not_allowed");
    await beginTurn(trx);
    const held = await holdGap(trx, gap.id);
    await trx.insertInto("gap_move").values({ ...actedBy(actor), gap_id: gap.id, number: held.version + 1, from_place: held.place, to_place: "taken_down", why: "taken_down" }).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.taken_down", subjectKind: "gap", subjectId: gap.id });
  });
}

/** @throws wrong_entry for a band that is none */
export function bandOf(band: string | null | undefined): string | null {
  if (!band) return null;
  if (!isBand(band)) throw wrong("band", "Choose how many you know of, or leave it.");
  return band;
}

async function checked(trx: Database, { sentence, areaId, need, groups }: GapFacts) {
  const said = lineOf(sentence, { field: "sentence", most: mostLetters, sentence: "Say in one sentence what is missing." });
  if (!isNeed(need)) throw wrong("need", "Choose what it is about.");
  const chosen = [...new Set(groups)];
  if (chosen.length > 6 || !chosen.every(isGroup)) throw wrong("groups", "Choose up to six groups from the list.");
  return { sentence: said, area_id: await requireArea(trx, areaId), need, groups: chosen };
}
