import { sql } from "kysely";
import type { Database } from "~db/client";
import { isFacilitator, type Actor, type Seat } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { postsOf } from "../access.server";
import { canSeeTies, seatFor } from "../policy";
import type { Boss, Party } from "./words";

export type BossOf = { boss: Boss; organisationId: string; organisation: string };
/** A charter as its reader has it: the bosses the post has now, and for whom the reader speaks. */
export type Charter = { postId: string; title: string; organisationId: string; organisation: string; closedAt: Date | null; bosses: BossOf[]; mine: Party[] };

/**
 * The door to the charter of a post: whoever sits there, acting colleagues of who employs it, managers of who hosts it,
 * facilitators. @throws not_found
 */
export async function findCharter(trx: Database, actor: Actor, postId: string): Promise<Charter> {
  if (!canSeeTies(actor) || !isId(postId)) notFound();
  const row = await trx
    .selectFrom("post")
    .innerJoin("organisation", "organisation.id", "post.organisation_id")
    .where("post.id", "=", postId)
    .where(sql<boolean>`post.id = any(array(select app.my_charters()))`)
    .select(["post.id as postId", "post.title", "post.organisation_id as organisationId", "organisation.name as organisation", "post.closed_at as closedAt"])
    .executeTakeFirst();
  if (!row) notFound();
  const { rows: bosses } = await sql<BossOf>`
    select b.boss, o.id as "organisationId", o.name as organisation from unnest(array['employer', 'host', 'network']) with ordinality b(boss, place)
    join organisation o on o.id = app.charter_boss(${postId}::uuid, b.boss) order by b.place`.execute(trx);
  const { rows: parts } = await sql<{ part: Party }>`select app.my_charter_parts(${postId}::uuid) as part`.execute(trx);
  return { ...row, bosses, mine: parts.map(({ part }) => part) };
}

/** Whether the reader may open it at all, for a link that leads there. */
export async function mayReadCharter(trx: Database, actor: Actor, postId: string): Promise<boolean> {
  if (!canSeeTies(actor) || !isId(postId)) return false;
  const { rows } = await sql`select 1 where ${postId}::uuid = any(array(select app.my_charters()))`.execute(trx);
  return rows.length > 0;
}

/** The actor in the seat that speaks for a party of the charter. @throws not_allowed */
export function speakingAs(actor: Actor, charter: Charter, party: Party): Actor & { seat: Seat } {
  const seat = charter.mine.includes(party) ? seatOf(actor, charter, party) : undefined;
  if (!seat) throw new AppError("not_allowed");
  return { ...actor, seat };
}

function seatOf(actor: Actor, charter: Charter, party: Party): Seat | undefined {
  if (party === "post") return actor.seats.find((seat) => seat.postId === charter.postId && seat.role !== "commissioner");
  if (party === "network") return isFacilitator(actor) ? actor.seats.find((seat) => seat.role === "facilitator") : undefined;
  const organisationId = charter.bosses.find(({ boss }) => boss === party)?.organisationId ?? "";
  return actor.seats.find((seat) => seat.role === "manager" && seat.organisationId === organisationId) ?? seatFor(actor, organisationId);
}

/** Posts that speak for those who are bound by it: for who employs and hosts, for the network, and the post itself. */
export async function postsBound(trx: Database, charter: Charter): Promise<string[]> {
  const bosses = charter.bosses.filter(({ boss }) => boss !== "network");
  const led = await Promise.all(bosses.map(({ organisationId }) => postsOf(trx, organisationId)));
  const facilitators = await trx.selectFrom("app.seat").where("role", "=", "facilitator").select("post_id as postId").execute();
  return [...new Set([...led.flat(), ...facilitators.flatMap(({ postId }) => postId ?? []), charter.postId])];
}
