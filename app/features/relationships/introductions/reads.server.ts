import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { canSeeTies } from "../policy";
import type { IntroductionState } from "../words";
import { findIntroduction, introductionColumns, visibleIntroductions, type Introduction } from "./access.server";
import { introductionAbilities, type IntroductionAbilities } from "./policy";

export type IntroductionRow = { id: string; wanted: string; asker: string; line: string; state: IntroductionState; at: Date };
export type Introductions = Record<"forMe" | "ours" | "aboutUs" | "others", IntroductionRow[]>;

/** What was asked and is not answered, and one's own of the last two months. What one could do something about comes first. @throws not_found */
export async function introductionsFor(trx: Database, actor: Actor): Promise<Introductions> {
  if (!canSeeTies(actor)) notFound();
  const rows = await visibleIntroductions(trx)
    .where((where) => where.or([where("introduction.state", "in", ["asked", "taken"]), where("introduction.at", ">", sql<Date>`now() - interval '60 days'`)]))
    .orderBy("introduction.at", "desc")
    .orderBy("introduction.id")
    .limit(200)
    .select(introductionColumns)
    .execute();
  const knows = await wantedIKnow(trx, actor);
  const lists: Introductions = { forMe: [], ours: [], aboutUs: [], others: [] };
  for (const row of rows) {
    const shown = { ...row, state: row.state as IntroductionState };
    lists[placeOf(actor, shown, knows) ?? "others"].push(shown);
  }
  // Of what others are about, only what still waits is news.
  return { ...lists, others: lists.others.filter(({ state }) => state === "asked") };
}

function placeOf(actor: Actor, row: Introduction, knows: ReadonlySet<string>): keyof Introductions | undefined {
  const mine = (organisationId: string) => actor.seats.some((seat) => seat.role !== "commissioner" && seat.organisationId === organisationId);
  if (mine(row.organisationId)) return "ours";
  if (mine(row.wantedId)) return "aboutUs";
  const isBroker = row.state === "taken" && actor.seats.some(({ postId }) => postId === row.brokerPostId);
  return isBroker || (row.state === "asked" && knows.has(row.wantedId)) ? "forMe" : undefined;
}

/** Organisations one's posts hold a tie with: one could introduce somebody to them. */
async function wantedIKnow(trx: Database, actor: Actor): Promise<Set<string>> {
  const posts = actor.seats.filter(({ role }) => role !== "commissioner").map(({ postId }) => postId);
  const { rows } = await sql<{ id: string }>`
    select case when t.one_id = h.side_id then t.other_id else t.one_id end as id from tie_holder h join tie t on t.id = h.tie_id
    where h.holder_post_id = any(${posts}::uuid[]) and h.ended_at is null and t.state = 'held'`.execute(trx);
  return new Set(rows.map(({ id }) => id));
}

export type Turn = { number: number; to: IntroductionState; line: string; by: string; organisation: string; at: Date };
export type IntroductionPage = { introduction: Introduction; by: string; turns: Turn[]; abilities: IntroductionAbilities };

/** One introduction, all that was said about it, and what one may do. @throws not_found */
export async function introductionPage(trx: Database, actor: Actor, introductionId: string): Promise<IntroductionPage> {
  const introduction = await findIntroduction(trx, actor, introductionId);
  const turns = await trx
    .selectFrom("introduction_turn as turn")
    .innerJoin("account", "account.id", "turn.account_id")
    .innerJoin("organisation", "organisation.id", "turn.organisation_id")
    .where("turn.introduction_id", "=", introduction.id)
    .orderBy("turn.number")
    .select(["turn.number", "turn.to_state as to", "turn.line", "account.name as by", "organisation.name as organisation", "turn.at"])
    .execute();
  return { introduction, by: turns[0]?.by ?? "", turns: turns.map((turn) => ({ ...turn, to: turn.to as IntroductionState })), abilities: introductionAbilities(actor, introduction) };
}
