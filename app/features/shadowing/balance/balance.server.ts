import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { canShadow } from "../policy";
import { standingOf, type Pairs, type Standing } from "./words";

/** A day on offer that would do a tie good. */
export type Suggested = { dayId: string; startsAt: string; endsAt: string; host: string; organisationId: string; organisation: string; given: number; taken: number; standing: Standing; pairs: Pairs | null };
/** Days between one's own organisation and another. */
export type Tie = { ownId: string; own: string; otherId: string; other: string; given: number; taken: number; standing: Standing };

/** Days given and taken, gone by, of each pair that one's own organisation is part of: those that went one way first, then the latest. @throws not_found */
export async function balanceOf(trx: Database, actor: Actor): Promise<Tie[]> {
  if (!canShadow(actor)) notFound();
  const { rows } = await sql<Omit<Tie, "standing">>`
    select own.id as "ownId", own.name as own, other.id as "otherId", other.name as other, b.given, b.taken
    from app.shadow_balance() b join organisation own on own.id = b.organisation_id join organisation other on other.id = b.other_id
    order by (b.given = 0 or b.taken = 0) desc, b.last_at desc, other.name limit 200`.execute(trx);
  return rows.map((row) => ({ ...row, standing: standingOf(row) }));
}

/**
 * Days that one might go to next: one of each other organisation, weak and one-way ties first, and of those the days
 * that bring the new and the experienced together (docs/shadow-days.md). @throws not_found
 */
export async function suggestionsFor(trx: Database, actor: Actor, most = 6): Promise<Suggested[]> {
  if (!canShadow(actor)) notFound();
  const { rows } = await sql<Omit<Suggested, "startsAt" | "endsAt"> & { startsAt: Date; endsAt: Date }>`
    select s.day_id as "dayId", d.starts_at as "startsAt", d.ends_at as "endsAt", host.name as host, organisation.id as "organisationId", organisation.name as organisation, s.given, s.taken, s.standing, s.pairs
    from app.shadow_suggestions(${most}) with ordinality s (day_id, given, taken, standing, pairs, place)
    join shadow_day d on d.id = s.day_id join account host on host.id = d.host_account_id join organisation on organisation.id = d.host_organisation_id
    order by s.place`.execute(trx);
  return rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() }));
}
