import { sql } from "kysely";
import type { Database } from "~db/client";
import { isFacilitator, type Actor, type Seat } from "~/shared/actor";
import { AppError, databaseReason, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actingSeat } from "../../gaps/policy";
import { canSeeTies, seatFor } from "../policy";
import type { DecisionState } from "./words";

export type Decision = {
  id: string;
  title: string;
  summary: string;
  state: DecisionState;
  version: number;
  askedVersion: number | null;
  decidedAt: Date | null;
  reopensId: string | null;
  organisationId: string;
  postId: string;
  at: Date;
  /** Organisations that are named now. */
  named: { id: string; name: string; kind: string }[];
};

/** Proposals and decisions, for whoever acts in the network. Chain on it. */
export function visibleDecisions(trx: Database) {
  return trx.selectFrom("decision").where(sql<boolean>`(select app.is_acting())`);
}

/** The door to one. @throws not_found */
export async function findDecision(trx: Database, actor: Actor, decisionId: string): Promise<Decision> {
  if (!canSeeTies(actor) || !isId(decisionId)) notFound();
  const row = await visibleDecisions(trx)
    .where("decision.id", "=", decisionId)
    .select(["id", "title", "summary", "state", "version", "asked_version as askedVersion", "decided_at as decidedAt", "reopens_id as reopensId", "organisation_id as organisationId", "post_id as postId", "at"])
    .executeTakeFirst();
  if (!row) notFound();
  const named = await trx
    .selectFrom("decision_named as named")
    .innerJoin("organisation", "organisation.id", "named.named_id")
    .where("named.decision_id", "=", row.id)
    .where("named.ended_at", "is", null)
    .orderBy("organisation.name")
    .orderBy("organisation.id")
    .select(["organisation.id", "organisation.name", "organisation.kind"])
    .execute();
  return { ...row, state: row.state as DecisionState, named };
}

type Involved = Pick<Decision, "organisationId" | "named">;

/** The seat somebody works on a proposal from: of a named organisation or the one that proposed, else a facilitator's. */
export function seatOnDecision(actor: Actor, { organisationId, named }: Involved): Seat | undefined {
  return seatFor(actor, organisationId, ...named.map(({ id }) => id)) ?? (isFacilitator(actor) ? actingSeat(actor) : undefined);
}

/** Those who work on a proposal write its words, name organisations, ask for voices and write down what was decided. */
export const canWorkOn = (actor: Actor, decision: Involved): boolean => canSeeTies(actor) && seatOnDecision(actor, decision) !== undefined;

/** Whoever proposed takes it back, or a facilitator. */
export const canWithdraw = (actor: Actor, { organisationId }: Pick<Decision, "organisationId">): boolean => isFacilitator(actor) || seatFor(actor, organisationId) !== undefined;

/** The actor in that seat. @throws not_allowed */
export function workingOn(actor: Actor, decision: Involved): Actor & { seat: Seat } {
  const seat = seatOnDecision(actor, decision);
  if (!seat) throw new AppError("not_allowed");
  return { ...actor, seat };
}

/** How it stands, held until the transaction ends; with `words`, its words stand still too. @throws not_allowed */
export async function holdDecision(trx: Database, decisionId: string, { words = false } = {}): Promise<{ state: DecisionState; version: number; askedVersion: number | null }> {
  const { rows } = await sql<{ state: DecisionState; version: number; askedVersion: number | null }>`select state, version, asked_version as "askedVersion" from app.hold_decision(${decisionId}, ${words})`.execute(trx);
  const [held] = rows;
  if (!held) throw new AppError("not_allowed");
  return held;
}

const reasons: Record<string, string> = {
  moved_meanwhile: "Somebody changed this first. Look again, then choose anew.",
  not_all_answered: "Not everybody who is named has answered. It cannot be decided yet.",
  a_concern_stands: "There is a concern. It cannot be decided while it stands.",
  nobody_consents: "Everybody stands aside, so nobody consents to it. It cannot be decided like this.",
  name_two: "Name at least two organisations, then ask for voices.",
  not_decided: "Only what was decided is looked at again.",
};

/** What PostgreSQL settled, in a sentence. @throws conflict, not_allowed, or what it was */
export function settled(error: unknown): never {
  const reason = databaseReason(error);
  if (reason === "not_allowed") throw new AppError("not_allowed");
  if (reason && Object.hasOwn(reasons, reason)) throw new AppError("conflict", reasons[reason]);
  if (typeof error === "object" && error !== null && "code" in error && error.code === "23505") throw new AppError("conflict", reasons.moved_meanwhile);
  throw error;
}
