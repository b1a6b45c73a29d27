import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { findGap } from "../access.server";
import { canEnd, canReview } from "../policy";
import type { NameReason } from "../names";
import type { Band, Stage } from "../words";
import { shownAtOnce } from "./timeline-words";
import { timelineOf } from "./timeline.server";

type By = { accountId: string; postId: string; organisationId: string; name: string; organisation: string; at: string };
export type Seeing = { organisationId: string; organisation: string; people: { accountId: string; name: string; band: Band | null; line: string; at: string }[] };
export type Reached = { id: string; stage: Stage; line: string; name: string; organisation: string; at: string };
export type Tried = { id: string; line: string; name: string; organisation: string; at: string; mayEnd: boolean };
export type Linked = { id: string; kind: "organisation" | "page" | "event"; title: string; url: string | null; on: string | null; linkedId: string | null; name: string; organisation: string; at: string; mayEnd: boolean };
export type Outcome = { id: string; line: string; linkedId: string | null; linked: string | null; name: string; organisation: string; at: string };
export type Flagged = { id: string; kind: string; words: string; reasons: NameReason[]; name: string; organisation: string; at: string };

type Rows = {
  seeing: (Seeing["people"][number] & { organisationId: string; organisation: string })[];
  stages: Reached[];
  tried: (Omit<Tried, "mayEnd"> & By)[];
  linked: (Omit<Linked, "mayEnd"> & By)[];
  outcomes: Outcome[];
  flagged: (Flagged & { organisationId: string; accountId: string })[];
};

const by = sql`'accountId', t.account_id, 'postId', t.post_id, 'organisationId', t.organisation_id, 'name', a.name, 'organisation', o.name, 'at', t.at`;
const people = sql`join account a on a.id = t.account_id join organisation o on o.id = t.organisation_id`;

/** What a gap's own page shows under its tabs: who sees it, how far it is, what was tried, what there is, what happened. @throws not_found */
export async function gapOverview(trx: Database, actor: Actor, gapId: string, most = shownAtOnce) {
  const gap = await findGap(trx, actor, gapId);
  const { rows } = await sql<Rows>`
    select
      coalesce((select json_agg(json_build_object(${by}, 'band', t.band, 'line', t.line) order by t.at) from gap_join t ${people} where t.gap_id = g.id and t.ended_at is null), '[]') as seeing,
      coalesce((select json_agg(json_build_object(${by}, 'id', t.id, 'stage', t.stage, 'line', t.line) order by t.at) from gap_stage t ${people} where t.gap_id = g.id and t.ended_at is null), '[]') as stages,
      coalesce((select json_agg(json_build_object(${by}, 'id', t.id, 'line', t.line) order by t.at) from gap_tried t ${people} where t.gap_id = g.id and t.ended_at is null), '[]') as tried,
      coalesce((select json_agg(json_build_object(${by}, 'id', t.id, 'kind', t.kind, 'title', t.title, 'url', t.url, 'on', t.on_date, 'linkedId', t.linked_organisation_id) order by t.at) from gap_link t ${people} where t.gap_id = g.id and t.ended_at is null), '[]') as linked,
      coalesce((select json_agg(json_build_object(${by}, 'id', t.id, 'line', t.line, 'linkedId', t.linked_organisation_id, 'linked', l.name) order by t.at desc) from gap_outcome t ${people} left join organisation l on l.id = t.linked_organisation_id where t.gap_id = g.id), '[]') as outcomes,
      coalesce((select json_agg(json_build_object(${by}, 'id', t.id, 'kind', t.subject_kind, 'reasons', t.reasons, 'words', ${flaggedWords}) order by t.at) from words_flag t ${people} where t.gap_id = g.id and t.reviewed_at is null), '[]') as flagged
    from gap g where g.id = ${gap.id}::uuid`.execute(trx);
  const [found] = rows;
  if (!found) throw new Error("A gap that was found is gone within one transaction.");
  return {
    seeing: byOrganisation(found.seeing),
    stages: found.stages,
    tried: found.tried.map((row) => ({ ...row, mayEnd: canEnd(actor, row) })),
    linked: found.linked.map((row) => ({ ...row, mayEnd: canEnd(actor, row) })),
    outcomes: found.outcomes,
    flagged: found.flagged.filter((flag) => canReview(actor, flag)),
    timeline: await timelineOf(trx, actor, gapId, most),
  };
}

export type GapOverview = Awaited<ReturnType<typeof gapOverview>>;

/** The words that are flagged, as they stand now. */
const flaggedWords = sql`case t.subject_kind
  when 'gap' then case when t.subject_id = g.id then g.sentence else coalesce((select s.line from gap_stage s where s.id = t.subject_id), (select l.title from gap_link l where l.id = t.subject_id)) end
  when 'gap_join' then (select j.line from gap_join j where j.id = t.subject_id)
  when 'gap_tried' then (select x.line from gap_tried x where x.id = t.subject_id)
  when 'gap_letter' then (select x.line from gap_letter x where x.id = t.subject_id)
  when 'gap_outcome' then (select x.line from gap_outcome x where x.id = t.subject_id)
  when 'gap_group' then (select concat_ws(' · ', x.name, nullif(x.about, ''), nullif(x.where_words, ''), nullif(x.when_words, ''), nullif(x.access_words, ''), nullif(x.contact_words, '')) from gap_group x where x.gap_id = t.gap_id)
  when 'gap_kit' then (select x.line from gap_kit x where x.id = t.subject_id)
  when 'gap_volunteer' then (select x.does from gap_volunteer x where x.id = t.subject_id)
  when 'gap_training' then (select x.line from gap_training x where x.id = t.subject_id)
  when 'group_session' then (select x.line from group_session x where x.id = t.subject_id)
  when 'gap_invitation' then (select concat_ws(' · ', nullif(x.line, ''), nullif(x.answer_line, '')) from gap_invitation x where x.id = t.subject_id)
  else '' end`;

function byOrganisation(rows: Rows["seeing"]): Seeing[] {
  const all = new Map<string, Seeing>();
  for (const { organisationId, organisation, ...person } of rows) {
    const one = all.get(organisationId) ?? { organisationId, organisation, people: [] };
    one.people.push(person);
    all.set(organisationId, one);
  }
  return [...all.values()];
}
