import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { recordViews } from "~/shared/views.server";
import type { Found, FoundOrganisation } from "./found";
import { peopleLike } from "./people-list.server";

/** People one may see and organisations, at most eight of each, typing slips forgiven. Writes a look per person found. */
export async function search(trx: Database, actor: Actor, words: string): Promise<Found> {
  const asked = words.trim().slice(0, 80);
  if (asked.length < 2) return { people: [], organisations: [] };
  const people = await peopleLike(trx, asked)
    .orderBy(sql`word_similarity(app.folded(${asked}), app.folded(client.name))`, "desc")
    .orderBy("client.name")
    .limit(8)
    .select(["client.id", "client.name", "client.reference"])
    .execute();
  await recordViews(trx, actor, people.map((person) => ({ clientId: person.id, what: "person" as const, how: "search" as const })));
  return { people, organisations: await organisationsLike(trx, asked, 8) };
}

/** Organisations by name: those that hold the words first, then those that are like them. */
export async function organisationsLike(trx: Database, words: string, limit: number, without: string[] = []): Promise<FoundOrganisation[]> {
  const asked = words.trim().slice(0, 80);
  if (asked.length < 2) return [];
  const pattern = `%${asked.replace(/[\\%_]/g, "\\$&")}%`;
  // Two slips in a short word are forgiven; the index still answers.
  await sql`select set_config('pg_trgm.word_similarity_threshold', '0.35', true)`.execute(trx);
  const { rows } = await sql<FoundOrganisation>`select id, name, area from app.organisations_like(${asked}, ${pattern}, ${without}::uuid[], ${limit})`.execute(trx);
  return rows;
}
