import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import type { Documents } from "~/shared/services.server";
import { dayAt } from "~/shared/zoned";
import { wordsFor } from "../../../../writing/words.server";
import { canAnswer, canSpeakFor, canTakeBack, canWithdraw, seatFor, seatOnTie } from "../../../policy";
import type { Tie } from "../../../access.server";
import type { TurnWhy } from "../../../words";
import { storyOf, tiePage, type Agreement, type TiePage } from "../../reading.server";
import { ownOrganisations } from "../list/ties-list.server";

/** The story comes this many at a time. */
export const storyStep = 30;
const mostShown = 900;

type Asked = { shown: string | null; now: Date };

/** A tie as its page tells it: the outline to whoever acts, the rest to its two sides and facilitators. @throws not_found */
export async function tieView(trx: Database, actor: Actor, documents: Documents, tieId: string, { shown, now }: Asked) {
  const page = await tiePage(trx, actor, tieId);
  const { tie, lines } = page;
  const inside = page.inside ? await insideOf(trx, actor, documents, page, { shown, now }) : undefined;
  return {
    tie: { id: tie.id, oneId: tie.oneId, otherId: tie.otherId, one: tie.one, other: tie.other, purpose: tie.purpose, state: tie.state, version: tie.version, organisationId: tie.organisationId, heldSince: tie.heldSince?.toISOString() ?? null, lastContactAt: tie.lastContactAt?.toISOString() ?? null },
    title: titleOf(tie, ownOrganisations(actor)),
    lines,
    sides: await sidesOf(trx, actor, page),
    inside,
    accountId: actor.accountId,
    now: now.toISOString(),
    today: dayAt(now),
  };
}

export type TieView = Awaited<ReturnType<typeof tieView>>;
export type InsideView = NonNullable<TieView["inside"]>;
export type SideView = TieView["sides"][number];

function titleOf({ oneId, otherId, one, other }: Tie, own: readonly string[]): string {
  const [isOne, isOther] = [own.includes(oneId), own.includes(otherId)];
  return isOne === isOther ? `${one} and ${other}` : `Your tie with ${isOne ? other : one}`;
}

/** Each side: who holds it, whether anybody is here, whom one may name, and how it is reached. One's own side first. */
async function sidesOf(trx: Database, actor: Actor, { tie, holders, inside }: TiePage) {
  const { rows: posts } = await sql<{ value: string; side: string; title: string; names: string | null }>`
    select p.id as value, p.organisation_id as side, p.title, string_agg(distinct a.name, ' / ') as names
    from post p left join app.seat s on s.post_id = p.id left join account a on a.id = s.account_id
    where p.organisation_id in (${tie.oneId}, ${tie.otherId}) and p.closed_at is null and p.role <> 'commissioner'
    group by p.id order by (count(s.account_id) = 0), p.title, p.id limit 400`.execute(trx);
  const ways = await trx
    .selectFrom("organisation_reach")
    .where("reached_id", "in", [tie.oneId, tie.otherId])
    .where("ended_at", "is", null)
    .orderBy("at", "desc")
    .limit(30)
    .select(["id", "reached_id as of", "label", "phone", "email", "hours"])
    .execute();
  const own = ownOrganisations(actor);
  const isOpen = tie.state === "held" || tie.state === "proposed";
  const sides = ([[tie.oneId, tie.one], [tie.otherId, tie.other]] as const).map(([id, name]) => {
    const isOwn = own.includes(id);
    const there = posts.filter(({ side }) => side === id);
    const mayName = isOpen && inside !== undefined && canSpeakFor(actor, id);
    return {
      id,
      name,
      isOwn,
      isHere: there.some(({ names }) => names !== null),
      holders: holders.filter(({ sideId }) => sideId === id),
      mayName,
      posts: mayName ? there.map(({ value, title, names }) => ({ value, label: names ? `${names} (${title})` : `${title} (nobody sits there)` })) : [],
      ways: isOwn ? [] : ways.filter(({ of }) => of === id),
    };
  });
  return sides.toSorted((one, other) => Number(other.isOwn) - Number(one.isOwn));
}

async function insideOf(trx: Database, actor: Actor, documents: Documents, { tie, inside }: TiePage, { shown, now }: Asked) {
  const many = Math.min(Math.max(storyStep, Math.trunc(Number(shown)) || storyStep), mostShown);
  const story = await storyOf(trx, actor, tie.id, { most: many });
  const turns = await turnsOf(trx, tie.id);
  const seat = seatOnTie(actor, tie);
  const ended = tie.state === "ended" && turns[0]?.organisationId !== null && turns[0]?.organisationId === seat?.organisationId && !["merged", "closed"].includes(turns[0]?.why ?? "");
  const isOver = tie.state === "declined" || tie.state === "withdrawn" || tie.state === "ended";
  return {
    signs: inside?.signs ?? [],
    words: await wordsFor(trx, documents, { tieId: tie.id }),
    agreements: (inside?.agreements ?? []).map((one) => agreementFor(actor, tie, one, dayAt(now))),
    story: story.items.map(({ happenedAt, ...item }) => ({ ...item, at: isoOf(happenedAt), mayTakeBack: !item.sourceId && canTakeBack(actor, item) })),
    more: story.next !== null && many < mostShown ? many + storyStep : undefined,
    turns,
    /** The side this person speaks for; none for a facilitator of neither. */
    ownId: seat && [tie.oneId, tie.otherId].includes(seat.organisationId) ? seat.organisationId : undefined,
    may: {
      answer: tie.state === "proposed" && canAnswer(actor, tie),
      withdraw: tie.state === "proposed" && canWithdraw(actor, tie),
      end: tie.state === "held",
      revive: ended,
      again: isOver && !ended && !["merged", "closed"].includes(turns[0]?.why ?? "") && seatFor(actor, tie.oneId, tie.otherId) !== undefined,
      write: tie.state === "held",
    },
  };
}

/** PostgreSQL's words for a moment, as browsers read them. */
const isoOf = (at: string) => new Date(at.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00")).toISOString();

function agreementFor(actor: Actor, tie: Tie, { agreedAt, reviewedAt, at, organisationId, answersId, ...one }: Agreement, today: string) {
  const sides = [tie.oneId, tie.otherId];
  const answering = answersId ? [answersId] : sides.filter((side) => side !== organisationId);
  return {
    ...one,
    waitsFor: answering.map((side) => (side === tie.oneId ? tie.one : tie.other)).join(" or "),
    agreedAt: agreedAt?.toISOString() ?? null,
    reviewedAt: reviewedAt?.toISOString() ?? null,
    at: at.toISOString(),
    isDue: one.reviewOn <= today,
    mayAgree: !agreedAt && tie.state === "held" && seatFor(actor, ...answering) !== undefined,
  };
}

/** Of what became of an organisation, its name, the one it went into, and the tie that goes on, for whoever reads inside both. */
const gone = sql<{ gone: string; into: string | null; elsewhere: string | null } | null>`(
  select json_build_object('gone', g.name, 'into', i.name, 'elsewhere', (
    select y.id from tie_turn x join tie y on y.id = x.tie_id
    where x.at = t.at and x.tie_id <> t.tie_id and x.why = case t.why when 'merged' then 'goes_on' else 'merged' end
      and case when t.one_id in (g.id, g.merged_into) then t.other_id else t.one_id end in (y.one_id, y.other_id) limit 1))
  from organisation g left join organisation i on i.id = g.merged_into
  where t.why in ('merged', 'closed', 'goes_on') and g.closed_at = t.at and (g.id in (t.one_id, t.other_id) or g.merged_into in (t.one_id, t.other_id)) limit 1)`;

async function turnsOf(trx: Database, tieId: string) {
  const rows = await trx
    .selectFrom("tie_turn as t")
    .leftJoin("account", "account.id", "t.account_id")
    .leftJoin("organisation", "organisation.id", "t.organisation_id")
    .where("t.tie_id", "=", tieId)
    .orderBy("t.number", "desc")
    .limit(40)
    .select(["t.id", "t.why", "t.line", "t.at", "t.organisation_id as organisationId", "account.name as by", "organisation.name as organisation", gone.as("became")])
    .execute();
  return rows.map(({ became, ...row }) => ({ ...row, ...became, why: row.why as TurnWhy, at: row.at.toISOString() }));
}
