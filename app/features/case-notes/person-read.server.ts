import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { recordViews, type Look } from "~/shared/views.server";
import { findClient, type Person } from "./access.server";
import { canChangePerson, canRecordConsent, canShareCase, canWithdrawConsent } from "./policy";

/** What a page may know of a person; the actor stays on the server. */
export type PersonFacts = Omit<Person, "actor">;

export function factsOf({ actor: _, ...facts }: Person): PersonFacts {
  return facts;
}

/** One person for a page. Writes the look "person". @throws not_found */
export async function readPerson(trx: Database, actor: Actor, clientId: string, how: Look["how"] = "page"): Promise<Person> {
  const person = await findClient(trx, actor, clientId);
  await recordViews(trx, person.actor, [{ clientId: person.id, what: "person", how }]);
  return person;
}

export type PersonAbilities = { change: boolean; recordConsent: boolean; withdraw: boolean; shareCase: boolean };

export function abilitiesOn(person: Person): PersonAbilities {
  return {
    change: canChangePerson(person.actor, person),
    recordConsent: canRecordConsent(person.actor, person),
    withdraw: canWithdrawConsent(person.actor, person),
    shareCase: canShareCase(person.actor, person),
  };
}

export type Contact = { phone: string; email: string; address: string; preference: string; takeCare: string };

/** How to reach them, for those who help them; undefined for those who only read. Writes the look "contact" when there is something to see. */
export async function contactOf(trx: Database, person: Person): Promise<Contact | undefined> {
  const row = await trx
    .selectFrom("client_contact")
    .where("client_id", "=", person.id)
    .select(["phone", "email", "address", "preference", "take_care as takeCare"])
    .executeTakeFirst();
  if (row) await recordViews(trx, person.actor, [{ clientId: person.id, what: "contact", how: "page" }]);
  return row;
}

export type Words = { id: string; words: string; saidOn: string; recordedBy: string };

/** What matters to them, latest first. Writes the look "words". */
export async function wordsOf(trx: Database, person: Person, limit = 5): Promise<Words[]> {
  await recordViews(trx, person.actor, [{ clientId: person.id, what: "words", how: "page" }]);
  return trx
    .selectFrom("client_words")
    .innerJoin("account", "account.id", "client_words.recorded_by")
    .where("client_words.client_id", "=", person.id)
    .where(sql<boolean>`client_words.scope = any(array(select app.my_scopes()))`)
    .orderBy("client_words.recorded_at", "desc")
    .limit(limit)
    .select(["client_words.id", "client_words.words", sql<string>`client_words.said_on::text`.as("saidOn"), "account.name as recordedBy"])
    .execute();
}

export type Holder = { postId: string; postTitle: string; organisation: string; part: "lead" | "supporting"; name: string | null };

/** The seats that hold the case, lead first, and who sits in them. */
export async function holdersOf(trx: Database, person: Person): Promise<Holder[]> {
  const rows = await trx
    .selectFrom("caseload")
    .innerJoin("post", "post.id", "caseload.post_id")
    .innerJoin("organisation", "organisation.id", "post.organisation_id")
    .where("caseload.client_id", "=", person.id)
    .where("caseload.valid_until", "is", null)
    .orderBy("caseload.part")
    .orderBy("caseload.valid_from")
    .select((select) => [
      "post.id as postId",
      "post.title as postTitle",
      "organisation.name as organisation",
      "caseload.part",
      select.selectFrom("app.seat as seat").innerJoin("account", "account.id", "seat.account_id").whereRef("seat.post_id", "=", "post.id").orderBy("account.name").limit(1).select("account.name").as("name"),
    ])
    .execute();
  return rows.map((row) => ({ ...row, part: row.part === "lead" ? "lead" : "supporting" }));
}

/** Colleagues' seats of the actor's own organisations that could hold the case as well. */
export async function possibleHolders(trx: Database, person: Person): Promise<{ postId: string; words: string }[]> {
  const rows = await trx
    .selectFrom("post")
    .where(sql<boolean>`post.id = any(array(select app.posts_of_my_care_organisations()))`)
    .where((where) => where.not(where.exists(where.selectFrom("caseload").whereRef("caseload.post_id", "=", "post.id").where("caseload.client_id", "=", person.id).where("caseload.valid_until", "is", null).select("caseload.id"))))
    .orderBy("post.title")
    .limit(100)
    .select((select) => [
      "post.id as postId",
      "post.title",
      select.selectFrom("app.seat as seat").innerJoin("account", "account.id", "seat.account_id").whereRef("seat.post_id", "=", "post.id").orderBy("account.name").limit(1).select("account.name").as("name"),
    ])
    .execute();
  return rows.map((row) => ({ postId: row.postId, words: row.name ? `${row.name}, ${row.title}` : `${row.title} (nobody sits here today)` }));
}
