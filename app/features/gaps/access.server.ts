import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor, Seat } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actingSeat, canActOnGaps } from "./policy";
import { isPlace, type Group, type Need, type Place } from "./words";

export type Gap = {
  id: string;
  sentence: string;
  areaId: string | null;
  area: string | null;
  need: Need;
  groups: Group[];
  place: Place;
  version: number;
  accountId: string;
  organisationId: string;
  at: Date;
  movedAt: Date;
  lastActiveAt: Date;
  leadPostId: string | null;
};

/** Gaps the actor of `trx` may see: all that were not taken down, for whoever acts in the network. Chain on it. */
export function visibleGaps(trx: Database) {
  return trx
    .selectFrom("gap")
    .where(sql<boolean>`(select app.is_acting())`)
    .where("gap.place", "<>", "taken_down");
}

/** The door to one gap. @throws not_found */
export async function findGap(trx: Database, actor: Actor, gapId: string): Promise<Gap> {
  if (!canActOnGaps(actor) || !isId(gapId)) notFound();
  const row = await visibleGaps(trx)
    .leftJoin("area", "area.id", "gap.area_id")
    .where("gap.id", "=", gapId)
    .select((select) => [
      "gap.id",
      "gap.sentence",
      "gap.area_id as areaId",
      "area.name as area",
      "gap.need",
      "gap.groups",
      "gap.place",
      "gap.version",
      "gap.account_id as accountId",
      "gap.organisation_id as organisationId",
      "gap.at",
      "gap.moved_at as movedAt",
      "gap.last_active_at as lastActiveAt",
      select
        .selectFrom("gap_role")
        .whereRef("gap_role.gap_id", "=", "gap.id")
        .where("gap_role.role", "=", "lead")
        .where("gap_role.ended_at", "is", null)
        .select("gap_role.post_id")
        .as("leadPostId"),
    ])
    .executeTakeFirst();
  if (!row || !isPlace(row.place)) notFound();
  return { ...row, need: row.need as Need, groups: row.groups as Group[], place: row.place };
}

/** Who acts, from which post, for which organisation; PostgreSQL holds that the three belong together. */
export type Acted = { id: string; account_id: string; post_id: string; organisation_id: string; at: Date };

/** The columns that every act on a gap or an ask carries. `at` is other than now only in seeds. @throws not_allowed */
export function actedBy(actor: Actor, at: Date = new Date()): Acted {
  const seat = actingSeat(actor);
  if (!seat) throw new AppError("not_allowed");
  return { id: randomUUID(), account_id: actor.accountId, post_id: seat.postId, organisation_id: seat.organisationId, at };
}

/** The actor as the activity row should have them: from the seat they act from here. */
export function inActingSeat(actor: Actor): Actor & { seat: Seat } {
  const seat = actingSeat(actor);
  if (!seat) throw new AppError("not_allowed");
  return { ...actor, seat };
}

/** How a gap stands, held until the transaction ends: whoever comes second waits, and sees what the first did. @throws not_found */
export async function holdGap(trx: Database, gapId: string): Promise<{ place: Place; version: number }> {
  if (!isId(gapId)) notFound();
  const { rows } = await sql<{ place: string; version: number }>`select place, version from app.hold_gap(${gapId})`.execute(trx);
  const held = rows[0];
  if (!held || !isPlace(held.place)) notFound();
  return { place: held.place, version: held.version };
}

/** Areas to choose from, by name. */
export async function areas(trx: Database): Promise<{ id: string; name: string }[]> {
  return trx.selectFrom("area").orderBy("name").select(["id", "name"]).execute();
}

/** An empty choice is everywhere. @throws wrong_entry for an area nobody has */
export async function requireArea(trx: Database, areaId: string | null | undefined): Promise<string | null> {
  if (!areaId) return null;
  const found = isId(areaId) && (await trx.selectFrom("area").where("id", "=", areaId).select("id").executeTakeFirst());
  if (!found) throw wrong("areaId", "Choose an area from the list, or leave it at everywhere.");
  return areaId;
}

/** A wrong entry with its sentence beside its field. */
export function wrong(field: string, sentence: string): AppError {
  return new AppError("wrong_entry", sentence, { [field]: [sentence] });
}

// What takes no room or turns its neighbours round: controls, marks of direction, blanks that count as letters.
// eslint-disable-next-line no-control-regex
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb]/g;
const seen = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * One line of somebody's words: what nobody sees out, white space made one, ends trimmed. Markup stays what it is,
 * letters; nothing of it is ever read as HTML. @throws wrong_entry when empty (unless it may be) or too long
 */
export function lineOf(words: string, { field, most, sentence, mayBeEmpty = false, paragraphs = false }: { field: string; most: number; sentence: string; mayBeEmpty?: boolean; paragraphs?: boolean }): string {
  const clean = words.normalize("NFC").replaceAll(unseen, "");
  const line = (paragraphs ? clean.replaceAll(/\r\n?/g, "\n").replaceAll(/[^\S\n]+/g, " ").replaceAll(/\n{3,}/g, "\n\n") : clean.replaceAll(/\s+/g, " ")).trim();
  if (!seen.test(line) && !mayBeEmpty) throw wrong(field, sentence);
  if ([...line].length > most) throw wrong(field, `Please keep it under ${most} letters; this has ${[...line].length}.`);
  return seen.test(line) ? line : "";
}
