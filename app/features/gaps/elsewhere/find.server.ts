import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { findGap } from "../access.server";
import { searchWords } from "./words";

export type Elsewhere = { id: string; name: string; area: string | null; kind: string; /** Somebody of theirs has a seat here. */ here: boolean };

const mostFound = 20;

/** Organisations of other areas whose names are like these words, those that most words fit first. @throws not_found */
export async function findElsewhere(trx: Database, actor: Actor, gapId: string, typed: string): Promise<Elsewhere[]> {
  const gap = await findGap(trx, actor, gapId);
  const words = searchWords(typed);
  if (words.length === 0) return [];
  const { rows } = await sql<Elsewhere>`select id, name, area, kind, here from app.organisations_elsewhere(${words}::text[], ${gap.areaId}::uuid, ${mostFound})`.execute(trx);
  return rows;
}
