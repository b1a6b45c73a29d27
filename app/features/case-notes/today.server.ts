import { sql } from "kysely";
import type { Database } from "~db/client";
import { isCareSeat, type Actor } from "~/shared/actor";
import { recordViews } from "~/shared/views.server";
import { consentLife } from "./consent";
import { dayOf, dayWords } from "./days";
import { visibleClients } from "./access.server";
import { noteTitle } from "./notes-read.server";
import { visibleSteps } from "./steps-read.server";

export type DayStep = { id: string; words: string; dueOn: string; overdue: boolean; person: { id: string; name: string } };
export type Waiting = { key: string; verb: "Reply" | "Check" | "Read"; title: string; detail: string; to: string };
export type Day = { steps: DayStep[]; moreSteps: boolean; waiting: Waiting[]; moreWaiting: boolean; hasPeople: boolean };

const shownWaiting = 7;
const shownSteps = 12;

/** What today holds for a colleague who supports people. Writes one look per person it names. */
export async function dayFor(trx: Database, actor: Actor, now = new Date()): Promise<Day> {
  const posts = actor.seats.filter(isCareSeat).map((seat) => seat.postId);
  if (posts.length === 0) return { steps: [], moreSteps: false, waiting: [], moreWaiting: false, hasPeople: false };
  const today = dayOf(now);
  const steps = await visibleSteps(trx)
    .innerJoin("client", "client.id", "next_step.client_id")
    .where("next_step.owner_post_id", "in", posts)
    .where("next_step.done_at", "is", null)
    .where(sql<boolean>`next_step.due_on <= ${today}::date`)
    .orderBy("next_step.due_on")
    .orderBy("next_step.created_at")
    .limit(shownSteps + 1)
    .select(["next_step.id", "next_step.words", sql<string>`next_step.due_on::text`.as("dueOn"), "client.id as clientId", "client.name"])
    .execute();
  const found = [...(await lateWaiting(trx, actor)), ...(await erasuresAsked(trx, actor)), ...(await endingSoon(trx, posts)), ...(await writtenByOthers(trx))];
  const waiting = found.slice(0, shownWaiting);
  const shown = steps.slice(0, shownSteps);
  const looks = [
    ...shown.map((step) => ({ clientId: step.clientId, what: "steps" as const, how: "list" as const })),
    ...waiting.flatMap((item) => (item.clientId ? [{ clientId: item.clientId, what: item.what, how: "list" as const }] : [])),
  ];
  await recordViews(trx, actor, onePerPerson(looks));
  const anyone = await visibleClients(trx).limit(1).select("client.id").executeTakeFirst();
  return {
    steps: shown.map(({ clientId, name, ...step }) => ({ ...step, overdue: step.dueOn < today, person: { id: clientId, name } })),
    moreSteps: steps.length > shownSteps,
    waiting: waiting.map(({ clientId: _, what: __, ...item }) => item),
    moreWaiting: found.length > shownWaiting,
    hasPeople: anyone !== undefined,
  };
}

type Item = Waiting & { clientId?: string; what: "consent" | "note" | "person" };

async function lateWaiting(trx: Database, actor: Actor): Promise<Item[]> {
  const { rows } = await sql<{ own: boolean; count: number }>`
    select l.account_id = app.account() as own, count(*)::int as count from late_words l
    where l.thrown_away_at is null
      and (l.account_id = app.account() and l.handed_over_at is null
        or l.account_id <> app.account() and l.handed_over_at > now() - interval '60 days'
          and not exists (select 1 from view v where v.client_id = l.client_id and v.account_id = ${actor.accountId}::uuid and v.subject_id = l.id))
    group by 1 order by 1 desc`.execute(trx);
  return rows.map(({ own, count }) => ({
    key: own ? "late-own" : "late-handed",
    verb: own ? "Check" : "Read",
    title: own ? "Words that were not saved" : "Words handed to you",
    detail: own ? (count === 1 ? "They came after consent ended" : `${count} pieces came after consent ended`) : "They came after consent ended",
    to: "/late-words",
    what: "person",
  }));
}

async function erasuresAsked(trx: Database, actor: Actor): Promise<Item[]> {
  const rows = await trx
    .selectFrom("consent_event as event")
    .innerJoin("client", "client.id", "event.client_id")
    .where("event.kind", "=", "erasure_asked")
    .where(sql<boolean>`event.recorded_at > now() - interval '60 days'`)
    .where(sql<boolean>`event.client_id = any(array(select app.my_held_clients()))`)
    .where("event.account_id", "<>", actor.accountId)
    .where(sql<boolean>`not exists (select 1 from view v where v.client_id = event.client_id and v.account_id = ${actor.accountId}::uuid and v.what = 'activity' and v.at > event.recorded_at)`)
    .orderBy("event.recorded_at")
    .limit(shownWaiting)
    .select(["event.id", "client.id as clientId", "client.name", "event.said_at"])
    .execute();
  return rows.map((row) => ({ key: row.id, verb: "Reply", title: `${row.name} wants to be erased`, detail: `Said ${dayWords(row.said_at)}. The law gives one month to answer`, to: `/people/${row.clientId}/history`, clientId: row.clientId, what: "person" }));
}

async function endingSoon(trx: Database, posts: string[]): Promise<Item[]> {
  const rows = await trx
    .selectFrom("consent_grant as g")
    .innerJoin("client", "client.id", "g.client_id")
    .innerJoin("caseload", (join) => join.onRef("caseload.client_id", "=", "g.client_id").on("caseload.valid_until", "is", null))
    .where("caseload.post_id", "in", posts)
    .where("g.ended_at", "is", null)
    .where(sql<boolean>`g.valid_until > now() and g.valid_until <= now() + make_interval(days => ${consentLife.soonDays})`)
    .groupBy(["client.id", "client.name"])
    .orderBy(sql`min(g.valid_until)`)
    .limit(shownWaiting + 1)
    .select(["client.id as clientId", "client.name", sql<Date>`min(g.valid_until)`.as("endsFirst")])
    .execute();
  return rows.map((row) => ({ key: `ends-${row.clientId}`, verb: "Check", title: `Consent for ${row.name}`, detail: `Ends ${dayWords(row.endsFirst)}`, to: `/people/${row.clientId}/consent/new?again=1`, clientId: row.clientId, what: "consent" }));
}

async function writtenByOthers(trx: Database): Promise<Item[]> {
  const { rows } = await sql<{ noteId: string; clientId: string; at: Date; writer: string; organisation: string; name: string; kind: string; happenedOn: string }>`
    select distinct on (w.note_id) w.note_id as "noteId", w.client_id as "clientId", w.at, w.account_name as writer, w.organisation_name as organisation, c.name, n.kind, n.happened_on::text as "happenedOn"
    from app.written_since_i_looked(${shownWaiting * 2}) w join client c on c.id = w.client_id join note n on n.id = w.note_id order by w.note_id, w.at desc`.execute(trx);
  return rows
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .map((row) => ({ key: `read-${row.noteId}`, verb: "Read", title: `${row.writer} wrote about ${row.name}`, detail: `${noteTitle(row.kind, row.happenedOn)} · ${row.organisation}`, to: `/people/${row.clientId}/notes/${row.noteId}`, clientId: row.clientId, what: "note" }));
}

function onePerPerson<T extends { clientId: string; what: string }>(looks: T[]): T[] {
  return [...new Map(looks.map((look) => [`${look.clientId} ${look.what}`, look])).values()];
}
