import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";

export type Proposal = { gapId: string; documentId: string };

const seatOf = (by: Actor) => ({ account_id: by.accountId, post_id: by.seats[0]?.postId ?? "", organisation_id: by.seats[0]?.organisationId ?? "" });

/** A gap somebody noticed, as a bare row, and the words to be written about it together. */
export async function proposalBy(db: Database, by: Actor): Promise<Proposal> {
  const gapId = randomUUID();
  await withActor(db, by, (trx) => trx.insertInto("gap").values({ id: gapId, sentence: "Nowhere warm to sit on a Sunday", need: "warmth", ...seatOf(by) }).execute());
  return { gapId, documentId: await proposalOf(db, by, gapId) };
}

export function proposalOf(db: Database, by: Actor, gapId: string): Promise<string> {
  return withActor(db, by, async (trx) => {
    const { rows } = await sql<{ document_id: string }>`select document_id from app.proposal_of(${gapId}::uuid)`.execute(trx);
    return rows[0]?.document_id ?? "";
  });
}

/** Moves a gap, as a bare row, from where it stands. */
export function moveGap(db: Database, by: Actor, gapId: string, to: { place: string; why: string }): Promise<unknown> {
  return withActor(db, by, async (trx) => {
    const gap = await trx.selectFrom("gap").where("id", "=", gapId).select(["place", "version"]).executeTakeFirstOrThrow();
    return trx.insertInto("gap_move").values({ id: randomUUID(), gap_id: gapId, number: gap.version + 1, from_place: gap.place, to_place: to.place, why: to.why, ...seatOf(by) }).execute();
  });
}

export const takeDown = (db: Database, by: Actor, gapId: string) => moveGap(db, by, gapId, { place: "taken_down", why: "taken_down" });
