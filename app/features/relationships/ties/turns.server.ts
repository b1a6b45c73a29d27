import type { Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { ActivityKind } from "~/shared/activity";
import type { Actor, Seat } from "~/shared/actor";
import { AppError, databaseReason } from "~/shared/errors";
import { lineOf } from "../../gaps/access.server";
import { actFrom, ofTie, type Tie } from "../access.server";
import { did, most, type TieState, type TurnWhy } from "../words";

const turns = {
  proposed: ["proposed", "tie.proposed"],
  proposed_again: ["proposed", "tie.proposed"],
  accepted: ["held", "tie.answered"],
  noted: ["held", "tie.answered"],
  declined: ["declined", "tie.answered"],
  withdrawn: ["withdrawn", "tie.withdrawn"],
  ended: ["ended", "tie.ended"],
  revived: ["held", "tie.answered"],
} as const satisfies Partial<Record<TurnWhy, readonly [TieState, ActivityKind]>>;
export type OwnTurn = keyof typeof turns;

/** One numbered turn of a tie that is held for writing. A trigger sets its state and version from it. @throws wrong_entry, conflict */
export async function writeTurn(trx: Database, actor: Actor & { seat: Seat }, tie: Tie, held: { version: number }, why: OwnTurn, { line = "", at }: { line?: string | undefined; at?: Date | undefined } = {}): Promise<{ version: number; state: TieState }> {
  const [to, kind] = turns[why];
  const said = lineOf(line, { field: "line", most: most.line, sentence: "", mayBeEmpty: true });
  const version = held.version + 1;
  await trx
    .insertInto("tie_turn")
    .values({ ...actFrom(actor, actor.seat, at), ...ofTie(tie), number: version, to_state: to, why, line: said })
    .execute()
    .catch(movedMeanwhile);
  await recordActivity(trx, actor, { kind, subjectKind: "tie", subjectId: tie.id, detail: { why } });
  return { version, state: to };
}

/** Somebody turned it since this version was read: they came first, and it is said who. @throws conflict */
export async function requireUnturned(trx: Database, tie: Tie, held: { version: number }, seen: number): Promise<void> {
  if (held.version === seen) return;
  const first = await trx
    .selectFrom("tie_turn")
    .leftJoin("account", "account.id", "tie_turn.account_id")
    .where("tie_turn.tie_id", "=", tie.id)
    .where("tie_turn.number", "=", held.version)
    .select(["account.name", "tie_turn.why"])
    .executeTakeFirst();
  throw new AppError("conflict", first ? `${first.name ?? "The network"} ${did[first.why as TurnWhy]} first. Look again.` : lookAgain);
}

const lookAgain = "Somebody changed this tie first. Look again.";

export function movedMeanwhile(error: unknown): never {
  const why = databaseReason(error);
  if (why === "moved_meanwhile") throw new AppError("conflict", lookAgain);
  if (why === "organisation_closed") throw new AppError("conflict", "That organisation has closed. Its page says when, and what it went into.");
  throw error;
}
