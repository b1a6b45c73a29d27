import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor, Seat } from "~/shared/actor";
import { AppError, databaseReason, notFound } from "~/shared/errors";
import { tellPosts } from "../../inbox/tell.server";
import { inActingSeat, lineOf, wrong } from "../../gaps/access.server";
import { actFrom, postsOf, requireOrganisation } from "../access.server";
import { canSeeTies } from "../policy";
import { findDecision, holdDecision, settled, workingOn, type Decision } from "./access.server";
import { most } from "./words";

type When = { at?: Date };
export type NewProposal = { title: string; summary?: string | undefined; named: readonly string[]; reopensId?: string | undefined };

/**
 * Puts something forward for organisations to decide together: its words are then written by all of them. Whoever
 * proposes is named too, unless they speak for the network. `reopensId` names the decision that is looked at again.
 * @throws not_found, wrong_entry, conflict
 */
export async function propose(db: Database, actor: Actor, { title, summary = "", named, reopensId }: NewProposal, { at }: When = {}): Promise<{ decisionId: string }> {
  return inTransaction(db, async (trx) => {
    if (!canSeeTies(actor)) notFound();
    const speaker = inActingSeat(actor);
    const facts = factsOf({ title, summary });
    const before = reopensId ? await findDecision(trx, actor, reopensId) : undefined;
    const own = speaker.seat.organisationKind === "network" ? [] : [speaker.seat.organisationId];
    const ids = [...new Set([...named.filter(Boolean), ...own])];
    if (ids.length < 2) throw wrong("named", "Name the organisations that decide this, at least two.");
    if (ids.length > most.named) throw wrong("named", `Please name at most ${most.named}.`);
    const acted = actFrom(speaker, speaker.seat, at);
    await trx.insertInto("decision").values({ ...acted, ...facts, reopens_id: before?.id ?? null }).execute().catch(settled);
    await trx.insertInto("decision_turn").values({ ...actFrom(speaker, speaker.seat, at), decision_id: acted.id, number: 1, to_state: "drafting", why: "proposed" }).execute().catch(settled);
    for (const id of ids.toSorted()) await nameOne(trx, speaker, acted.id, id, at);
    await recordActivity(trx, speaker, { kind: "decision.proposed", subjectKind: "decision", subjectId: acted.id, detail: { named: ids.length } });
    if (!at) for (const id of ids) await tellPosts(trx, actor, "decision.named", { decisionId: acted.id }, await postsOf(trx, id));
    return { decisionId: acted.id };
  });
}

/** What it is called and what it is about, while it is being written. @throws not_found, not_allowed, wrong_entry, conflict */
export async function rewordProposal(db: Database, actor: Actor, decisionId: string, { title, summary = "" }: { title: string; summary?: string | undefined }): Promise<void> {
  await drafting(db, actor, decisionId, async (trx, speaker, decision) => {
    const facts = factsOf({ title, summary });
    if (facts.title === decision.title && facts.summary === decision.summary) return;
    await trx.updateTable("decision").set(facts).where("id", "=", decision.id).execute();
    await recordActivity(trx, speaker, { kind: "decision.worded", subjectKind: "decision", subjectId: decision.id });
  });
}

/** One more organisation decides. Twice changes nothing. @throws not_found, not_allowed, wrong_entry, conflict */
export async function nameOrganisation(db: Database, actor: Actor, decisionId: string, organisationId: string, { at }: When = {}): Promise<void> {
  await drafting(db, actor, decisionId, async (trx, speaker, decision) => {
    if (decision.named.some(({ id }) => id === organisationId)) return;
    if (decision.named.length >= most.named) throw wrong("organisationId", `Please name at most ${most.named}.`);
    await nameOne(trx, speaker, decision.id, organisationId, at, "organisationId");
    await recordActivity(trx, speaker, { kind: "decision.named", subjectKind: "decision", subjectId: decision.id, detail: { named: organisationId } });
    if (!at) await tellPosts(trx, actor, "decision.named", { decisionId: decision.id }, await postsOf(trx, organisationId));
  });
}

/** One organisation does not decide this after all. Twice changes nothing. @throws not_found, not_allowed, conflict */
export async function unnameOrganisation(db: Database, actor: Actor, decisionId: string, organisationId: string): Promise<void> {
  await drafting(db, actor, decisionId, async (trx, speaker, decision) => {
    if (!decision.named.some(({ id }) => id === organisationId)) return;
    await trx.updateTable("decision_named").set({ ended_at: new Date(), ended_by: actor.accountId }).where("decision_id", "=", decision.id).where("named_id", "=", organisationId).where("ended_at", "is", null).execute().catch(settled);
    await recordActivity(trx, speaker, { kind: "decision.named", subjectKind: "decision", subjectId: decision.id, detail: { unnamed: organisationId } });
  });
}

async function drafting(db: Database, actor: Actor, decisionId: string, act: (trx: Database, speaker: Actor & { seat: Seat }, decision: Decision) => Promise<void>): Promise<void> {
  await inTransaction(db, async (trx) => {
    const seen = await findDecision(trx, actor, decisionId);
    workingOn(actor, seen);
    const { state } = await holdDecision(trx, seen.id);
    if (state !== "drafting") throw new AppError("conflict", state === "asked" ? "Voices are asked for these words. Take it back to writing first." : "This is settled. Propose it anew to look at it again.");
    const decision = await findDecision(trx, actor, seen.id);
    await act(trx, workingOn(actor, decision), decision);
  });
}

async function nameOne(trx: Database, speaker: Actor & { seat: Seat }, decisionId: string, organisationId: string, at: Date | undefined, field = "named"): Promise<void> {
  const { id, name } = await requireOrganisation(trx, organisationId, field);
  const answer = trx.insertInto("decision_named").values({ ...actFrom(speaker, speaker.seat, at), decision_id: decisionId, named_id: id }).execute();
  await answer.catch((error: unknown) => {
    if (databaseReason(error) === "nobody_there") throw wrong(field, `Nobody from ${name} is here to answer. Name somebody else, or ask them in first.`);
    settled(error);
  });
}

function factsOf({ title, summary }: { title: string; summary: string }) {
  return {
    title: lineOf(title, { field: "title", most: most.title, sentence: "Say in a few words what is to be decided." }),
    summary: lineOf(summary, { field: "summary", most: most.summary, sentence: "", mayBeEmpty: true, paragraphs: true }),
  };
}
