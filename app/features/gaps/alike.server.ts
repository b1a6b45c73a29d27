import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { lineOf } from "./access.server";
import { canActOnGaps } from "./policy";
import type { Place } from "./words";

export type Alike = { id: string; sentence: string; place: Place; area: string | null; people: number; joined: boolean };

/** Below this, what two sentences have in common is that they are sentences about gaps. */
const leastLikeness = 0.3;

/**
 * Gaps that look like these words, the likest first: full text for words that mean the same, trigrams for letters that
 * are wrong (migration 76 says how that stays quick). Same area first when two are equally like. Fewer than eight
 * letters are answered by nothing.
 * @throws not_found
 */
export async function looksAlike(trx: Database, actor: Actor, { words, areaId, most = 4 }: { words: string; areaId?: string | null; most?: number }): Promise<Alike[]> {
  if (!canActOnGaps(actor)) notFound();
  const said = plain(words);
  if (said.length < 8) return [];
  return likest(trx, actor, { said, areaId: areaId ?? null, least: leastLikeness, most });
}

export type FoundGap = Pick<Alike, "id" | "sentence" | "place" | "area">;

/** Gaps that hold the words of a search or are like them, typing slips forgiven; nothing for whoever does not act. */
export async function searchGaps(trx: Database, actor: Actor, words: string, most = 8): Promise<FoundGap[]> {
  const said = plain(words);
  if (!canActOnGaps(actor) || said.length < 3) return [];
  return likest(trx, actor, { said, areaId: null, least: 0.2, most });
}

/** What was typed so far, without what no sentence has: control characters, and more than a sentence's length. */
const plain = (words: string) => lineOf(words.slice(0, 1_000), { field: "words", most: Infinity, sentence: "", mayBeEmpty: true }).slice(0, 240);

async function likest(trx: Database, actor: Actor, { said, areaId, least, most }: { said: string; areaId: string | null; least: number; most: number }): Promise<Alike[]> {
  const { rows } = await sql<Alike>`
    select g.id, g.sentence, g.place, area.name as area,
      (select count(*)::int from gap_join j where j.gap_id = g.id and j.ended_at is null) as people,
      exists (select 1 from gap_join j where j.gap_id = g.id and j.ended_at is null and j.account_id = ${actor.accountId}::uuid) as joined
    from app.gaps_like(${said}, ${areaId}::uuid, ${least}::real, ${most}) l
    join gap g on g.id = l.gap_id left join area on area.id = g.area_id
    where g.place <> 'taken_down'
    order by l.likeness desc, g.id`.execute(trx);
  return rows;
}
