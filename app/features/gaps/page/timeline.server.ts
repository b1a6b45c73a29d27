import { sql, type RawBuilder } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { canActOnGaps } from "../policy";
import { shownAtMost, shownAtOnce } from "./timeline-words";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";

/** One thing that happened to a gap. `what` is the row it was, `detail` its codes; the words are made by `timelineWords`. */
export type Happening = {
  id: string;
  what: string;
  at: string;
  accountId: string | null;
  name: string | null;
  organisation: string | null;
  /** Words of people, shown in their own type. */
  line: string;
  detail: Record<string, string | null>;
};


/** Everything that happened to a gap, newest first. One statement; each branch reads no more of its index than is shown. @throws not_found */
export async function timelineOf(trx: Database, actor: Actor, gapId: string, most = shownAtOnce): Promise<{ happenings: Happening[]; hasEarlier: boolean }> {
  if (!canActOnGaps(actor) || !isId(gapId)) notFound();
  const limit = Math.min(Math.max(1, Math.trunc(most) || shownAtOnce), shownAtMost);
  const { rows } = await sql<Happening>`
    with happened as (${sql.join(branches(gapId, limit + 1), sql` union all `)})
    select h.id || ':' || h.what as id, h.what, to_json(h.at)#>>'{}' as at, h.account_id as "accountId", account.name, organisation.name as organisation, h.line, h.detail
    from (select * from happened order by at desc, rank desc, id desc limit ${limit + 1}) h
    left join account on account.id = h.account_id
    left join organisation on organisation.id = h.organisation_id
    order by h.at desc, h.rank desc, h.id desc`.execute(trx);
  return { happenings: rows.slice(0, limit), hasEarlier: rows.length > limit };
}

type Branch = { from: string; what: string; line?: string; detail?: string; at?: string; who?: string; organisation?: string; where?: string; rank?: number };

/** Posting also writes that its spotter sees it; that is one act, told once. */
const notThePosting = "not exists (select 1 from gap g where g.id = $gap and g.account_id = t.account_id and t.at < g.at + interval '5 seconds')";

/** Stages that are the posting, or the taking of a part, are told with those. `rank` says what follows what when one act wrote several rows in the same moment. */
const happens: readonly Branch[] = [
  { from: "gap", what: "posted", where: "t.id = $gap", rank: 0 },
  { from: "gap_join", what: "joined", line: "t.line", detail: "json_build_object('band', t.band)", where: notThePosting, rank: 2 },
  { from: "gap_join", what: "left", at: "t.ended_at", where: "t.ended_at is not null", rank: 3 },
  { from: "gap_move", what: "moved", line: "t.line", detail: "json_build_object('from', t.from_place, 'to', t.to_place, 'why', t.why)", rank: 4 },
  { from: "gap_outcome", what: "outcome", line: "t.line", rank: 3 },
  { from: "gap_role", what: "role_taken", line: "t.line", detail: "json_build_object('role', t.role)", where: `(t.role <> 'spotter' or ${notThePosting})`, rank: 2 },
  { from: "gap_role", what: "role_ended", at: "t.ended_at", who: "t.ended_by", organisation: "null::uuid", detail: "json_build_object('role', t.role)", where: "t.ended_at is not null", rank: 3 },
  { from: "gap_stage", what: "stage_reached", line: "t.line", detail: "json_build_object('stage', t.stage)", where: "t.stage not in ('spotted', 'hosted')", rank: 5 },
  { from: "gap_stage", what: "stage_undone", at: "t.ended_at", who: "t.ended_by", organisation: "null::uuid", detail: "json_build_object('stage', t.stage)", where: "t.ended_at is not null", rank: 6 },
  { from: "gap_tried", what: "tried", line: "t.line", where: "t.ended_at is null" },
  { from: "gap_link", what: "linked", detail: "json_build_object('kind', t.kind, 'title', t.title)", where: "t.ended_at is null" },
  { from: "gap_kit", what: "kit", line: "t.line", detail: "json_build_object('task', t.task, 'state', t.state, 'on', t.on_date)" },
  { from: "gap_volunteer", what: "volunteer", where: "t.ended_at is null" },
  { from: "gap_training", what: "training", detail: "json_build_object('training', t.what)", where: "t.ended_at is null" },
  { from: "group_session", what: "session", detail: "json_build_object('starts', t.starts_at)", where: "t.ended_at is null" },
  { from: "gap_letter", what: "letter", where: "t.ended_at is null" },
  { from: "gap_invitation", what: "invited", line: "t.line", detail: "json_build_object('invited', (select o.name from organisation o where o.id = t.invited_id))" },
  { from: "gap_invitation", what: "invited_answered", line: "t.answer_line", at: "t.answered_at", who: "t.answered_by", organisation: "t.invited_id", detail: "json_build_object('answer', t.answer)", where: "t.answered_at is not null" },
  { from: "gap_check", what: "asked", at: "t.asked_at", who: "null::uuid", organisation: "null::uuid" },
  { from: "gap_check", what: "still_true", at: "t.answered_at", who: "t.answered_by", organisation: "null::uuid", where: "t.answer = 'still_true'" },
  { from: "activity", what: "reworded", where: "t.subject_id = $gap and t.kind = 'gap.reworded'" },
  { from: "activity", what: "rewound", where: "t.subject_id = $gap and t.kind = 'gap.worked_on' and t.detail->>'what' = 'proposal_rewound'" },
];

function branches(gapId: string, most: number): RawBuilder<unknown>[] {
  return happens.map(({ from, what, line = "''", detail = "'{}'::json", at = "t.at", who = "t.account_id", organisation = "t.organisation_id", where, rank = 1 }) => {
    const ofGap = from === "gap" || from === "activity" ? sql`true` : sql`t.gap_id = ${gapId}::uuid`;
    const more = where ? sql`${sql.join(where.split("$gap").map((part) => sql.raw(part)), sql`${gapId}::uuid`)}` : sql`true`;
    return sql`(select t.id, ${sql.raw(`'${what}'::text`)} as what, ${sql.raw(at)} as at, ${sql.raw(who)} as account_id, ${sql.raw(organisation)} as organisation_id, ${sql.raw(line)} as line, ${sql.raw(detail)} as detail, ${sql.raw(String(rank))}::int as rank
      from ${sql.table(from)} t where ${ofGap} and ${more} order by ${sql.raw(at)} desc limit ${most})`;
  });
}
