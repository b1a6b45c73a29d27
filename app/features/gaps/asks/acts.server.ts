import { withActor } from "~/shared/actor.server";
import type { Actor } from "~/shared/actor";
import { errorCode, errorCodes } from "~/shared/errors";
import type { Services } from "~/shared/services.server";
import type { Database } from "~db/client";
import type { NameReason } from "../names";
import { nameWarning } from "../names";
import { wrong } from "../access.server";
import { findAsk } from "./access.server";
import type { AskAnswer, AskIntent } from "./acts";
import { answerAsk, checkKept, keepAnswer, letGo, putBackAnswer, rewordAnswer, takeBackAnswer, withdrawAsk } from "./commands.server";

type Verb = (trx: Database, actor: Actor, askId: string, field: (name: string) => string) => Promise<{ flagged: NameReason[] } | void | object>;

const verbs: Record<AskIntent, Verb> = {
  answer: (trx, actor, askId, field) => answerAsk(trx, actor, askId, { line: field("line") }),
  reword: (trx, actor, _askId, field) => rewordAnswer(trx, actor, field("answer"), field("line")),
  "take-back": (trx, actor, _askId, field) => takeBackAnswer(trx, actor, field("answer")),
  "put-back": (trx, actor, _askId, field) => putBackAnswer(trx, actor, field("answer")),
  keep: (trx, actor, _askId, field) => keepAnswer(trx, actor, field("answer")),
  "let-go": (trx, actor, askId) => letGo(trx, actor, askId),
  "still-right": (trx, actor, askId) => checkKept(trx, actor, askId, "still_right"),
  "out-of-date": (trx, actor, askId) => checkKept(trx, actor, askId, "out_of_date"),
  withdraw: (trx, actor, askId) => withdrawAsk(trx, actor, askId),
};

/** Does what a form says to a question. What is wrong with it is an answer, with what was typed. @throws not_found, not_allowed */
export async function actOnAsk({ db, limit }: Pick<Services, "db" | "limit">, actor: Actor, askId: string, form: FormData): Promise<{ status: number; answer: AskAnswer }> {
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  const intent = field("intent");
  const about = field("about") || intent;
  try {
    await limit(intent === "answer" ? "gap" : "command", actor.accountId);
    const done = await withActor(db, actor, async (trx) => {
      await findAsk(trx, actor, askId);
      return verbOf(intent)(trx, actor, askId, field);
    });
    const warning = done && "flagged" in done ? nameWarning(done.flagged as NameReason[]) : undefined;
    return { status: 200, answer: { about, done: intent as AskIntent, ...(warning ? { warning } : {}) } };
  } catch (error) {
    const code = errorCode(error);
    if (code !== "wrong_entry" && code !== "conflict" && code !== "too_many") throw error;
    return { status: errorCodes[code].status, answer: { about, error: error instanceof Error ? error.message : "", line: field("line").slice(0, 4_000) } };
  }
}

function verbOf(intent: string): Verb {
  if (!Object.hasOwn(verbs, intent)) throw wrong("intent", "Choose what to do with this question.");
  return verbs[intent as AskIntent];
}
