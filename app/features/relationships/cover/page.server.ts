import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { dayAt, instantOf } from "~/shared/zoned";
import { canActOnGaps } from "../../gaps/policy";
import { canHandOver, looksAfter } from "../handover/policy";
import { briefingOf } from "./briefing.server";
import { beginCover, nameDeputy, endCover, expectBack, findCover, sayDuty, visibleCovers, type Cover } from "./cover.server";
import type { Duty, How } from "./words";

type Said = (name: string) => string;
export type Option = { value: string; label: string };

/** Whom this actor may say to be away, and who may step in: themself, and the posts they look after. @throws not_found */
export async function coverStart(trx: Database, actor: Actor): Promise<{ away: Option[]; deputies: Option[]; today: string }> {
  if (!canActOnGaps(actor)) notFound();
  const { rows } = await sql<{ postId: string; accountId: string; label: string; after: boolean }>`
    select s.post_id as "postId", s.account_id as "accountId", a.name || ', ' || p.title || ', ' || o.name as label, s.post_id in (select app.posts_i_look_after()) as after
    from app.seat s join account a on a.id = s.account_id join post p on p.id = s.post_id join organisation o on o.id = p.organisation_id join tenure t on t.id = s.tenure_id
    where s.role <> 'commissioner' and not t.cover and (s.account_id = ${actor.accountId} or s.post_id in (select app.posts_i_look_after()))
    order by (s.account_id = ${actor.accountId}) desc, a.name, p.title limit 400`.execute(trx);
  const deputies = new Map(rows.filter(({ after }) => after).map(({ accountId, label }) => [accountId, { value: accountId, label }]));
  return { away: rows.map(({ postId, accountId, label }) => ({ value: `${postId}:${accountId}`, label })), deputies: [...deputies.values()], today: dayAt(new Date()) };
}

/** Begins from a form: from today it begins now. */
export async function beginFrom(trx: Database, actor: Actor, said: Said): Promise<string> {
  const [postId = "", awayId = ""] = said("away").split(":");
  if (!postId) throw new AppError("wrong_entry", "Choose who is away.", { away: ["Choose who is away."] });
  const from = said("from");
  const startsAt = !from || from <= dayAt(new Date()) ? new Date() : instantOf(from, "00:00", "from");
  const { coverId } = await beginCover(trx, actor, { postId, awayId: awayId || undefined, deputyId: said("deputyId") || undefined, startsAt, expectedOn: said("expectedOn") || undefined, line: said("line") });
  return coverId;
}

export type DutyLine = { duty: Duty; how: How; to: string | null; line: string };

/** Who is away, who does what meanwhile, and once they are back what happened. @throws not_found */
export async function coverPage(trx: Database, actor: Actor, coverId: string) {
  if (!canActOnGaps(actor)) notFound();
  const cover = await findCover(trx, coverId);
  const makes = canHandOver(actor, { seatPostId: cover.postId, seatOrganisationId: cover.organisationId });
  const { rows } = await sql<DutyLine>`
    select d.duty, d.how, d.line, (select p.title || coalesce(', ' || string_agg(a.name, ', ' order by a.name), '') from post p left join app.seat s on s.post_id = p.id left join account a on a.id = s.account_id where p.id = d.to_post_id group by p.title) as "to"
    from cover_duty d where d.cover_id = ${cover.id} and (d.ended_at is null or d.ended_at = ${cover.endedAt}) order by d.at, d.id`.execute(trx);
  return {
    cover: { ...cover, startsAt: cover.startsAt.toISOString(), endedAt: cover.endedAt?.toISOString() ?? null },
    duties: rows,
    makes,
    isAway: cover.awayId === actor.accountId,
    deputies: !cover.endedAt && looksAfter(actor, { seatPostId: cover.postId, seatOrganisationId: cover.organisationId }) ? await mightStepIn(trx, cover) : [],
    colleagues: makes && !cover.endedAt ? await postsAround(trx, cover) : [],
    briefing: makes && cover.endedAt ? plain(await briefingOf(trx, actor, cover.id)) : undefined,
  };
}

/** Colleagues who stay, and are not away themselves. */
async function mightStepIn(trx: Database, cover: Cover): Promise<Option[]> {
  const { rows } = await sql<Option>`
    select distinct on (a.name, a.id) a.id as value, a.name || ', ' || p.title as label from app.seat s join tenure n on n.id = s.tenure_id and not n.cover join account a on a.id = s.account_id join post p on p.id = s.post_id
    where s.organisation_id = ${cover.organisationId} and s.role <> 'commissioner' and s.account_id <> ${cover.awayId} and not app.is_leaving(n.id)
      and not exists (select 1 from cover c where c.away_id = s.account_id and c.ended_at is null) order by a.name, a.id limit 200`.execute(trx);
  return rows;
}

/** Posts of the organisation, with whoever sits there: whom a duty may go to. */
async function postsAround(trx: Database, cover: Cover): Promise<Option[]> {
  const { rows } = await sql<Option>`
    select p.id as value, string_agg(a.name, ', ' order by a.name) || ', ' || p.title as label from post p join app.seat s on s.post_id = p.id join account a on a.id = s.account_id
    where p.organisation_id = ${cover.organisationId} and p.id <> ${cover.postId} and s.role <> 'commissioner' group by p.id, p.title order by 2 limit 200`.execute(trx);
  return rows;
}

function plain({ from, until, notes, newPeople, stepsDone, contacts, gaps, events }: Awaited<ReturnType<typeof briefingOf>>) {
  return { from: from.toISOString(), until: until.toISOString(), notes, newPeople, stepsDone, contacts, gaps, events };
}

/** @returns the word for what was done. @throws not_found, not_allowed for whoever neither sits in the post nor looks after it */
export async function actOnCover(trx: Database, actor: Actor, coverId: string, said: Said): Promise<string> {
  if (!canActOnGaps(actor)) notFound();
  const { postId, organisationId } = await findCover(trx, coverId);
  if (!canHandOver(actor, { seatPostId: postId, seatOrganisationId: organisationId })) throw new AppError("not_allowed");
  switch (said("intent")) {
    case "duty":
      await sayDuty(trx, actor, coverId, { duty: said("duty") as Duty, how: said("how") as How, toPostId: said("toPostId") || undefined, line: said("line") });
      return "duty";
    case "expect":
      await expectBack(trx, actor, coverId, said("expectedOn") || null);
      return "expected";
    case "deputy":
      await nameDeputy(trx, actor, coverId, said("deputyId"));
      return "deputy";
    case "end":
      await endCover(trx, actor, coverId);
      return "back";
    default:
      return notFound();
  }
}

/** Who is away from one post now. */
export async function awayFrom(trx: Database, postId: string): Promise<{ id: string; away: string; deputy: string | null; expectedOn: string | null } | null> {
  const row = await visibleCovers(trx).where("cover.ended_at", "is", null).where("cover.away_post_id", "=", postId).executeTakeFirst();
  return row ? { id: row.id, away: row.away, deputy: row.deputyLeft ? null : row.deputy, expectedOn: row.expectedOn } : null;
}

/** Who is away now in these organisations, for the team and the directory. */
export async function awayNow(trx: Database, organisationIds: readonly string[]): Promise<{ id: string; words: string; expectedOn: string | null }[]> {
  if (organisationIds.length === 0) return [];
  const rows = await visibleCovers(trx).where("cover.ended_at", "is", null).where("cover.away_organisation_id", "in", [...organisationIds]).orderBy("cover.starts_at").limit(100).execute();
  return rows.map(({ id, away, deputy, deputyLeft, postTitle, expectedOn }) => ({ id, words: `${away}, ${postTitle}${deputyLeft ? `. ${deputy} has left, and nobody steps in` : deputy ? `. ${deputy} steps in` : ""}`, expectedOn }));
}

