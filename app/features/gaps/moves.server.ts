import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actedBy, findGap, holdGap, inActingSeat, lineOf, wrong } from "./access.server";
import { flagWords } from "./flags.server";
import { tellPosts } from "../inbox/tell.server";
import { isPlace, places, type Place } from "./words";

export type Move = { to: string; /** The version of the card that was moved. */ version: number; line?: string | undefined; undo?: boolean | undefined };
type When = { at?: Date };

/**
 * Moves a card, by whatever hand: menu, drag or keyboard. PostgreSQL settles who came first; the other is told who
 * moved it where. To where it already is, nothing happens. Met needs `meetGap`.
 * @throws not_found, wrong_entry, conflict "Jo Rennie moved this first, to Being worked on."
 */
export async function moveGap(db: Database, actor: Actor, gapId: string, { to, version, line, undo = false }: Move, { at }: When = {}): Promise<{ version: number; from: Place }> {
  return inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    if (!isPlace(to)) throw wrong("to", "Choose where it should go.");
    if (to === "met" && !undo) throw wrong("line", "Say what there is now.");
    const said = lineOf(line ?? "", { field: "line", most: 300, sentence: "", mayBeEmpty: true });
    const held = await holdGap(trx, gap.id);
    if (held.place === to) return { version: held.version, from: held.place };
    await requireUnmoved(trx, gap.id, held, version);
    return writeMove(trx, actor, gap.id, held, { to, why: undo ? "undone" : whyOf(held.place, to), line: said, at });
  });
}

/** Met: says what there is now, and tells everyone who joined. @throws not_found, wrong_entry, conflict */
export async function meetGap(db: Database, actor: Actor, gapId: string, input: { version: number; line: string; organisationId?: string | null | undefined }, { at }: When = {}): Promise<{ version: number; from: Place; told: number }> {
  return inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    const line = lineOf(input.line, { field: "line", most: 500, sentence: "Say what there is now, in a sentence: where, when, who for." });
    const organisationId = await knownOrganisation(trx, input.organisationId);
    const held = await holdGap(trx, gap.id);
    if (held.place !== "met") await requireUnmoved(trx, gap.id, held, input.version);
    const acted = actedBy(actor, at);
    await trx.insertInto("gap_outcome").values({ ...acted, gap_id: gap.id, line, linked_organisation_id: organisationId }).execute();
    await flagWords(trx, acted, { kind: "gap_outcome", subjectId: acted.id, gapId: gap.id, words: line });
    const moved = held.place === "met" ? { version: held.version, from: held.place } : await writeMove(trx, actor, gap.id, held, { to: "met", why: "met", at });
    const concerned = await concernedPosts(trx, gap.id);
    if (!at) await tellPosts(trx, actor, "gap.met", { gapId: gap.id }, concerned);
    return { ...moved, told: concerned.length };
  });
}

/** One numbered move on a gap that is held. The trigger of migration 70 sets place and version from it. */
export async function writeMove(trx: Database, actor: Actor, gapId: string, held: { place: Place; version: number }, { to, why, line = "", at }: { to: Place; why: string; line?: string; at?: Date | undefined }): Promise<{ version: number; from: Place }> {
  const version = held.version + 1;
  await trx.insertInto("gap_move").values({ ...actedBy(actor, at), gap_id: gapId, number: version, from_place: held.place, to_place: to, why, line }).execute();
  await recordActivity(trx, inActingSeat(actor), { kind: to === "met" ? "gap.met" : "gap.moved", subjectKind: "gap", subjectId: gapId, detail: { from: held.place, to, why } });
  return { version, from: held.place };
}

/** Everyone who joined or holds a part, by post. */
export async function concernedPosts(trx: Database, gapId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom("gap_join")
    .where("gap_id", "=", gapId)
    .where("ended_at", "is", null)
    .select("post_id")
    .union(trx.selectFrom("gap_role").where("gap_id", "=", gapId).where("ended_at", "is", null).select("post_id"))
    .execute();
  return rows.map((row) => row.post_id);
}

/** A move by somebody else since this version was read: they came first. A rewording is no move. */
async function requireUnmoved(trx: Database, gapId: string, held: { version: number }, seen: number): Promise<void> {
  if (held.version === seen) return;
  if (!Number.isInteger(seen) || seen < 1 || seen > held.version) throw new AppError("conflict", "This card is not as you saw it. Look again, then move it.");
  const first = await trx
    .selectFrom("gap_move")
    .innerJoin("account", "account.id", "gap_move.account_id")
    .where("gap_move.gap_id", "=", gapId)
    .where("gap_move.number", ">", seen)
    .orderBy("gap_move.number", "desc")
    .limit(1)
    .select(["account.name", "gap_move.to_place as to"])
    .executeTakeFirst();
  if (first) throw new AppError("conflict", `${first.name} moved this first, to ${isPlace(first.to) ? places[first.to].title : first.to}.`);
}

function whyOf(from: Place, to: Place): string {
  if (to === "resting") return "rested";
  return from === "resting" ? "revived" : "moved";
}

async function knownOrganisation(trx: Database, organisationId: string | null | undefined): Promise<string | null> {
  if (!organisationId) return null;
  const found = isId(organisationId) && (await trx.selectFrom("organisation").where("id", "=", organisationId).select("id").executeTakeFirst());
  if (!found) throw wrong("organisationId", "Choose an organisation from the directory, or leave it empty.");
  return organisationId;
}
