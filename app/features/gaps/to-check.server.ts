import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import { isFacilitator, type Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { tellPosts } from "../inbox/tell.server";
import { holdGap, inActingSeat, wrong } from "./access.server";
import { holdAsk } from "./asks/access.server";
import type { FlaggedKind } from "./flags.server";
import type { NameReason } from "./names";
import { canActOnGaps, canReview } from "./policy";

/** Words in which somebody may be named, as whoever reviews them sees them. */
export type Flag = {
  id: string;
  kind: FlaggedKind;
  gapId: string | null;
  askId: string | null;
  words: string;
  reasons: NameReason[];
  by: string;
  organisation: string;
  at: string;
  /** The writer was asked to put it in other words, and has not yet. */
  asked: boolean;
};

const mostShown = 50;

/** Whether somebody ever reviews: facilitators, and managers for their own organisation. */
export function reviewsAnything(actor: Actor): boolean {
  return canActOnGaps(actor) && actor.seats.some((seat) => canReview(actor, seat));
}

/** Flags that nobody answered and this actor may review, the oldest first. @throws not_found */
export async function flagsToCheck(trx: Database, actor: Actor, most = mostShown): Promise<Flag[]> {
  if (!reviewsAnything(actor)) notFound();
  const { rows } = await sql<Flag>`
    select w.id, w.subject_kind as kind, w.gap_id as "gapId", w.ask_id as "askId", said.words, w.reasons,
      account.name as by, organisation.name as organisation, to_json(w.at)#>>'{}' as at, w.reviewed_by is not null as asked
    from words_flag w join account on account.id = w.account_id join organisation on organisation.id = w.organisation_id
    cross join lateral (${flaggedWords}) said
    where w.reviewed_at is null and ${mayReview(actor)} order by w.at, w.id limit ${most}`.execute(trx);
  return rows;
}

/** How many wait for this actor to look at them, for Today; none for whoever reviews nothing. */
export async function countToCheck(trx: Database, actor: Actor): Promise<number> {
  if (!reviewsAnything(actor)) return 0;
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from words_flag w cross join lateral (${flaggedWords}) said where w.reviewed_at is null and w.reviewed_by is null and ${mayReview(actor)}`.execute(trx);
  return rows[0]?.count ?? 0;
}

/**
 * Decides about flagged words: they are fine, or whoever wrote them is asked, in the inbox of their post, to put them in
 * other words. Asked, the flag stays until they are reworded or taken down. A flag that is answered stays answered.
 * @throws not_found, not_allowed, wrong_entry
 */
export async function decideFlag(db: Database, actor: Actor, flagId: string, decision: string): Promise<void> {
  if (!canActOnGaps(actor) || !isId(flagId)) notFound();
  await inTransaction(db, async (trx) => {
    const flag = await trx.selectFrom("words_flag").where("id", "=", flagId).selectAll().executeTakeFirst();
    if (!flag) notFound();
    if (!canReview(actor, { organisationId: flag.organisation_id })) throw new AppError("not_allowed");
    if (decision !== "fine" && decision !== "reword") throw wrong("decision", "Say whether it is fine, or should be put in other words.");
    const about = flag.gap_id ? { gapId: flag.gap_id } : { askId: flag.ask_id ?? notFound() };
    // What it is about comes first, as for whoever takes it down, words, flags and news with it.
    await (about.gapId ? holdGap(trx, about.gapId) : holdAsk(trx, flag.ask_id ?? notFound()));
    // Looked at by somebody, and still open: they asked for other words.
    const outcome = decision === "fine" ? { reviewed_at: new Date(), outcome: decision } : {};
    const decided = await trx.updateTable("words_flag").set({ ...outcome, reviewed_by: actor.accountId }).where("id", "=", flagId).where("reviewed_at", "is", null).executeTakeFirst();
    if (decided.numUpdatedRows === 0n) return;
    if (decision === "reword") await tellPosts(trx, actor, "gap.flagged", about, [flag.post_id]);
    const subject = "gapId" in about ? { kind: "gap.reviewed", subjectKind: "gap", subjectId: about.gapId } as const : { kind: "ask.reviewed", subjectKind: "ask", subjectId: about.askId } as const;
    await recordActivity(trx, inActingSeat(actor), { ...subject, detail: { flag: flagId, decision } });
  });
}

/** The words a flag `w` is about, where they still stand and may be read. */
const flaggedWords = sql`
  select words from (select case w.subject_kind
    when 'gap' then coalesce((select g.sentence from gap g where g.id = w.subject_id),
      (select l.title from gap_link l where l.id = w.subject_id and l.ended_at is null), (select s.line from gap_stage s where s.id = w.subject_id and s.ended_at is null))
    when 'gap_join' then (select j.line from gap_join j where j.id = w.subject_id and j.ended_at is null)
    when 'gap_tried' then (select t.line from gap_tried t where t.id = w.subject_id and t.ended_at is null)
    when 'gap_letter' then (select l.line from gap_letter l where l.id = w.subject_id and l.ended_at is null)
    when 'gap_group' then (select concat_ws(' · ', p.name, nullif(p.about, ''), nullif(p.where_words, ''), nullif(p.contact_words, '')) from gap_group p where p.gap_id = w.gap_id)
    when 'gap_outcome' then (select o.line from gap_outcome o where o.id = w.subject_id)
    when 'gap_kit' then (select i.line from gap_kit i where i.id = w.subject_id)
    when 'gap_volunteer' then (select concat_ws(' · ', v.name, nullif(v.does, '')) from gap_volunteer v where v.id = w.subject_id and v.ended_at is null)
    when 'gap_training' then (select t.line from gap_training t where t.id = w.subject_id and t.ended_at is null)
    when 'group_session' then (select s.line from group_session s where s.id = w.subject_id and s.ended_at is null)
    when 'gap_invitation' then (select concat_ws(' · ', nullif(i.line, ''), nullif(i.answer_line, '')) from gap_invitation i where i.id = w.subject_id and i.ended_at is null)
    when 'ask' then (select q.question from ask q where q.id = w.subject_id and q.ended_at is null)
    when 'ask_answer' then (select n.line from ask_answer n where n.id = w.subject_id and n.ended_at is null)
  end as words) one where nullif(words, '') is not null`;

function mayReview(actor: Actor) {
  if (isFacilitator(actor)) return sql<boolean>`true`;
  const managed = actor.seats.filter((seat) => canReview(actor, seat)).map((seat) => seat.organisationId);
  return sql<boolean>`w.organisation_id = any(${managed}::uuid[])`;
}
