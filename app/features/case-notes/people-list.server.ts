import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { recordViews } from "~/shared/views.server";
import { visibleClients } from "./access.server";
import { consentLife, consentState, type ConsentState } from "./consent";
import type { PeopleFilter } from "./people-filter";

export type PeopleQuestion = { filter: PeopleFilter; words: string; page: number; size?: number };

export type PersonLine = {
  id: string;
  name: string;
  reference: string;
  practicePerson: boolean;
  lastContactOn: string | null;
  nextStep: string | null;
  nextStepOn: string | null;
  state: ConsentState;
  endsFirst: Date | null;
  sharedWithUs: boolean;
};

/** A page of the people one may see, longest since contact first. Writes one look "person" per person listed. */
export async function listPeople(trx: Database, actor: Actor, { filter, words, page, size = 25 }: PeopleQuestion): Promise<{ people: PersonLine[]; more: boolean }> {
  const rows = await peopleLike(trx, words)
    .$if(filter === "mine", (query) => query.where(sql<boolean>`client.id = any(array(select app.my_held_clients()))`))
    .$if(filter === "shared", (query) => query.where(sql<boolean>`client.id <> all(array(select app.my_held_clients()))`))
    .$if(filter === "ends", (query) => query.where(sql<boolean>`exists (select 1 from consent_grant g where g.client_id = client.id and g.ended_at is null
        and g.valid_until > now() and g.valid_until <= now() + make_interval(days => ${consentLife.soonDays}))`))
    .orderBy("client.last_contact_on", (order) => order.asc().nullsFirst())
    .orderBy("client.name")
    .orderBy("client.id")
    .limit(size + 1)
    .offset((page - 1) * size)
    .select([
      "client.id",
      "client.name",
      "client.reference",
      "client.practice_person as practicePerson",
      sql<string | null>`client.last_contact_on::text`.as("lastContactOn"),
      sql<boolean>`client.id <> all(array(select app.my_held_clients()))`.as("sharedWithUs"),
      sql<Date | null>`(select min(g.valid_until) from consent_grant g where g.client_id = client.id and g.ended_at is null and g.valid_until > now())`.as("endsFirst"),
      sql<string | null>`(select e.kind from consent_event e where e.client_id = client.id and e.kind <> 'erasure_asked' order by e.recorded_at desc limit 1)`.as("lastEvent"),
      nextStep("words").as("nextStep"),
      nextStep("due_on::text").as("nextStepOn"),
    ])
    .execute();
  const people = rows.slice(0, size).map(({ lastEvent, ...row }) => ({
    ...row,
    state: consentState(row.endsFirst ? [{ validUntil: row.endsFirst }] : [], { withdrawn: lastEvent === "withdrawn", everAsked: lastEvent !== null }),
  }));
  await recordViews(trx, actor, people.map((person) => ({ clientId: person.id, what: "person" as const, how: "list" as const })));
  return { people, more: rows.length > size };
}

/** Visible people whose name is like the words, typing slips forgiven, or whose reference begins with them. */
export function peopleLike(trx: Database, words: string) {
  const asked = words.trim().slice(0, 80);
  const query = visibleClients(trx);
  if (asked === "") return query;
  const pattern = `%${asked.replace(/[\\%_]/g, "\\$&")}%`;
  return query.where(
    sql<boolean>`(app.folded(client.name) like app.folded(${pattern})
      or word_similarity(app.folded(${asked}), app.folded(client.name)) >= 0.4
      or client.reference like upper(${`${asked.replace(/[\\%_]/g, "\\$&")}%`}))`,
  );
}

function nextStep(column: "words" | "due_on::text") {
  return sql<string | null>`(select s.${sql.raw(column)} from next_step s where s.client_id = client.id and s.done_at is null
    and s.scope = any(array(select app.my_scopes())) order by s.due_on nulls last, s.created_at limit 1)`;
}
