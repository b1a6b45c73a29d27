import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { stackedBars } from "~/shared/plots.server";
import { addMonths, boundsOfMonth, dayAt } from "~/shared/zoned";
import { monthsBetween, monthWords } from "../../gaps/pack/months";
import { canActOnEvents } from "../policy";
import { isWhyNot, whyNots } from "../words";
import { fewWords, periods, turnoutRole, turnoutRoles } from "./words";

export type TurnoutFilter = { months: number; organisationId: string };

export function turnoutFilter(asked: URLSearchParams): TurnoutFilter {
  const [months, organisationId] = [Number(asked.get("months")), asked.get("organisation") ?? ""];
  return { months: Object.hasOwn(periods, months) ? months : 6, organisationId: isId(organisationId) ? organisationId : "" };
}

/** Who was asked and who came, over months, by role and by organisation, as plots with their tables; and why not. */
export async function turnoutPage(trx: Database, actor: Actor, { months, organisationId }: TurnoutFilter, now: Date) {
  if (!canActOnEvents(actor)) notFound();
  const last = dayAt(now).slice(0, 7);
  const over = monthsBetween(addMonths(last, 1 - months), last, months);
  const asked: Asked = { from: boundsOfMonth(over[0] ?? last).from, until: now, organisation: organisationId || null };
  const counts = await countsOf(trx, asked);
  const came = counts.filter((one) => one.came > 0);
  const short = (month: string) => monthWords(month).replace(/^(\w{3})\w*/, "$1");
  const plotOf = (id: string, kindOf: (one: Count) => string) => {
    const bars = came.map((one) => ({ at: short(one.month), kind: kindOf(one), count: one.came }));
    return stackedBars({ id, unit: "people", over: over.map(short), kinds: largestFirst(bars), counts: bars });
  };
  return {
    events: await eventsIn(trx, asked),
    invited: total(counts.map((one) => one.asked)),
    came: total(counts.map((one) => one.came)),
    askedAndCame: total(counts.map((one) => one.both)),
    byRole: plotOf("by-role", (one) => turnoutRoles[turnoutRole(one.role)]),
    byOrganisation: plotOf("by-organisation", (one) => one.organisation),
    whyNots: await whyNotsIn(trx, asked),
    organisations: await organisationsIn(trx, asked),
  };
}

type Asked = { from: Date; until: Date; organisation: string | null };
type Count = { month: string; role: string | null; organisation: string; asked: number; came: number; both: number };

/** Events that have begun in the time that is asked about, by their index; everything else hangs on these. */
const theEvents = ({ from, until }: Asked) => sql`select e.id, to_char(e.starts_at at time zone 'Europe/London', 'YYYY-MM') as month from learning_event e where e.starts_at >= ${from} and e.starts_at <= ${until} and e.state = 'set'`;
const ofOrganisation = ({ organisation }: Asked) => sql`(${organisation}::uuid is null or p.organisation_id = ${organisation}::uuid)`;

/** Counted in one pass over those who were asked: whoever walked in was not, and may have come all the same. */
async function countsOf(trx: Database, asked: Asked): Promise<Count[]> {
  const { rows } = await sql<Count>`
    with happened as materialized (${theEvents(asked)})
    select h.month, coalesce(v.guest_role, p.role) as role, coalesce(o.name, 'Guests') as organisation,
      count(*) filter (where v.came_by <> 'walked_in')::int as asked, count(t.id)::int as came, count(t.id) filter (where v.came_by <> 'walked_in')::int as both
    from happened h join event_invitee v on v.event_id = h.id and v.ended_at is null
    left join post p on p.id = v.invited_post_id left join organisation o on o.id = p.organisation_id
    left join event_presence t on t.invitee_id = v.id and t.ended_at is null
    where ${ofOrganisation(asked)} group by 1, 2, 3`.execute(trx);
  return rows;
}

async function eventsIn(trx: Database, asked: Asked): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${theEvents(asked)}) h`.execute(trx);
  return rows[0]?.n ?? 0;
}

/** Why not, as words: so few that one might read a person out of it are not told apart. */
async function whyNotsIn(trx: Database, asked: Asked): Promise<{ why: string; count: string }[]> {
  const { rows } = await sql<{ why: string | null; n: number }>`
    with happened as materialized (${theEvents(asked)})
    select a.why_not as why, count(*)::int as n from happened h join event_answer a on a.event_id = h.id and a.ended_at is null and a.says = 'cant'
    join event_invitee v on v.id = a.invitee_id and v.ended_at is null left join post p on p.id = v.invited_post_id
    where ${ofOrganisation(asked)} group by 1 order by 2 desc, 1`.execute(trx);
  return rows.map(({ why, n }) => ({ why: why && isWhyNot(why) ? whyNots[why] : "Said no reason", count: fewWords(n) }));
}

/** Organisations that were asked in this time, to choose from. */
async function organisationsIn(trx: Database, { from, until, organisation }: Asked): Promise<{ value: string; label: string }[]> {
  const { rows } = await sql<{ value: string; label: string }>`
    with happened as materialized (${theEvents({ from, until, organisation })})
    select o.id as value, o.name as label from organisation o
    where o.id = ${organisation}::uuid or o.id in (select p.organisation_id from happened h join event_invitee v on v.event_id = h.id and v.ended_at is null join post p on p.id = v.invited_post_id)
    order by 2 limit 300`.execute(trx);
  return rows;
}

/** What is counted most comes first, so that what a plot folds together is the least. */
function largestFirst(bars: { kind: string; count: number }[]): string[] {
  const totals = new Map<string, number>();
  for (const { kind, count } of bars) totals.set(kind, (totals.get(kind) ?? 0) + count);
  return [...totals].toSorted(([one, many], [other, more]) => more - many || one.localeCompare(other)).map(([kind]) => kind);
}

const total = (counts: number[]) => counts.reduce((all, one) => all + one, 0);
