import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { isFacilitator } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { findOwnTie, findTie, type Tie } from "../access.server";
import { canSeeInside, canSeeTies } from "../policy";
import { bySeverity, severity, signWords, type Sign, type SignOn, type SignWords } from "../signs";
import type { AgreementKind, Part, StoryKind, TieLineKind, TieState } from "../words";

export type Holder = { id: string; sideId: string; part: Part; postId: string; title: string; people: { accountId: string; name: string }[] };
export type TieRow = Omit<SignOn, "tieId"> & { id: string; state: TieState; version: number; purpose: string; organisationId: string; lastContactAt: string | null; holders: Holder[]; signs: SignWords[] };

const london = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });

const holdersOf = sql`(
  select coalesce(json_agg(json_build_object('id', h.id, 'sideId', h.side_id, 'part', h.part, 'postId', p.id, 'title', p.title, 'people', coalesce(sitting.people, '[]'::json))
      order by array_position(array['first', 'second', 'senior'], h.part), h.at), '[]')
  from tie_holder h join post p on p.id = h.holder_post_id
  left join lateral (select json_agg(json_build_object('accountId', a.id, 'name', a.name) order by a.name) as people from app.seat s join account a on a.id = s.account_id where s.post_id = p.id) sitting on true
  where h.tie_id = t.id and h.ended_at is null)`;

const signColumns = sql`json_build_object('sign', s.sign, 'sideId', s.side_id, 'postId', s.post_id, 'weeks', s.weeks, 'usualWeeks', s.usual_weeks, 'onDate', s.on_date, 'share', s.share)`;

type Raw = Omit<TieRow, "signs"> & { signs: Sign[] | null };
type Whose = { network?: boolean };
/** A tie in a list before anything is told of it: how it stands, to choose by. */
export type TieMark = { id: string; state: TieState; signs: Sign[] };

/**
 * Ties of one's organisations, with who holds them and how they stand; a facilitator who looks after the network reads all
 * of it. What most needs somebody first. @throws not_found
 */
export async function myTies(trx: Database, actor: Actor, whose: Whose = {}): Promise<TieRow[]> {
  return tieRows(trx, await tieMarks(trx, actor, whose));
}

/** The same ties in the same order, to choose a page from: of thousands, only those of the page are told in full. @throws not_found */
export async function tieMarks(trx: Database, actor: Actor, { network = false }: Whose = {}): Promise<TieMark[]> {
  if (!canSeeTies(actor)) notFound();
  const all = network && isFacilitator(actor);
  const { rows } = await sql<Omit<TieMark, "signs"> & { signs: Sign[] | null }>`
    with own as materialized (select app.my_acting_organisations() as id),
    signs as materialized (select s.tie_id, json_agg(${signColumns}) as signs, min(array_position(${[...severity]}::text[], s.sign)) as worst
      from app.tie_signs_among(case when not ${all}::boolean then array(select t.id from tie t where t.state = 'held' and t.one_id in (select id from own) union select t.id from tie t where t.state = 'held' and t.other_id in (select id from own)) end) s group by s.tie_id)
    select t.id, t.state, signs.signs
    from tie t join organisation one on one.id = t.one_id join organisation other on other.id = t.other_id left join signs on signs.tie_id = t.id
    where t.state in ('proposed', 'held')
      and (${all}::boolean or t.one_id = any(array(select app.my_acting_organisations())) or t.other_id = any(array(select app.my_acting_organisations())))
    order by (t.state = 'proposed') desc, signs.worst, case when not ${all}::boolean and t.one_id in (select id from own) then other.name else one.name end, other.name, t.id`.execute(trx);
  return rows.map((row) => ({ ...row, signs: row.signs ?? [] }));
}

/** Ties that were marked, told in full and in the same order. */
export async function tieRows(trx: Database, marks: readonly TieMark[]): Promise<TieRow[]> {
  if (marks.length === 0) return [];
  const { rows } = await sql<Omit<Raw, "signs">>`
    select t.id, t.one_id as "oneId", t.other_id as "otherId", one.name as one, other.name as other, t.state, t.version, t.purpose, t.organisation_id as "organisationId",
      to_json(t.last_contact_at)#>>'{}' as "lastContactAt", ${holdersOf} as holders
    from tie t join organisation one on one.id = t.one_id join organisation other on other.id = t.other_id
    where t.id = any(${marks.map(({ id }) => id)}::uuid[])`.execute(trx);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return marks.flatMap(({ id, signs }) => {
    const row = byId.get(id);
    return row ? [withWords({ ...row, signs })] : [];
  });
}

function withWords(row: Raw): TieRow {
  const titles = new Map(row.holders.map((one) => [one.postId, one.people[0]?.name ?? one.title]));
  const signs = (row.signs ?? []).map((sign) => signWords(sign, { ...row, tieId: row.id }, { holder: titles.get(sign.postId ?? "") ?? "A holder", day: sign.onDate ? london.format(new Date(`${sign.onDate}T12:00Z`)) : "" }));
  return { ...row, signs: signs.toSorted(bySeverity) };
}

export type Line = { id: string; kind: TieLineKind; fromId: string | null };
export type Agreement = { id: string; kind: AgreementKind; words: string; reviewOn: string; agreedAt: Date | null; reviewedAt: Date | null; organisationId: string; organisation: string; answersId: string | null; by: string; at: Date };
export type TiePage = {
  tie: Tie;
  holders: Holder[];
  lines: Line[];
  /** Absent for whoever is of neither side: they read the outline. */
  inside: { signs: SignWords[]; agreements: Agreement[]; documentId: string | null; level: string | null } | undefined;
};

/** One tie: in outline for whoever acts; what is inside for its two sides and facilitators. @throws not_found */
export async function tiePage(trx: Database, actor: Actor, tieId: string): Promise<TiePage> {
  const tie = await findTie(trx, actor, tieId);
  const { rows } = await sql<{ holders: Holder[] }>`select ${holdersOf} as holders from tie t where t.id = ${tie.id}`.execute(trx);
  const holders = rows[0]?.holders ?? [];
  const lines = await trx.selectFrom("tie_line").where("tie_id", "=", tie.id).where("ended_at", "is", null).orderBy("kind").select(["id", "kind", "from_id as fromId"]).execute();
  const inside = canSeeInside(actor, tie) ? await insideOf(trx, tie, holders) : undefined;
  return { tie, holders, lines: lines as Line[], inside };
}

async function insideOf(trx: Database, tie: Tie, holders: Holder[]): Promise<NonNullable<TiePage["inside"]>> {
  const { rows: found } = await sql<{ sign: Sign }>`select ${signColumns} as sign from app.tie_signs(${tie.id}) s`.execute(trx);
  const { rows: words } = await sql<{ document_id: string; level: string }>`select document_id, level from app.tie_words(${tie.id})`.execute(trx);
  const agreements = await trx
    .selectFrom("tie_agreement")
    .innerJoin("account", "account.id", "tie_agreement.account_id")
    .innerJoin("organisation", "organisation.id", "tie_agreement.organisation_id")
    .where("tie_agreement.tie_id", "=", tie.id)
    .where("tie_agreement.ended_at", "is", null)
    .orderBy("tie_agreement.at", "desc")
    .select((select) => ["tie_agreement.id", "tie_agreement.kind", "words", select.cast<string>("review_on", "text").as("reviewOn"), "agreed_at as agreedAt", "reviewed_at as reviewedAt", "tie_agreement.organisation_id as organisationId", "organisation.name as organisation", "answers_id as answersId", "account.name as by", "tie_agreement.at"])
    .execute();
  const { signs } = withWords({ ...tie, lastContactAt: null, holders, signs: found.map(({ sign }) => sign) });
  return { signs, agreements: agreements as Agreement[], documentId: words[0]?.document_id ?? null, level: words[0]?.level ?? null };
}

export type StoryItem = { id: string; kind: StoryKind; happenedAt: string; line: string; fromId: string | null; sourceId: string | null; /** The gap or the event, in its own words. */ about: string | null; by: string | null; organisationId: string | null; accountId: string | null; postId: string | null };
const storyPage = 30;

/** The story of a tie, newest first, a page at a time: `before` is what the page before ended with. @throws not_found */
export async function storyOf(trx: Database, actor: Actor, tieId: string, { before, most = storyPage }: { before?: string | undefined; most?: number } = {}): Promise<{ items: StoryItem[]; next: string | null }> {
  const tie = await findOwnTie(trx, actor, tieId);
  const cursor = cursorOf(before);
  const older = cursor ? sql`and (c.happened_at, c.id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)` : sql``;
  const { rows } = await sql<StoryItem>`
    select c.id, c.kind, c.happened_at::text as "happenedAt", c.line, c.from_id as "fromId", c.source_id as "sourceId",
      case c.kind when 'gap' then (select g.sentence from gap g where g.id = c.source_id and g.place <> 'taken_down') when 'event' then (select e.title from learning_event e where e.id = c.source_id) end as about, a.name as by, c.organisation_id as "organisationId", c.account_id as "accountId", c.post_id as "postId"
    from tie_contact c left join account a on a.id = c.account_id
    where c.tie_id = ${tie.id} and c.ended_at is null ${older}
    order by c.happened_at desc, c.id desc limit ${most + 1}`.execute(trx);
  const items = rows.slice(0, most);
  const last = items.at(-1);
  return { items, next: rows.length > most && last ? `${last.happenedAt}~${last.id}` : null };
}

function cursorOf(before: string | undefined): { at: string; id: string } | undefined {
  const [at = "", id = ""] = (before ?? "").split("~");
  return isId(id) && /^\d{4}-\d\d-\d\d[ T][\d:.]+([+-][\d:]+|Z)$/.test(at) && !Number.isNaN(Date.parse(at.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"))) ? { at, id } : undefined;
}
