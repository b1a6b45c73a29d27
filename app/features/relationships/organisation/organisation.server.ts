import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { actingSeat } from "../../gaps/policy";
import { canSeeTies, canSpeakFor, canTakeBack, seatFor } from "../policy";
import { reachOf, unreachable, whoKnows } from "../reach/reading.server";
import type { TieLineKind, TieState } from "../words";

type HeldBy = { sideId: string; title: string; people: string[] };
export type TieOf = { id: string; otherId: string; other: string; state: TieState; purpose: string; lines: { kind: TieLineKind; fromId: string | null }[]; holders: HeldBy[] };

/** What a page of an organisation says of its ties, to whoever acts in the network; nothing to others. */
export async function organisationTies(trx: Database, actor: Actor, organisationId: string) {
  if (!canSeeTies(actor)) return undefined;
  const { ways, tries, helps } = await reachOf(trx, actor, organisationId);
  const { ties, count } = await tiesOf(trx, organisationId);
  const own = actingSeat(actor)?.organisationId;
  const isOwn = seatFor(actor, organisationId) !== undefined;
  const ownTie = isOwn || !own ? undefined : await tieBetween(trx, own, organisationId);
  return {
    ties,
    count,
    ownTie,
    isOwn,
    ways: ways.map((way) => ({ ...way, mayTakeBack: canTakeBack(actor, way) })),
    tries: tries.map((one) => ({ ...one, mayTakeBack: canTakeBack(actor, one) })),
    helps,
    hard: (await unreachable(trx, actor, organisationId))[0],
    knowers: await whoKnows(trx, actor, organisationId),
    abilities: { speakFor: canSpeakFor(actor, organisationId), propose: !isOwn && (!ownTie || !["held", "proposed"].includes(ownTie.state)) },
  };
}

export type OrganisationTies = NonNullable<Awaited<ReturnType<typeof organisationTies>>>;

const most = 30;

/** In outline: with whom, what for, what the two do, and who holds it on each side. */
async function tiesOf(trx: Database, organisationId: string): Promise<{ ties: TieOf[]; count: number }> {
  const { rows } = await sql<TieOf & { count: number }>`
    select t.id, o.id as "otherId", o.name as other, t.state, t.purpose, count(*) over ()::integer as count,
      (select coalesce(json_agg(json_build_object('kind', l.kind, 'fromId', l.from_id) order by l.kind), '[]') from tie_line l where l.tie_id = t.id and l.ended_at is null) as lines,
      (select coalesce(json_agg(json_build_object('sideId', h.side_id, 'title', p.title,
          'people', array(select a.name from app.seat s join account a on a.id = s.account_id where s.post_id = p.id order by a.name))
          order by array_position(array['first', 'second', 'senior'], h.part), h.at), '[]')
        from tie_holder h join post p on p.id = h.holder_post_id where h.tie_id = t.id and h.ended_at is null) as holders
    from tie t join organisation o on o.id = case when t.one_id = ${organisationId} then t.other_id else t.one_id end
    where (t.one_id = ${organisationId} or t.other_id = ${organisationId}) and t.state in ('held', 'proposed')
    order by t.state, o.name, t.id limit ${most}`.execute(trx);
  return { ties: rows, count: rows[0]?.count ?? 0 };
}

async function tieBetween(trx: Database, oneId: string, otherId: string): Promise<{ id: string; state: TieState } | undefined> {
  const [one = "", other = ""] = [oneId, otherId].toSorted();
  const row = await trx.selectFrom("tie").where("one_id", "=", one).where("other_id", "=", other).where("version", ">", 0).select(["id", "state"]).executeTakeFirst();
  return row && { ...row, state: row.state as TieState };
}
