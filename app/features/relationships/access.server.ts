import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor, Seat } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { wrong, type Acted } from "../gaps/access.server";
import { canSeeInside, canSeeTies, seatFor, seatOnTie } from "./policy";
import type { TieState } from "./words";

export type Tie = {
  id: string;
  oneId: string;
  otherId: string;
  one: string;
  other: string;
  purpose: string;
  state: TieState;
  version: number;
  heldSince: Date | null;
  lastContactAt: Date | null;
  accountId: string;
  postId: string;
  /** The side that proposed it. */
  organisationId: string;
  at: Date;
};

/** Ties in outline, for whoever acts in the network: who with whom, what for, and how it stands. Chain on it. */
export function visibleTies(trx: Database) {
  return trx
    .selectFrom("tie")
    .innerJoin("organisation as one", "one.id", "tie.one_id")
    .innerJoin("organisation as other", "other.id", "tie.other_id")
    .where(sql<boolean>`(select app.is_acting())`);
}

export const tieColumns = [
  "tie.id",
  "tie.one_id as oneId",
  "tie.other_id as otherId",
  "one.name as one",
  "other.name as other",
  "tie.purpose",
  "tie.state",
  "tie.version",
  "tie.held_since as heldSince",
  "tie.last_contact_at as lastContactAt",
  "tie.account_id as accountId",
  "tie.post_id as postId",
  "tie.organisation_id as organisationId",
  "tie.at",
] as const;

/** The door to one tie in outline. @throws not_found */
export async function findTie(trx: Database, actor: Actor, tieId: string): Promise<Tie> {
  if (!canSeeTies(actor) || !isId(tieId)) notFound();
  const row = await visibleTies(trx).where("tie.id", "=", tieId).select(tieColumns).executeTakeFirst();
  return row ? { ...row, state: row.state as TieState } : notFound();
}

/** The door to the inside of a tie, and to every act on it. @throws not_found for whoever is of neither side */
export async function findOwnTie(trx: Database, actor: Actor, tieId: string): Promise<Tie> {
  const tie = await findTie(trx, actor, tieId);
  return canSeeInside(actor, tie) ? tie : notFound();
}

export type HeldTie = { state: TieState; version: number; organisationId: string };

/** How a tie stands, held until the transaction ends: whoever comes second waits, and sees what the first did. @throws not_found */
export async function holdTie(trx: Database, tieId: string): Promise<HeldTie> {
  const { rows } = await sql<HeldTie>`select state, version, organisation_id as "organisationId" from app.hold_tie(${tieId})`.execute(trx);
  return rows[0] ?? notFound();
}

/** The same, of a tie that is held. @throws not_found, conflict */
export async function requireHeld(trx: Database, tieId: string): Promise<HeldTie> {
  const held = await holdTie(trx, tieId);
  if (held.state !== "held") throw new AppError("conflict", held.state === "proposed" ? "This tie waits for an answer. Write when the other side has said yes." : "This tie is not held any more. Propose it again, then write.");
  return held;
}

/** The columns of an act from this seat. `at` is other than now only in seeds. */
export function actFrom(actor: Actor, seat: Seat, at: Date = new Date()): Acted {
  return { id: randomUUID(), account_id: actor.accountId, post_id: seat.postId, organisation_id: seat.organisationId, at };
}

/** The actor of an act on a tie, from the seat that is of one of its sides (a facilitator's, where none is). @throws not_found */
export function onTie(actor: Actor, tie: Tie): Actor & { seat: Seat } {
  const seat = seatOnTie(actor, tie);
  return seat ? { ...actor, seat } : notFound();
}

/** The actor from a seat of this organisation. @throws not_found */
export function speakingFor(actor: Actor, organisationId: string): Actor & { seat: Seat } {
  const seat = seatFor(actor, organisationId);
  return seat ? { ...actor, seat } : notFound();
}

/** The columns that everything inside a tie carries. */
export const ofTie = (tie: Tie) => ({ tie_id: tie.id, one_id: tie.oneId, other_id: tie.otherId });

/** An organisation of the directory. @throws wrong_entry for one nobody knows */
export async function requireOrganisation(trx: Database, organisationId: string, field = "organisationId"): Promise<{ id: string; name: string }> {
  const row = isId(organisationId) ? await trx.selectFrom("organisation").where("id", "=", organisationId).select(["id", "name"]).executeTakeFirst() : undefined;
  if (!row) throw wrong(field, "Choose an organisation from the list.");
  return row;
}

/** Posts of an organisation with somebody in them who acts: whom its news reaches when no holder is named. Managers first, where there are any. */
export async function postsOf(trx: Database, organisationId: string): Promise<string[]> {
  const rows = await trx.selectFrom("app.seat").where("organisation_id", "=", organisationId).where("role", "<>", "commissioner").select(["post_id as postId", "role"]).execute();
  const seats = rows.flatMap(({ postId, role }) => (postId ? [{ postId, role }] : []));
  const managers = seats.filter(({ role }) => role === "manager");
  return [...new Set((managers.length > 0 ? managers : seats).map(({ postId }) => postId))];
}

/** Posts that hold a tie on one side; those of its organisation where none is named. */
export async function postsHolding(trx: Database, tie: Tie, sideId: string): Promise<string[]> {
  const rows = await trx.selectFrom("tie_holder").where("tie_id", "=", tie.id).where("side_id", "=", sideId).where("ended_at", "is", null).select("holder_post_id as postId").execute();
  return rows.length > 0 ? rows.map(({ postId }) => postId) : postsOf(trx, sideId);
}
