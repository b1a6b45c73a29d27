import { sql } from "kysely";
import type { Database } from "~db/client";
import { isFacilitator, type Actor } from "~/shared/actor";
import { areas, findGap, type Gap } from "../access.server";
import { actingSeat, canEnd, canReword, canTakeDown } from "../policy";
import type { GapRole } from "../words";

export type Holder = { role: GapRole; line: string; organisationId: string; organisation: string; postTitle: string; since: string; /** Who sits there today; null when nobody does. */ name: string | null; mayEnd: boolean };
type Frame = {
  postedBy: string;
  postedFor: string;
  people: number;
  organisations: number;
  own: { band: string | null; line: string } | null;
  holders: (Omit<Holder, "mayEnd"> & { accountId: string; postId: string })[];
  flags: number;
  asked: string | null;
};

export type GapFrame = Awaited<ReturnType<typeof gapFrame>>;

/** What stands around every tab of a gap: the sentence, where it stands, who holds which part, and what one may do. @throws not_found */
export async function gapFrame(trx: Database, actor: Actor, gapId: string) {
  const gap = await findGap(trx, actor, gapId);
  const { rows } = await sql<Frame>`
    select poster.name as "postedBy", home.name as "postedFor",
      (select count(*)::int from gap_join j where j.gap_id = g.id and j.ended_at is null) as people,
      (select count(distinct j.organisation_id)::int from gap_join j where j.gap_id = g.id and j.ended_at is null) as organisations,
      (select json_build_object('band', j.band, 'line', j.line) from gap_join j where j.gap_id = g.id and j.ended_at is null and j.account_id = ${actor.accountId}::uuid) as own,
      coalesce((select json_agg(json_build_object('role', r.role, 'line', r.line, 'accountId', r.account_id, 'postId', r.post_id, 'organisationId', o.id, 'organisation', o.name, 'postTitle', p.title, 'since', r.at,
          'name', (select a.name from app.seat s join account a on a.id = s.account_id where s.post_id = r.post_id order by (a.id = r.account_id) desc, a.name limit 1)))
        from gap_role r join organisation o on o.id = r.organisation_id join post p on p.id = r.post_id
        where r.gap_id = g.id and r.ended_at is null), '[]') as holders,
      (select count(*)::int from words_flag w where w.gap_id = g.id and w.reviewed_at is null) as flags,
      (select c.asked_at from gap_check c where c.gap_id = g.id and c.answered_at is null) as asked
    from gap g join account poster on poster.id = g.account_id join organisation home on home.id = g.organisation_id
    where g.id = ${gap.id}::uuid`.execute(trx);
  const [frame] = rows;
  if (!frame) throw new Error("A gap that was found is gone within one transaction.");
  const holders = frame.holders.map((holder) => holderFor(actor, holder));
  const asked = ["lead", "spotter"].map((role) => holders.find((holder) => holder.role === role && holder.name !== null)).find((holder) => holder !== undefined);
  const me = { ...meOf(actor, gap), isAsked: asked ? asked.mine : isFacilitator(actor) };
  return { ...factsOf(gap), ...frame, holders, askedOf: asked?.name ?? null, me, readAt: new Date().toISOString() };
}

function factsOf({ accountId: _writer, ...gap }: Gap) {
  return { ...gap, at: gap.at.toISOString(), movedAt: gap.movedAt.toISOString(), lastActiveAt: gap.lastActiveAt.toISOString() };
}

function holderFor(actor: Actor, { accountId, postId, ...holder }: Frame["holders"][number]): Holder & { mine: boolean } {
  return { ...holder, mayEnd: canEnd(actor, { accountId, postId }), mine: actor.seats.some((seat) => seat.postId === postId) };
}

function meOf(actor: Actor, gap: Gap) {
  return { accountId: actor.accountId, organisation: actingSeat(actor)?.organisationName ?? "", mayReword: canReword(actor, gap), mayTakeDown: canTakeDown(actor, gap) };
}

/** Organisations to choose from before anybody types: those that see the gap and those nearest to it, by name. */
export async function organisationsNear(trx: Database, gap: { id: string; area: string | null }, most = 50): Promise<{ value: string; label: string }[]> {
  const { rows } = await sql<{ value: string; label: string }>`
    select o.id as value, o.name as label from (
      select id, name from organisation where id in (select j.organisation_id from gap_join j where j.gap_id = ${gap.id}::uuid and j.ended_at is null)
      union (select id, name from organisation where ${gap.area}::text is null or area = ${gap.area} order by name limit ${most})
    ) o order by o.name limit ${most}`.execute(trx);
  return rows;
}

/** All that stands around the tabs, with what one may choose from. @throws not_found */
export async function gapLayout(trx: Database, actor: Actor, gapId: string) {
  const gap = await gapFrame(trx, actor, gapId);
  return { gap, areas: await areas(trx), organisations: await organisationsNear(trx, gap) };
}
export type GapLayout = Awaited<ReturnType<typeof gapLayout>>;
