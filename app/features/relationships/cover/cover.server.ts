import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { beginTurn } from "~/shared/turning.server";
import { dayAt, isDay } from "~/shared/zoned";
import { actedBy, inActingSeat, lineOf, wrong } from "../../gaps/access.server";
import { tellPosts } from "../../inbox/tell.server";
import { saidByDatabase } from "../handover/access.server";
import { latestDay, postToHandOver, sitsHere } from "../handover/opening.server";
import { looksAfter } from "../handover/policy";
import { duties, hows, type Duty, type How } from "./words";

export type Cover = { id: string; postId: string; organisationId: string; postTitle: string; awayId: string; away: string; deputyId: string | null; deputy: string | null; /** Whoever stepped in has left, and nobody does. */ deputyLeft: boolean; startsAt: Date; expectedOn: string | null; line: string; endedAt: Date | null };
export type NewCover = { postId: string; awayId?: string | undefined; deputyId?: string | undefined; startsAt?: Date; expectedOn?: string | undefined; line?: string };

/** Who is away and who steps in: the network sees it. */
export function visibleCovers(trx: Database) {
  return trx
    .selectFrom("cover")
    .innerJoin("post", "post.id", "cover.away_post_id")
    .innerJoin("account as away", "away.id", "cover.away_id")
    .leftJoin("account as deputy", "deputy.id", "cover.deputy_id")
    .select(["cover.id", "cover.away_post_id as postId", "cover.away_organisation_id as organisationId", "post.title as postTitle", "away.id as awayId", "away.name as away", "deputy.id as deputyId", "deputy.name as deputy"])
    .select(sql<boolean>`cover.ended_at is null and exists (select 1 from tenure n where n.id = cover.deputy_tenure_id and n.valid_until <= now())`.as("deputyLeft"))
    .select(["cover.starts_at as startsAt", "cover.line", "cover.ended_at as endedAt"])
    .select(sql<string | null>`cover.expected_on::text`.as("expectedOn"));
}

/** @throws not_found */
export async function findCover(trx: Database, coverId: string): Promise<Cover> {
  if (!isId(coverId)) notFound();
  return (await visibleCovers(trx).where("cover.id", "=", coverId).executeTakeFirst()) ?? notFound();
}

/**
 * Begins: return unknown unless a day is said. Whoever is away may say so; the deputy is named by whoever looks after the
 * post, from the same organisation, and sits in it for as long as this lasts. @throws not_found, not_allowed, wrong_entry, conflict
 */
export async function beginCover(db: Database, actor: Actor, { postId, awayId = actor.accountId, deputyId, startsAt = new Date(), expectedOn, line = "" }: NewCover): Promise<{ coverId: string }> {
  if (expectedOn) requireDayToComeBack(expectedOn, dayAt(startsAt));
  if (dayAt(startsAt) > latestDay(new Date())) throw wrong("from", "Choose a day within two years.");
  if (!isId(awayId)) throw wrong("away", "Choose who is away.");
  if (deputyId && deputyId === awayId) throw wrong("deputyId", "Choose somebody else: nobody steps in for themself.");
  const said = lineOf(line, { field: "line", most: 300, sentence: "", mayBeEmpty: true, paragraphs: true });
  return inTransaction(db, async (trx) => {
    const post = await postToHandOver(trx, actor, postId);
    if (deputyId && !looksAfter(actor, { seatPostId: postId, seatOrganisationId: post.organisationId })) throw new AppError("not_allowed");
    if (deputyId && !(await sitsHere(trx, deputyId))) throw wrong("deputyId", "Choose a colleague of the same organisation.");
    const acted = actedBy(actor);
    const deputyTenureId = deputyId ? await seatDeputy(trx, { deputyId, postId, startsAt }) : null;
    await trx
      .insertInto("cover")
      .values({ ...acted, away_post_id: postId, away_organisation_id: post.organisationId, away_id: awayId, deputy_id: deputyId ?? null, deputy_tenure_id: deputyTenureId, starts_at: startsAt, expected_on: expectedOn ?? null, line: said })
      .execute()
      .catch(once);
    await tellAround(trx, actor, "cover.begins", { id: acted.id, postId });
    await recordActivity(trx, inActingSeat(actor), { kind: "cover.begun", subjectKind: "cover", subjectId: acted.id });
    return { coverId: acted.id };
  });
}

async function seatDeputy(trx: Database, { deputyId, postId, startsAt }: { deputyId: string; postId: string; startsAt: Date }): Promise<string> {
  const id = randomUUID();
  await trx.insertInto("tenure").values({ id, account_id: deputyId, post_id: postId, cover: true, valid_from: startsAt }).execute().catch(once);
  return id;
}

/** Says of one duty whether it runs, pauses, or goes to somebody. What was said before ends. @throws not_found, not_allowed, wrong_entry */
export async function sayDuty(db: Database, actor: Actor, coverId: string, { duty, how, toPostId, line = "" }: { duty: Duty; how: How; toPostId?: string | undefined; line?: string }): Promise<void> {
  if (!Object.hasOwn(duties, duty) || !Object.hasOwn(hows, how)) throw wrong("duty", "Choose one of those offered.");
  if (how === "goes_to" && !isId(toPostId)) throw wrong("toPostId", "Choose who does it meanwhile.");
  const said = lineOf(line, { field: "line", most: 200, sentence: "", mayBeEmpty: true });
  await inTransaction(db, async (trx) => {
    const cover = await liveCover(trx, actor, coverId);
    if (toPostId && how === "goes_to" && !(await somebodySits(trx, toPostId))) throw wrong("toPostId", "Nobody sits in that post now. Choose somebody else.");
    await trx.updateTable("cover_duty").set({ ended_at: new Date(), ended_by: actor.accountId }).where("cover_id", "=", cover.id).where("duty", "=", duty).where("ended_at", "is", null).execute();
    await trx.insertInto("cover_duty").values({ ...actedBy(actor), cover_id: cover.id, duty, how, to_post_id: how === "goes_to" ? (toPostId ?? null) : null, line: said }).execute().catch(once);
    if (how === "goes_to" && toPostId) await tellPosts(trx, actor, "cover.begins", { coverId: cover.id }, [toPostId]);
    await recordActivity(trx, inActingSeat(actor), { kind: "cover.changed", subjectKind: "cover", subjectId: cover.id });
  });
}

/** Somebody else steps in, or somebody at last; whoever did before steps out in the same moment. @throws not_found, not_allowed, wrong_entry, conflict */
export async function nameDeputy(db: Database, actor: Actor, coverId: string, deputyId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const cover = await liveCover(trx, actor, coverId);
    if (!(await sitsHere(trx, deputyId))) throw wrong("deputyId", "Choose who steps in.");
    if (deputyId === cover.awayId) throw wrong("deputyId", "Choose somebody else: nobody steps in for themself.");
    if (!looksAfter(actor, { seatPostId: cover.postId, seatOrganisationId: cover.organisationId })) throw new AppError("not_allowed");
    if (deputyId === cover.deputyId && !cover.deputyLeft) return;
    await beginTurn(trx);
    const startsAt = cover.startsAt > new Date() ? cover.startsAt : new Date();
    const deputyTenureId = await seatDeputy(trx, { deputyId, postId: cover.postId, startsAt });
    await trx.updateTable("cover").set({ deputy_id: deputyId, deputy_tenure_id: deputyTenureId }).where("id", "=", cover.id).where("ended_at", "is", null).execute().catch(once);
    await tellAround(trx, actor, "cover.begins", { id: cover.id, postId: cover.postId });
    await recordActivity(trx, inActingSeat(actor), { kind: "cover.changed", subjectKind: "cover", subjectId: cover.id });
  });
}

/** When they are expected, as far as anybody knows. @throws not_found, not_allowed, wrong_entry */
export async function expectBack(db: Database, actor: Actor, coverId: string, expectedOn: string | null): Promise<void> {
  if (expectedOn) requireDayToComeBack(expectedOn, dayAt(new Date()));
  await inTransaction(db, async (trx) => {
    const cover = await liveCover(trx, actor, coverId);
    await trx.updateTable("cover").set({ expected_on: expectedOn }).where("id", "=", cover.id).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "cover.changed", subjectKind: "cover", subjectId: cover.id });
  });
}

function requireDayToComeBack(expectedOn: string, from: string): void {
  if (!isDay(expectedOn)) throw wrong("expectedOn", "Write the day with its month and year, or leave it empty.");
  if (expectedOn < from) throw wrong("expectedOn", "Choose a day after they go, or leave it empty.");
  if (expectedOn > latestDay(new Date())) throw wrong("expectedOn", "Choose a day within two years, or leave it empty.");
}

const somebodySits = async (trx: Database, postId: string): Promise<boolean> =>
  (await trx.selectFrom("app.seat").where("post_id", "=", postId).where("role", "<>", "commissioner").select("post_id").limit(1).executeTakeFirst()) !== undefined;

/** They are back: the deputy's time in the post ends in the same moment, and a briefing waits. Twice changes nothing. @throws not_found, not_allowed */
export async function endCover(db: Database, actor: Actor, coverId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const cover = await findCover(trx, coverId);
    await postToHandOver(trx, actor, cover.postId);
    const ended = await trx.updateTable("cover").set({ ended_at: new Date(), ended_by: actor.accountId }).where("id", "=", cover.id).where("ended_at", "is", null).returning("id").executeTakeFirst();
    if (!ended) return;
    await tellAround(trx, actor, "cover.ends", cover);
    await sql`insert into inbox_item (id, post_id, kind, cover_id, account_id) values (gen_random_uuid(), ${cover.postId}, 'cover.briefing', ${cover.id}, ${actor.accountId}) on conflict do nothing`.execute(trx);
    await recordActivity(trx, inActingSeat(actor), { kind: "cover.ended", subjectKind: "cover", subjectId: cover.id });
  });
}

async function liveCover(trx: Database, actor: Actor, coverId: string): Promise<Cover> {
  const cover = await findCover(trx, coverId);
  await postToHandOver(trx, actor, cover.postId);
  if (cover.endedAt) throw new AppError("conflict", "They are back already.");
  return cover;
}

/** The post itself, and those on the other side of each tie that it holds. */
async function tellAround(trx: Database, actor: Actor, kind: "cover.begins" | "cover.ends", { id, postId }: { id: string; postId: string }): Promise<void> {
  const rows = await trx
    .selectFrom("tie_holder as own")
    .innerJoin("tie", "tie.id", "own.tie_id")
    .innerJoin("tie_holder as other", (join) => join.onRef("other.tie_id", "=", "own.tie_id").onRef("other.side_id", "<>", "own.side_id"))
    .where("own.holder_post_id", "=", postId)
    .where("own.ended_at", "is", null)
    .where("other.ended_at", "is", null)
    .where("tie.state", "=", "held")
    .select("other.holder_post_id as partner")
    .distinct()
    .execute();
  await tellPosts(trx, actor, kind, { coverId: id }, [postId, ...rows.map(({ partner }) => partner)]);
}

function once(error: unknown): never {
  if (typeof error === "object" && error !== null && "code" in error && error.code === "23505") throw new AppError("conflict", "This was said already. Look again.");
  saidByDatabase(error);
}
