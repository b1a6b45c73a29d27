import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { acceptTie, agreeToIt, declineTie, drawLine, endAgreement, endTie, nameHolder, proposeAgain, restoreAgreement, restoreContact, reviewAgreement, reviveTie, rubOutLine, sayWhatFor, takeBackContact, takeBackHolder, withdrawTie, writeAgreement, writeContact } from "../../../commands.server";

type Field = (name: string) => string;
type Asked = { trx: Database; actor: Actor; tieId: string; field: Field };
type Verb = (asked: Asked) => Promise<Record<string, string>>;

const answerIn = (field: Field) => ({ version: Math.trunc(Number(field("version"))) || 0, line: field("line") });

/** What each form asks; what comes back says what was done, and what its Undo needs. */
const verbs: Record<string, Verb> = {
  accept: async ({ trx, actor, tieId, field }) => (await acceptTie(trx, actor, tieId, answerIn(field)), { done: "accepted" }),
  decline: async ({ trx, actor, tieId, field }) => (await declineTie(trx, actor, tieId, answerIn(field)), { done: "declined" }),
  withdraw: async ({ trx, actor, tieId, field }) => (await withdrawTie(trx, actor, tieId, answerIn(field)), { done: "withdrawn" }),
  end: async ({ trx, actor, tieId, field }) => (await endTie(trx, actor, tieId, answerIn(field)), { done: "ended", of: tieId }),
  revive: async ({ trx, actor, tieId, field }) => (await reviveTie(trx, actor, tieId, answerIn(field)), { done: "revived" }),
  again: async ({ trx, actor, tieId, field }) => ({ done: (await proposeAgain(trx, actor, tieId, answerIn(field))).state === "held" ? "noted" : "proposed" }),
  purpose: async ({ trx, actor, tieId, field }) => (await sayWhatFor(trx, actor, tieId, field("purpose")), { done: "worded" }),
  name: async ({ trx, actor, tieId, field }) => ({ done: "named", of: (await nameHolder(trx, actor, tieId, { postId: field("postId"), part: field("part") })).holderId }),
  unname: async ({ trx, actor, tieId, field }) => (await takeBackHolder(trx, actor, tieId, field("holderId")), { done: "unnamed", of: field("postId"), as: field("part") }),
  draw: async ({ trx, actor, tieId, field }) => (await drawLine(trx, actor, tieId, { kind: field("kind"), fromId: field("fromId") }), { done: "drawn" }),
  rub: async ({ trx, actor, tieId, field }) => (await rubOutLine(trx, actor, tieId, field("lineId")), { done: "rubbed", of: field("kind"), as: field("fromId") }),
  contact: async ({ trx, actor, tieId, field }) => ({ done: "written", of: (await writeContact(trx, actor, tieId, { kind: field("kind"), line: field("line"), on: field("on"), began: field("began") })).contactId }),
  uncontact: async ({ trx, actor, tieId, field }) => (await takeBackContact(trx, actor, tieId, field("contactId")), { done: "unwritten", of: field("contactId") }),
  recontact: async ({ trx, actor, tieId, field }) => (await restoreContact(trx, actor, tieId, field("contactId")), { done: "rewritten" }),
  agreement: async ({ trx, actor, tieId, field }) => (await writeAgreement(trx, actor, tieId, { kind: field("kind"), words: field("words"), reviewOn: field("reviewOn") }), { done: "noted-down" }),
  agree: async ({ trx, actor, field }) => (await agreeToIt(trx, actor, field("agreementId")), { done: "agreed" }),
  review: async ({ trx, actor, field }) => (await reviewAgreement(trx, actor, field("agreementId"), { reviewOn: field("reviewOn"), seen: field("seen") }), { done: "reviewed" }),
  over: async ({ trx, actor, field }) => (await endAgreement(trx, actor, field("agreementId")), { done: "over", of: field("agreementId") }),
  "not-over": async ({ trx, actor, field }) => (await restoreAgreement(trx, actor, field("agreementId")), { done: "holds" }),
};

/**
 * Does what a form of a tie's page says.
 * @returns where to go, never to a part of the page: React Router asks nothing anew on the way to a part
 * @throws not_found, not_allowed, wrong_entry, conflict
 */
export async function actOnTie(trx: Database, actor: Actor, tieId: string, field: Field): Promise<string> {
  const verb = Object.hasOwn(verbs, field("intent")) ? verbs[field("intent")] : undefined;
  const done = verb ? await verb({ trx, actor, tieId, field }) : notFound();
  // How far down the story is open stays.
  const where = new URLSearchParams(done);
  if (/^\d{1,3}$/.test(field("shown"))) where.set("shown", field("shown"));
  return `/directory/ties/${tieId}?${where}`;
}
