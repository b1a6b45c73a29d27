import { sql } from "kysely";
import type { Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor, Seat } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { lineOf } from "../../gaps/access.server";
import { actFrom } from "../access.server";
import { canSeeTies } from "../policy";
import { movedMeanwhile } from "../ties/turns.server";
import { most, type IntroductionState } from "../words";

export type Introduction = {
  id: string;
  wantedId: string;
  wanted: string;
  asker: string;
  line: string;
  state: IntroductionState;
  version: number;
  brokerPostId: string | null;
  tieId: string | null;
  accountId: string;
  postId: string;
  organisationId: string;
  at: Date;
};

/** Introductions that were asked for, for whoever acts in the network. Chain on it. */
export function visibleIntroductions(trx: Database) {
  return trx
    .selectFrom("introduction")
    .innerJoin("organisation as wanted", "wanted.id", "introduction.wanted_id")
    .innerJoin("organisation as asker", "asker.id", "introduction.organisation_id")
    .where(sql<boolean>`(select app.is_acting())`);
}

export const introductionColumns = [
  "introduction.id",
  "introduction.wanted_id as wantedId",
  "wanted.name as wanted",
  "asker.name as asker",
  "introduction.line",
  "introduction.state",
  "introduction.version",
  "introduction.broker_post_id as brokerPostId",
  "introduction.tie_id as tieId",
  "introduction.account_id as accountId",
  "introduction.post_id as postId",
  "introduction.organisation_id as organisationId",
  "introduction.at",
] as const;

/** The door to one introduction. @throws not_found */
export async function findIntroduction(trx: Database, actor: Actor, introductionId: string): Promise<Introduction> {
  if (!canSeeTies(actor) || !isId(introductionId)) notFound();
  const row = await visibleIntroductions(trx).where("introduction.id", "=", introductionId).select(introductionColumns).executeTakeFirst();
  return row ? { ...row, state: row.state as IntroductionState } : notFound();
}

/** The version that was read is the one that is turned: of two who answer at once, one is told to look again. @throws conflict */
export function requireVersion(introduction: Introduction, seen: number, ...from: IntroductionState[]): void {
  if (introduction.version !== seen) throw new AppError("conflict", "Somebody answered this first. Look again.");
  if (!from.includes(introduction.state)) throw new AppError("conflict", ended[introduction.state]);
}
const ended: Record<IntroductionState, string> = {
  asked: "Nobody has taken this on yet. Take it on first.",
  taken: "Somebody takes this on already.",
  made: "They have been introduced.",
  declined: "The answer was: not this time.",
  withdrawn: "It was taken back.",
};

type Turned = Exclude<IntroductionState, "made">;

/** One numbered turn. A trigger sets the state from it, and refuses the second of two. @throws wrong_entry, conflict */
export async function turnIntroduction(trx: Database, actor: Actor & { seat: Seat }, introduction: { id: string; version: number }, to: Turned, { line = "", at }: { line?: string | undefined; at?: Date | undefined }): Promise<void> {
  const acted = actFrom(actor, actor.seat, at);
  const said = turnLine(line);
  await trx.insertInto("introduction_turn").values({ ...acted, introduction_id: introduction.id, number: introduction.version + 1, to_state: to, line: said }).execute().catch(numberTaken);
  await recordActivity(trx, actor, { kind: `introduction.${to}`, subjectKind: "introduction", subjectId: introduction.id });
}

export const turnLine = (line: string): string => lineOf(line, { field: "line", most: most.line, sentence: "", mayBeEmpty: true });

function numberTaken(error: unknown): never {
  if (typeof error === "object" && error !== null && "code" in error && error.code === "23505") throw new AppError("conflict", "Somebody answered this first. Look again.");
  return movedMeanwhile(error);
}
