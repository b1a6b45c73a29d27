import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { tellPosts } from "../../inbox/tell.server";
import { inActingSeat, wrong } from "../../gaps/access.server";
import { actFrom, requireOrganisation, speakingFor, visibleTies } from "../access.server";
import { canSeeTies, seatFor } from "../policy";
import { findIntroduction, requireVersion, turnIntroduction, turnLine } from "./access.server";

type When = { at?: Date };
export type NewIntroduction = { wantedId: string; line?: string | undefined };

/** Asks for a word with an organisation one does not know: of whoever holds a tie with it, else of facilitators. @throws not_found, wrong_entry, conflict */
export async function askForIntroduction(db: Database, actor: Actor, input: NewIntroduction, { at }: When = {}): Promise<{ introductionId: string; asked: number }> {
  return inTransaction(db, async (trx) => {
    if (!canSeeTies(actor)) notFound();
    const speaker = inActingSeat(actor);
    const mine = speaker.seat.organisationId;
    const wanted = await requireOrganisation(trx, input.wantedId, "wantedId");
    if (wanted.id === mine) throw wrong("wantedId", "That is your own organisation. Choose one you would like to meet.");
    await requireNoTie(trx, mine, wanted);
    const acted = actFrom(speaker, speaker.seat, at);
    const line = turnLine(input.line ?? "");
    await trx.insertInto("introduction").values({ ...acted, wanted_id: wanted.id, line }).execute().catch(askedAlready);
    await turnIntroduction(trx, speaker, { id: acted.id, version: 0 }, "asked", { at });
    const posts = await postsThatKnow(trx, wanted.id);
    if (!at) await tellPosts(trx, actor, "introduction.asked", { introductionId: acted.id }, posts);
    return { introductionId: acted.id, asked: posts.length };
  });
}

/** Whoever asked takes it back. @throws not_found, not_allowed, conflict */
export async function withdrawIntroduction(db: Database, actor: Actor, introductionId: string, { version, line }: { version: number; line?: string }, { at }: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const introduction = await findIntroduction(trx, actor, introductionId);
    if (!seatFor(actor, introduction.organisationId)) throw new AppError("not_allowed");
    requireVersion(introduction, version, "asked", "taken");
    await turnIntroduction(trx, speakingFor(actor, introduction.organisationId), introduction, "withdrawn", { line, at });
  });
}

/** Posts, with somebody in them, that could introduce one to this organisation. */
export async function postsThatKnow(trx: Database, organisationId: string): Promise<string[]> {
  const { rows } = await sql<{ post: string }>`select app.posts_that_know(${organisationId}) as post`.execute(trx);
  return rows.map(({ post }) => post);
}

async function requireNoTie(trx: Database, mine: string, wanted: { id: string; name: string }): Promise<void> {
  const [one = "", other = ""] = [mine, wanted.id].toSorted();
  const tie = await visibleTies(trx).where("tie.one_id", "=", one).where("tie.other_id", "=", other).where("tie.state", "in", ["held", "proposed"]).select("tie.state").executeTakeFirst();
  if (tie) throw new AppError("conflict", tie.state === "held" ? `Your organisation has a tie with ${wanted.name} already.` : `A tie with ${wanted.name} is proposed already.`);
}

function askedAlready(error: unknown): never {
  if (typeof error === "object" && error !== null && "code" in error && error.code === "23505") throw new AppError("conflict", "Your organisation has asked for this introduction already.");
  throw error;
}
