import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { accept, callOffHandover, changeLastDay, choose, decline, dropVisit, moveNow, nameNewcomer, openHandover, planVisit, refreshHandover, sendHandover, signVisit, takeBackHandover, sayLastDay, writeWords } from "./commands.server";
import { askedOfMe, itemsOf } from "./reads.server";
import { isChoice, type Choice } from "./words";

type Said = (name: string) => string;

/** Opens one from a form. */
export async function openFrom(trx: Database, actor: Actor, said: Said): Promise<string> {
  const { handoverId } = await openHandover(trx, actor, { postId: said("postId"), lastDay: said("lastDay"), leaverId: said("leaverId") || undefined, newcomerId: said("newcomerId") || undefined });
  return handoverId;
}

/** Does what a form on the page of a handover asks. @returns the word for what was done */
export async function actOnHandover(trx: Database, actor: Actor, handoverId: string, said: Said): Promise<string> {
  switch (said("intent")) {
    case "choose": {
      const { choice, toPostId } = whereTo(said("where"));
      await choose(trx, actor, said("item"), { choice, toPostId, version: versionIn(said("version")) });
      return choice ? "chosen" : "taken_back_row";
    }
    case "suggested":
      await takeSuggestions(trx, actor, handoverId);
      return "suggested";
    case "refresh":
      return (await refreshHandover(trx, actor, handoverId)) > 0 ? "listed" : "nothing_new";
    case "last-day":
      await changeLastDay(trx, actor, handoverId, said("lastDay"));
      return "last_day";
    case "newcomer":
      await nameNewcomer(trx, actor, handoverId, said("newcomerId") || null);
      return "newcomer";
    case "send":
      await sendHandover(trx, actor, handoverId);
      return "sent";
    case "take-back":
      await takeBackHandover(trx, actor, handoverId);
      return "taken_back";
    case "call-off":
      await callOffHandover(trx, actor, handoverId, { line: said("line") });
      return "called_off";
    case "move":
      await moveNow(trx, actor, handoverId);
      return "moved";
    case "accept":
      await accept(trx, actor, said("item"));
      return "accepted";
    case "accept-all":
      await acceptAll(trx, actor, handoverId);
      return "accepted_all";
    case "decline":
      await decline(trx, actor, said("item"), { line: said("line") });
      return "declined";
    case "visit":
      await planVisit(trx, actor, { itemId: said("item"), onDate: said("onDate") });
      return "visit";
    case "sign":
      await signVisit(trx, actor, said("visit"));
      return "signed";
    case "drop":
      await dropVisit(trx, actor, said("visit"));
      return "dropped";
    default:
      return notFound();
  }
}

/** Says somebody's last day from a form, changes it or takes it back. @returns the word for what was done */
export async function noticeFrom(trx: Database, actor: Actor, said: Said): Promise<string> {
  const isBack = said("intent") === "notice-back";
  await sayLastDay(trx, actor, { postId: said("postId"), accountId: said("accountId") || undefined, lastDay: isBack ? null : said("lastDay") });
  return isBack ? "notice_back" : "notice";
}

/** The lines for the next person, and the letter. */
export const saveWords = (trx: Database, actor: Actor, itemId: string, said: Said): Promise<void> => writeWords(trx, actor, itemId, { words: said("words"), letter: said("letter") });

/** "pass:<post>", one of the other choices, or nothing: not decided yet. @throws wrong_entry */
export function whereTo(where: string): { choice: Choice | null; toPostId: string | undefined } {
  const [choice = "", toPostId] = where.split(":");
  if (choice === "") return { choice: null, toPostId: undefined };
  if (!isChoice(choice)) throw new AppError("wrong_entry", "Choose one of those offered.", { where: ["Choose one of those offered."] });
  return { choice, toPostId };
}

/** The version that was read; what no row can have is that of none. */
function versionIn(words: string): number {
  const version = Number(words);
  return Number.isInteger(version) && version > 0 && version < 2 ** 31 ? version : 0;
}

/** What is suggested for every row that nobody decided on yet. */
async function takeSuggestions(trx: Database, actor: Actor, handoverId: string): Promise<void> {
  const { items } = await itemsOf(trx, actor, handoverId);
  for (const { id, choice, state, suggestion, version } of items) {
    if (choice === null && state === "listed" && suggestion) await choose(trx, actor, id, { choice: suggestion.choice, toPostId: suggestion.toPostId, version });
  }
}

/** Whatever this actor is asked in one handover and has not answered. */
async function acceptAll(trx: Database, actor: Actor, handoverId: string): Promise<void> {
  const asked = (await askedOfMe(trx, actor)).filter((item) => item.handoverId === handoverId && item.state === "offered");
  if (asked.length === 0) throw new AppError("conflict", "You have answered each of them already.");
  for (const { id } of asked) await accept(trx, actor, id);
}
