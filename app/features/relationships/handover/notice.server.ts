import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { addDays, dayAt, instantOf, isDay } from "~/shared/zoned";
import { inActingSeat, wrong } from "../../gaps/access.server";
import { tellPosts } from "../../inbox/tell.server";
import { saidByDatabase } from "./access.server";
import { latestDay, postToHandOver } from "./opening.server";
import { looksAfter } from "./policy";

export type Notice = { postId: string; accountId?: string | undefined; /** null takes it back. */ lastDay: string | null };

/**
 * Says the last day of somebody's time in a post, changes it, or takes it back, with or without a handover: by whoever
 * leaves, or by whoever looks after the post. Their time ends with that day, and ties say before that they leave. A day
 * that was set by whoever looks after the post is put off by them alone. @throws not_found, not_allowed, wrong_entry, conflict
 */
export async function sayLastDay(db: Database, actor: Actor, { postId, accountId = actor.accountId, lastDay }: Notice): Promise<void> {
  if (lastDay !== null && !isDay(lastDay)) throw wrong("lastDay", "Write the day with its month and year, such as 24 11 2026.");
  if (lastDay !== null && lastDay < dayAt(new Date())) throw wrong("lastDay", "Choose today or a later day.");
  if (lastDay !== null && lastDay > latestDay(new Date())) throw wrong("lastDay", "Choose a day within two years.");
  await inTransaction(db, async (trx) => {
    const post = await postToHandOver(trx, actor, postId);
    if (accountId !== actor.accountId && !looksAfter(actor, { seatPostId: post.id, seatOrganisationId: post.organisationId })) throw new AppError("not_allowed");
    const seat = await seatOf(trx, postId, accountId);
    if (!seat) throw new AppError("conflict", "They do not sit in this post any more.");
    const until = lastDay === null ? null : instantOf(addDays(lastDay, 1), "00:00", "lastDay");
    await sql`select app.say_last_day(${seat.tenureId}, ${until?.toISOString() ?? null}::timestamptz)`.execute(trx).catch(saidByDatabase);
    const { rows } = await sql<{ lead: string | null }>`select app.lead_of(${postId}) as lead`.execute(trx);
    if (lastDay !== null) await tellPosts(trx, actor, "notice.given", { homePostId: postId }, [postId, ...rows.flatMap(({ lead }) => lead ?? [])]);
    await recordActivity(trx, inActingSeat(actor), { kind: "tenure.notice", subjectKind: "tenure", subjectId: seat.tenureId, detail: { lastDay } });
  });
}

export type LastDay = { tenureId: string; lastDay: string | null; mayPutOff: boolean; handoverId: string | null };

/** The last day of somebody in a post, as far as one was said, and a handover that is under way. */
export async function lastDayOf(trx: Database, postId: string, accountId: string): Promise<LastDay | null> {
  const seat = await seatOf(trx, postId, accountId);
  return seat ? { ...seat, lastDay: seat.until && dayAt(new Date(seat.until.getTime() - 1)) } : null;
}

/** Whether nobody is left to lead the organisation of a post once this account has gone from it: no other manager stays. */
export async function leadsAlone(trx: Database, postId: string, accountId: string): Promise<boolean> {
  const { rows } = await sql<{ alone: boolean }>`
    select p.role = 'manager' and not exists (select 1 from app.seat s where s.organisation_id = p.organisation_id and s.role = 'manager' and s.account_id <> ${accountId} and not app.is_leaving(s.tenure_id)) as alone
    from post p where p.id = ${postId}`.execute(trx);
  return rows[0]?.alone ?? false;
}

async function seatOf(trx: Database, postId: string, accountId: string) {
  const { rows } = await sql<{ tenureId: string; until: Date | null; mayPutOff: boolean; handoverId: string | null }>`
    select n.id as "tenureId", n.valid_until as until, app.i_may_put_off(n.id) as "mayPutOff", (select h.id from handover h where h.tenure_id = n.id and h.state in ('open', 'sent') limit 1) as "handoverId"
    from app.seat s join tenure n on n.id = s.tenure_id and not n.cover where s.post_id = ${postId} and s.account_id = ${accountId} order by n.valid_from limit 1`.execute(trx);
  return rows[0];
}
