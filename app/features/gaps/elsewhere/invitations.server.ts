import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actedBy, findGap, holdGap, inActingSeat, lineOf, wrong, type Gap } from "../access.server";
import { flagWords } from "../flags.server";
import { tellPosts } from "../../inbox/tell.server";
import { actingSeat, canEnd } from "../policy";
import { invitedMail } from "./letters";
import { answers, isAnswer, type InvitationState } from "./words";

type When = { at?: Date };
export type NewInvitation = { organisationId: string; line?: string | undefined; /** Where a letter leads to. */ baseUrl: string };

const mostInAnHour = 20;
/** A letter goes to so many of an organisation's people; the inbox tells all its posts. */
const mostLetters = 20;

/**
 * Asks an organisation whether it could do this here: news for its posts and a letter to the people in them. Where nobody
 * of theirs has a seat, the invitation stands and whoever invites hands the letter over.
 * @throws not_found, wrong_entry, conflict, too_many
 */
export async function inviteElsewhere(db: Database, actor: Actor, gapId: string, input: NewInvitation, { at }: When = {}): Promise<{ invitationId: string; here: boolean }> {
  return inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    const line = lineOf(input.line ?? "", { field: "line", most: 300, sentence: "", mayBeEmpty: true });
    const organisation = await invitable(trx, actor, input.organisationId);
    await holdGap(trx, gap.id);
    if (!at) await requireNotTooMany(trx, actor);
    const there = await openInvitations(trx, gap.id).where("gap_invitation.invited_id", "=", organisation.id).executeTakeFirst();
    if (there) throw new AppError("conflict", `${there.by} has invited ${organisation.name} already.`);
    const acted = actedBy(actor, at);
    await trx.insertInto("gap_invitation").values({ ...acted, gap_id: gap.id, invited_id: organisation.id, line }).execute();
    const flagged = await flagWords(trx, acted, { kind: "gap_invitation", subjectId: acted.id, gapId: gap.id, words: line });
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.invited", subjectKind: "gap", subjectId: gap.id, detail: { organisation: organisation.id } });
    const people = await peopleOf(trx, organisation.id);
    if (!at) await tell(trx, actor, gap, { organisation: organisation.name, line: flagged.length > 0 ? "" : line, baseUrl: input.baseUrl }, people);
    return { invitationId: acted.id, here: people.length > 0 };
  });
}

async function invitable(trx: Database, actor: Actor, organisationId: string): Promise<{ id: string; name: string }> {
  const found = isId(organisationId) && (await trx.selectFrom("organisation").where("id", "=", organisationId).where("kind", "<>", "network").select(["id", "name"]).executeTakeFirst());
  if (!found) throw wrong("organisationId", "Choose an organisation from the list.");
  if (actor.seats.some((seat) => seat.organisationId === found.id)) throw wrong("organisationId", "That is your own organisation. Take a part on the gap’s page instead.");
  return found;
}

/** Counted in the database, one transaction of an account after another, so that two tabs are no way around it. */
async function requireNotTooMany(trx: Database, actor: Actor): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`invite ${actor.accountId}`}, 0))`.execute(trx);
  const { count } = await trx.selectFrom("gap_invitation").where("account_id", "=", actor.accountId).where("at", ">", sql<Date>`now() - interval '1 hour'`).select((select) => select.fn.countAll<number>().as("count")).executeTakeFirstOrThrow();
  if (Number(count) >= mostInAnHour) throw new AppError("too_many", `That is ${mostInAnHour} invitations within the hour. Wait for the first answers, then send more.`);
}

type Person = { postId: string; name: string; email: string };

function peopleOf(trx: Database, organisationId: string): Promise<Person[]> {
  return trx
    .selectFrom("app.seat as seat")
    .innerJoin("account", "account.id", "seat.account_id")
    .where("seat.organisation_id", "=", organisationId)
    .where("seat.role", "<>", "commissioner")
    .orderBy("account.name")
    .select(["seat.post_id as postId", "account.name", "account.email"])
    .$narrowType<Person>()
    .execute();
}

async function tell(trx: Database, actor: Actor, gap: Gap, { organisation, line, baseUrl }: { organisation: string; line: string; baseUrl: string }, people: Person[]): Promise<void> {
  if (people.length === 0) return;
  await tellPosts(trx, actor, "gap.invited", { gapId: gap.id }, people.map((one) => one.postId));
  const sentence = (await waitsForALook(trx, gap.id)) ? undefined : gap.sentence;
  const readers = new Map(people.map((one) => [one.email, one.name]));
  const link = `${baseUrl}/gaps/${gap.id}`;
  const letters = [...readers].slice(0, mostLetters).map(([email, name]) => {
    const letter = invitedMail({ to: name, from: actor.name, fromOrganisation: actingSeat(actor)?.organisationName ?? "", organisation, area: gap.area, sentence, line, link });
    return { id: randomUUID(), to_address: email, kind: "notice", ...letter };
  });
  await trx.insertInto("mail").values(letters).execute();
}

/** Whether somebody may be named in these words (of a gap, of an invitation) and nobody has looked yet. */
export async function waitsForALook(trx: Database, subjectId: string): Promise<boolean> {
  return (await trx.selectFrom("words_flag").where("subject_id", "=", subjectId).where("reviewed_at", "is", null).select("id").executeTakeFirst()) !== undefined;
}

/** Answers for the organisation that was invited; the first answer stands. @throws not_found, not_allowed, wrong_entry, conflict */
export async function answerInvitation(db: Database, actor: Actor, gapId: string, invitationId: string, input: { answer: string; line?: string | undefined }, { at }: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    const invitation = await findInvitation(trx, gap.id, invitationId);
    if (!canAnswer(actor, invitation)) throw new AppError("not_allowed");
    if (!isAnswer(input.answer)) throw wrong("answer", `Choose “${answers.yes}” or “${answers.no}”.`);
    const line = lineOf(input.line ?? "", { field: "answerLine", most: 300, sentence: "", mayBeEmpty: true });
    await holdGap(trx, gap.id);
    const now = await findInvitation(trx, gap.id, invitation.id);
    if (now.endedAt) throw new AppError("conflict", "The invitation was taken back meanwhile.");
    if (now.answeredAt) throw new AppError("conflict", "A colleague has answered meanwhile.");
    const acted = actedBy(actor, at);
    await trx.updateTable("gap_invitation").set({ answer: input.answer, answer_line: line, answered_at: acted.at, answered_by: actor.accountId }).where("id", "=", invitation.id).execute();
    await flagWords(trx, acted, { kind: "gap_invitation", subjectId: invitation.id, gapId: gap.id, words: line });
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.answered", subjectKind: "gap", subjectId: gap.id, detail: { answer: input.answer } });
    if (!at) await tellPosts(trx, actor, "gap.answered", { gapId: gap.id }, [invitation.postId, ...(gap.leadPostId ? [gap.leadPostId] : [])]);
  });
}

/** Takes an invitation back that nobody has answered; `back` puts it where it was. @throws not_found, not_allowed, conflict */
export async function withdrawInvitation(db: Database, actor: Actor, gapId: string, invitationId: string, { at = new Date(), back = false }: When & { back?: boolean } = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    await holdGap(trx, gap.id);
    const invitation = await findInvitation(trx, gap.id, invitationId);
    if (!canEnd(actor, invitation)) throw new AppError("not_allowed");
    if ((invitation.endedAt === null) === back) return;
    if (invitation.answeredAt) throw new AppError("conflict", "They have answered meanwhile. Their answer stands.");
    if (back && (await openInvitations(trx, gap.id).where("gap_invitation.invited_id", "=", invitation.invitedId).executeTakeFirst())) throw new AppError("conflict", "They have been invited again since.");
    await trx.updateTable("gap_invitation").set(back ? { ended_at: null, ended_by: null } : { ended_at: at, ended_by: actor.accountId }).where("id", "=", invitation.id).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.worked_on", subjectKind: "gap", subjectId: gap.id, detail: { what: back ? "invitation_back" : "invitation_withdrawn" } });
  });
}

/** Whoever has a seat in the invited organisation answers for it. */
function canAnswer(actor: Actor, { invitedId }: { invitedId: string }): boolean {
  return actor.seats.some((seat) => seat.organisationId === invitedId && seat.role !== "commissioner");
}

async function findInvitation(trx: Database, gapId: string, invitationId: string) {
  if (!isId(invitationId)) notFound();
  const row = await trx
    .selectFrom("gap_invitation")
    .where("id", "=", invitationId)
    .where("gap_id", "=", gapId)
    .select(["id", "invited_id as invitedId", "account_id as accountId", "post_id as postId", "ended_at as endedAt", "answered_at as answeredAt"])
    .executeTakeFirst();
  return row ?? notFound();
}

function openInvitations(trx: Database, gapId: string) {
  return trx
    .selectFrom("gap_invitation")
    .innerJoin("account", "account.id", "gap_invitation.account_id")
    .where("gap_invitation.gap_id", "=", gapId)
    .where("gap_invitation.ended_at", "is", null)
    .where("gap_invitation.answered_at", "is", null)
    .select("account.name as by");
}

export type InvitationLine = {
  id: string;
  organisationId: string;
  organisation: string;
  area: string | null;
  here: boolean;
  state: InvitationState;
  line: string;
  by: string;
  byOrganisation: string;
  at: string;
  answerLine: string;
  answeredBy: string | null;
  answeredAt: string | null;
  mayWithdraw: boolean;
  /** It is one's own organisation that is asked, and nobody has answered. */
  mayAnswer: boolean;
  mine: boolean;
};

/** Who was asked and what they said, the newest first; those taken back at the end. @throws not_found */
export async function invitationsOf(trx: Database, actor: Actor, gapId: string): Promise<InvitationLine[]> {
  const gap = await findGap(trx, actor, gapId);
  const rows = await trx
    .selectFrom("gap_invitation as i")
    .innerJoin("organisation as invited", "invited.id", "i.invited_id")
    .innerJoin("account as inviter", "inviter.id", "i.account_id")
    .innerJoin("organisation as home", "home.id", "i.organisation_id")
    .leftJoin("account as answerer", "answerer.id", "i.answered_by")
    .where("i.gap_id", "=", gap.id)
    .orderBy(sql`i.ended_at is not null`)
    .orderBy("i.at", "desc")
    .limit(100)
    .select((select) => [
      "i.id",
      "invited.id as organisationId",
      "invited.name as organisation",
      "invited.area",
      "i.line",
      "inviter.name as by",
      "home.name as byOrganisation",
      "i.at",
      "i.answer",
      "i.answer_line as answerLine",
      "answerer.name as answeredBy",
      "i.answered_at as answeredAt",
      "i.ended_at as endedAt",
      "i.account_id as accountId",
      "i.post_id as postId",
      select.exists(select.selectFrom("app.seat as s").whereRef("s.organisation_id", "=", "invited.id").where("s.role", "<>", "commissioner").select("s.post_id")).as("here"),
    ])
    .execute();
  return rows.map(({ accountId, postId, answer, endedAt, at, answeredAt, here, ...row }) => {
    const open = endedAt === null && answeredAt === null;
    const mine = canAnswer(actor, { invitedId: row.organisationId });
    return {
      ...row,
      here: Boolean(here),
      state: endedAt ? "withdrawn" : answer && isAnswer(answer) ? answer : "waiting",
      at: at.toISOString(),
      answeredAt: answeredAt?.toISOString() ?? null,
      mayWithdraw: open && canEnd(actor, { accountId, postId }),
      mayAnswer: open && mine,
      mine,
    };
  });
}

/** The invitation a page puts on top for members of the invited organisation: the one that waits, else the last that was answered. */
export async function invitationToMine(trx: Database, actor: Actor, gapId: string): Promise<InvitationLine | undefined> {
  const mine = (await invitationsOf(trx, actor, gapId)).filter((one) => one.mine && one.state !== "withdrawn");
  return mine.find((one) => one.mayAnswer) ?? mine[0];
}
