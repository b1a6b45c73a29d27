import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Acted } from "./access.server";
import { possibleNames, type NameReason } from "./names";

export type FlaggedKind =
  | "gap"
  | "gap_join"
  | "gap_tried"
  | "gap_letter"
  | "gap_group"
  | "gap_outcome"
  | "gap_kit"
  | "gap_volunteer"
  | "gap_training"
  | "group_session"
  | "gap_invitation"
  | "ask"
  | "ask_answer";

/** Notes that words may name somebody, for whoever leads to look at. @returns what was seen in them */
export async function flagWords(trx: Database, acted: Acted, { kind, subjectId, gapId, askId, words }: { kind: FlaggedKind; subjectId: string; gapId?: string; askId?: string; words: string }): Promise<NameReason[]> {
  const reasons = possibleNames(words, await knownNames(trx, words));
  if (reasons.length === 0) return reasons;
  const { id: _id, ...by } = acted;
  await trx
    .insertInto("words_flag")
    .values({ ...by, id: sql<string>`gen_random_uuid()`, subject_kind: kind, subject_id: subjectId, gap_id: gapId ?? null, ask_id: askId ?? null, reasons })
    .execute();
  return reasons;
}

/** Areas and organisations that these words speak of: pairs of capitals that name nobody. */
async function knownNames(trx: Database, words: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from area where position(name in ${words}) > 0
    union select name from organisation where app.folded(name) <% app.folded(${words}) and position(name in ${words}) > 0 limit 20`.execute(trx);
  return rows.map((row) => row.name);
}
