import { sql, type RawBuilder } from "kysely";
import type { Database } from "~db/client";
import { isFacilitator, type Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { lineOf } from "../access.server";
import { canActOnGaps } from "../policy";
import { isGroup, isNeed, type Group, type Need } from "../words";
import { findAsk } from "./access.server";
import { undoMinutes } from "./answering.server";
import { isShow, type Show } from "./words";

/** The answer that was kept, and who last found it right. */
export type Kept = { answerId: string; line: string; by: string; organisation: string; checkedAt: string; checkedBy: string };
export type AskRow = {
  id: string;
  question: string;
  need: Need;
  groups: Group[];
  area: string | null;
  by: string;
  organisation: string;
  postId: string;
  at: string;
  answers: number;
  kept: Kept | null;
  /** Asked whether the kept answer is still right, and not answered yet. */
  askedStillRight: boolean;
  flagged: boolean;
};
export type AskFilter = { show: Show; q: string; area: string; need: string; group: string; page: number };

export const asksAtOnce = 20;

/** What a list may be filtered by; anything unknown is no filter. */
export function askFilter(asked: URLSearchParams): AskFilter {
  const given = (name: string) => (asked.get(name) ?? "").slice(0, 100);
  const [show, area, need, group] = [given("show"), given("area"), given("need"), given("group")];
  return {
    show: isShow(show) ? show : given("q").trim() ? "all" : "open",
    q: given("q").trim(),
    area: isId(area) ? area : "",
    need: isNeed(need) ? need : "",
    group: isGroup(group) ? group : "",
    page: Math.min(Math.max(1, Math.trunc(Number(given("page"))) || 1), 500),
  };
}

/** Questions, the newest first; of a search, the likest first. @throws not_found */
export async function asksFor(trx: Database, actor: Actor, filter: AskFilter): Promise<{ rows: AskRow[]; hasMore: boolean }> {
  if (!canActOnGaps(actor)) notFound();
  const { rows } = await sql<AskRow>`
    with ${searched(filter.q)}
    q as materialized (
      select ask.*, ${filter.q ? sql`hit.likeness` : sql`0`} as likeness from ask ${filter.q ? sql`join hit on hit.id = ask.id` : sql``}
      where ask.ended_at is null and (select app.is_acting()) ${filterOf(filter, actor)}
      order by likeness desc, ask.at desc, ask.id limit ${asksAtOnce + 1} offset ${(filter.page - 1) * asksAtOnce}
    )
    ${askColumns} from q ${askJoins} order by q.likeness desc, q.at desc, q.id`.execute(trx);
  return { rows: rows.slice(0, asksAtOnce), hasMore: rows.length > asksAtOnce };
}

export type AnswerRow = { id: string; line: string; by: string; organisation: string; at: string; via: string; edited: boolean; mine: boolean; mayTakeDown: boolean; takenBack: boolean };

/** One question with its answers, the oldest first; one's own that was just taken back among them, to put it back. @throws not_found */
export async function askPage(trx: Database, actor: Actor, askId: string): Promise<{ ask: AskRow; answers: AnswerRow[] }> {
  await findAsk(trx, actor, askId);
  const { rows } = await sql<AskRow>`with q as (select *, 0 as likeness from ask where id = ${askId}::uuid and ended_at is null) ${askColumns} from q ${askJoins}`.execute(trx);
  const ask = rows[0] ?? notFound();
  const answers = await sql<AnswerRow>`
    select n.id, n.line, account.name as by, organisation.name as organisation, to_json(n.at)#>>'{}' as at, n.via, n.edited_at is not null as edited,
      n.account_id = ${actor.accountId}::uuid as mine, ${isFacilitator(actor)}::boolean as "mayTakeDown", n.ended_at is not null as "takenBack"
    from ask_answer n join account on account.id = n.account_id join organisation on organisation.id = n.organisation_id
    where n.ask_id = ${askId}::uuid and (n.ended_at is null
      or n.account_id = ${actor.accountId}::uuid and n.ended_by = n.account_id and n.ended_at > now() - make_interval(mins => ${undoMinutes}))
    order by n.at, n.id limit 200`.execute(trx);
  return { ask, answers: answers.rows };
}

export type AskAlike = { id: string; question: string; at: string; answers: number; kept: string | null };

/**
 * Earlier questions that look like these words, answered ones first: it may be answered before it is asked. Fewer than
 * eight letters are answered by nothing. @throws not_found
 */
export async function asksAlike(trx: Database, actor: Actor, { words, most = 4 }: { words: string; most?: number }): Promise<AskAlike[]> {
  if (!canActOnGaps(actor)) notFound();
  const said = plain(words);
  if (said.length < 8) return [];
  const { rows } = await sql<AskAlike>`
    with likest as (
      select q.id, q.question, q.at, f.likeness from app.asks_like(${said}, false, 0.3::real, ${most}) f join ask q on q.id = f.ask_id and q.ended_at is null
    )
    select l.id, l.question, to_json(l.at)#>>'{}' as at, kept.line as kept,
      (select count(*)::int from ask_answer n where n.ask_id = l.id and n.ended_at is null) as answers
    from likest l
    left join lateral (select n.line from ask_acceptance k join ask_answer n on n.id = k.answer_id and n.ended_at is null where k.ask_id = l.id and k.ended_at is null) kept on true
    order by kept.line is null, l.likeness desc, l.id`.execute(trx);
  return rows;
}

/** Words as they were typed, without what no question has. */
const plain = (words: string) => lineOf(words.slice(0, 1_000), { field: "words", most: Infinity, sentence: "", mayBeEmpty: true }).slice(0, 300);

/** How far a search goes; whoever turns more pages than that is looking for something else. */
const foundAtMost = 200;

function searched(q: string): RawBuilder<unknown> {
  if (!q) return sql``;
  return sql`hit as (select f.ask_id as id, f.likeness from app.asks_like(${plain(q)}, true, 0.2::real, ${foundAtMost}) f),`;
}

function filterOf({ show, area, need, group }: AskFilter, actor: Actor): RawBuilder<unknown> {
  const posts = actor.seats.map((seat) => seat.postId);
  return sql.join(
    [
      show === "open" ? sql`and not exists (${keptAnswer})` : sql``,
      // Asked of each question as it comes, newest first: as a join, all that were ever answered would be read to show twenty.
      show === "answered" ? sql`and (${keptAnswer} limit 1) is not null` : sql``,
      show === "mine" ? sql`and ask.post_id = any(${posts}::uuid[])` : sql``,
      area ? sql`and ask.area_id = ${area}::uuid` : sql``,
      need ? sql`and ask.need = ${need}` : sql``,
      group ? sql`and ask.groups @> ${[group]}::text[]` : sql``,
    ],
    sql` `,
  );
}

const keptAnswer = sql`select 1 from ask_acceptance k join ask_answer n on n.id = k.answer_id and n.ended_at is null where k.ask_id = ask.id and k.ended_at is null`;

const askColumns = sql`
  select q.id, q.question, q.need, q.groups, area.name as area, account.name as by, organisation.name as organisation, q.post_id as "postId", to_json(q.at)#>>'{}' as at,
    (select count(*)::int from ask_answer n where n.ask_id = q.id and n.ended_at is null) as answers, kept.answer as kept,
    kept.answer is not null and exists (select 1 from ask_check c where c.ask_id = q.id and c.answered_at is null) as "askedStillRight",
    exists (select 1 from words_flag w where w.subject_id = q.id and w.reviewed_at is null) as flagged`;

const askJoins = sql`
  join account on account.id = q.account_id
  join organisation on organisation.id = q.organisation_id
  left join area on area.id = q.area_id
  left join lateral (
    select json_build_object('answerId', n.id, 'line', n.line, 'by', writer.name, 'organisation', its.name,
      'checkedAt', to_json(coalesce(last.answered_at, k.at))#>>'{}', 'checkedBy', coalesce(last.name, keeper.name)) as answer
    from ask_acceptance k
    join ask_answer n on n.id = k.answer_id and n.ended_at is null
    join account writer on writer.id = n.account_id
    join organisation its on its.id = n.organisation_id
    join account keeper on keeper.id = k.account_id
    left join lateral (
      select c.answered_at, checker.name from ask_check c join account checker on checker.id = c.answered_by
      where c.ask_id = q.id and c.answer = 'still_right' and c.answered_at >= k.at order by c.answered_at desc limit 1) last on true
    where k.ask_id = q.id and k.ended_at is null) kept on true`;
