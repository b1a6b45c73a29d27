import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { dayAt } from "~/shared/zoned";
import { canActOnGaps } from "../../gaps/policy";
import { handoverDays } from "../../shadowing/balance/handover.server";
import { recordViews } from "~/shared/views.server";
import { findHandover, visibleHandovers, visibleItems, type Handover, type Item } from "./access.server";
import { lastDayOf, leadsAlone, type LastDay } from "./notice.server";
import { canHandOver, looksAfter } from "./policy";
import { askedIn, itemsOf, outlineOf } from "./reads.server";
import { visitsOf } from "./visits.server";
import type { HandoverState, ItemKind } from "./words";

/** One post that this actor may hand over. */
export type OwnPost = { postId: string; title: string; organisation: string; lead: string | null; leadsAlone: boolean; colleagues: { value: string; label: string }[]; notice: LastDay | null };

/** What one needs to open a handover: one's posts, who looks after each, and colleagues who might come in. @throws not_found */
export async function startPage(trx: Database, actor: Actor): Promise<{ posts: OwnPost[]; today: string }> {
  if (!canActOnGaps(actor)) notFound();
  const seats = actor.seats.filter((seat) => seat.role !== "commissioner");
  const posts: OwnPost[] = [];
  for (const { postId, postTitle, organisationId, organisationName } of seats) {
    posts.push({
      postId,
      title: postTitle,
      organisation: organisationName,
      lead: await leadOf(trx, postId),
      leadsAlone: await leadsAlone(trx, postId, actor.accountId),
      colleagues: await colleaguesIn(trx, organisationId, actor.accountId),
      notice: await lastDayOf(trx, postId, actor.accountId),
    });
  }
  return { posts, today: dayAt(new Date()) };
}

async function leadOf(trx: Database, postId: string): Promise<string | null> {
  const { rows } = await sql<{ words: string }>`
    select string_agg(a.name, ', ' order by a.name) || ', ' || p.title as words from post p join app.seat s on s.post_id = p.id join account a on a.id = s.account_id
    where p.id = app.lead_of(${postId}) group by p.title`.execute(trx);
  return rows[0]?.words ?? null;
}

/** Colleagues who stay: nobody comes into a post who leaves themself. */
async function colleaguesIn(trx: Database, organisationId: string, leaverId: string | null): Promise<{ value: string; label: string }[]> {
  const { rows } = await sql<{ value: string; label: string }>`
    select distinct on (a.name, a.id) a.id as value, a.name || ', ' || p.title as label from app.seat s join account a on a.id = s.account_id join post p on p.id = s.post_id
    where s.organisation_id = ${organisationId} and s.role <> 'commissioner' and s.account_id is distinct from ${leaverId} and not app.is_leaving(s.tenure_id) order by a.name, a.id limit 200`.execute(trx);
  return rows;
}

/** The handover of one's own post that is under way, if there is one. */
export async function ownOpenHandover(trx: Database, actor: Actor): Promise<string | undefined> {
  const posts = actor.seats.map(({ postId }) => postId);
  if (posts.length === 0) return undefined;
  const row = await visibleHandovers(trx).where("handover.seat_post_id", "in", posts).where("handover.leaver_id", "=", actor.accountId).where("handover.state", "in", ["open", "sent"]).executeTakeFirst();
  return row?.id;
}

/** Handovers that are under way, or were lately, as far as this actor may know of them. */
export async function handoversNow(trx: Database): Promise<{ id: string; words: string; state: HandoverState; lastDay: string; failed: boolean }[]> {
  const rows = await visibleHandovers(trx).where("handover.leaver_id", "is not", null).where("handover.state", "in", ["open", "sent"]).orderBy("handover.last_at").orderBy("handover.id").limit(100).execute();
  return rows.map(({ id, leaver, postTitle, state, lastAt, failedAt }) => ({ id, words: leaver ? `${leaver}, ${postTitle}` : postTitle, state: state as HandoverState, lastDay: dayAt(lastAt), failed: failedAt !== null }));
}

export type People = Record<string, string>;
export type VisitLine = { id: string; itemId: string; about: string; onDate: string; newcomer: string; signedByLeaver: boolean; signedByNewcomer: boolean; iAm: "leaver" | "newcomer" | "beside"; hasBeen: boolean; day: { id: string; startsAt: string } | null };

/** One handover, as far as each may see it: who makes it, who is asked, who comes into the post. @throws not_found */
export async function handoverPage(trx: Database, actor: Actor, handoverId: string) {
  const handover = await findHandover(trx, actor, handoverId);
  const makes = canHandOver(actor, handover);
  const comes = handover.newcomerId === actor.accountId;
  const isLive = handover.state === "open" || handover.state === "sent";
  const making = makes && isLive ? await itemsOf(trx, actor, handover.id) : undefined;
  const asked = isLive ? await askedIn(trx, actor, handover) : [];
  const outline = comes && !makes && isLive ? await outlineOf(trx, handover) : undefined;
  const items = (await visibleItems(trx).where("handover_id", "=", handover.id).orderBy("item.id").execute()) as Item[];
  const own = new Set(actor.seats.map(({ postId }) => postId));
  const people = await peopleIn(trx, items.flatMap(({ toPostId, movedToId }) => [toPostId, movedToId].filter((id) => id !== null)));
  const aboutItem = new Map([...asked, ...(outline ?? []), ...(making?.items ?? [])].map(({ id, words }) => [id, words]));
  return {
    handover: { id: handover.id, state: handover.state, postId: handover.seatPostId, version: handover.version, postTitle: handover.postTitle, leaver: handover.leaver, lastAt: handover.lastAt.toISOString(), lastDay: dayAt(handover.lastAt), failed: handover.failedAt !== null, movedAt: handover.movedAt?.toISOString() ?? null, newcomerId: handover.newcomerId, newcomer: handover.newcomer, newcomerAgreed: handover.newcomerAgreed },
    lead: makes || comes ? await leadOf(trx, handover.seatPostId) : null,
    side: { makes, comes, sits: own.has(handover.seatPostId), leaves: handover.leaverId === actor.accountId, looksAfter: looksAfter(actor, handover) },
    making,
    colleagues: making ? await colleaguesIn(trx, handover.seatOrganisationId, handover.leaverId) : [],
    /** What was said yes to before it was cut short. */
    saidYes: handover.state === "cut_short" && makes ? countedBy(items.filter(({ state }) => state === "accepted"), ({ toPostId }) => toPostId, own, people) : [],
    asked,
    outline,
    people,
    visits: await visitLines(trx, actor, handover, aboutItem, people),
    summary: handover.state === "moved" ? { ...summaryOf(items, own, makes, people), people: await whoCameTo(trx, actor, handover.id, own) } : undefined,
    today: dayAt(new Date()),
  };
}

/** Who sits in posts now, by name; the post's title where nobody does. */
async function peopleIn(trx: Database, postIds: readonly string[]): Promise<People> {
  const ids = [...new Set(postIds)];
  if (ids.length === 0) return {};
  const { rows } = await sql<{ id: string; words: string }>`
    select p.id, coalesce((select string_agg(a.name, ', ' order by a.name) from app.seat s join account a on a.id = s.account_id where s.post_id = p.id), p.title) as words
    from post p where p.id = any(${ids}::uuid[])`.execute(trx);
  return Object.fromEntries(rows.map(({ id, words }) => [id, words]));
}

async function visitLines(trx: Database, actor: Actor, handover: Handover, about: Map<string, string>, people: People): Promise<VisitLine[]> {
  const visits = await visitsOf(trx, handover.id);
  if (visits.length === 0) return [];
  const days = handover.leaverId ? await handoverDays(trx, actor, { leaver: handover.leaverId }) : [];
  const names = { ...people, ...(await peopleIn(trx, visits.map(({ newcomerPostId }) => newcomerPostId))) };
  const own = new Set(actor.seats.map(({ postId }) => postId));
  const today = dayAt(new Date());
  return visits.map(({ id, itemId, onDate, newcomerPostId, signedByLeaver, signedByNewcomer, dayId }) => {
    const day = days.find((one) => one.dayId === dayId) ?? days.find((one) => dayAt(new Date(one.startsAt)) === onDate && names[newcomerPostId]?.includes(one.newcomer));
    const iAm = handover.leaverId === actor.accountId ? "leaver" : own.has(newcomerPostId) ? "newcomer" : "beside";
    return { id, itemId, about: about.get(itemId) ?? "What is handed over", onDate, newcomer: names[newcomerPostId] ?? "a colleague", signedByLeaver, signedByNewcomer, iAm, hasBeen: onDate <= today, day: day ? { id: day.dayId, startsAt: day.startsAt } : null };
  });
}

export type SummaryLine = { to: string; mine: boolean; counts: Partial<Record<ItemKind, number>> };
export type Summary = { moved: SummaryLine[]; closed: number; gone: number; /** People who are this actor's now, by name, for the lines about each. */ people: { id: string; name: string }[] };

/** What went where; of somebody who was asked, what came to them. Nobody is named. */
function summaryOf(items: readonly Item[], own: ReadonlySet<string>, makes: boolean, people: People): Omit<Summary, "people"> {
  const moved = countedBy(items, ({ movedToId }) => (movedToId && (makes || own.has(movedToId)) ? movedToId : null), own, people);
  return { moved, closed: items.filter(({ state, choice }) => state === "moved" && choice === "close").length, gone: items.filter(({ state }) => state === "gone").length };
}

/** Things counted by the post they go to. */
function countedBy(items: readonly Item[], goesTo: (item: Item) => string | null, own: ReadonlySet<string>, people: People): SummaryLine[] {
  const lines = new Map<string, SummaryLine>();
  for (const item of items) {
    const to = goesTo(item);
    if (!to) continue;
    const line = lines.get(to) ?? { to: people[to] ?? "a colleague", mine: own.has(to), counts: {} };
    lines.set(to, { ...line, counts: { ...line.counts, [item.kind]: (line.counts[item.kind] ?? 0) + 1 } });
  }
  return [...lines.values()];
}

/** Whoever came to this actor, by name as far as they hold the case; each is a look. */
async function whoCameTo(trx: Database, actor: Actor, handoverId: string, own: ReadonlySet<string>): Promise<{ id: string; name: string }[]> {
  if (own.size === 0) return [];
  const { rows } = await sql<{ id: string; name: string; clientId: string }>`
    select i.id, c.name, c.id as "clientId" from handover_item i join caseload k on k.id = i.subject_id join client c on c.id = k.client_id
    where i.handover_id = ${handoverId} and i.kind = 'person' and i.moved_to_id = any(${[...own]}::uuid[]) and c.id in (select app.my_held_clients()) order by c.name, i.id`.execute(trx);
  await recordViews(trx, actor, rows.map(({ clientId }) => ({ clientId, what: "person", how: "list" })));
  return rows.map(({ id, name }) => ({ id, name }));
}
