import { randomInt, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import { isCareSeat, type Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { findClient, openClasses } from "./access.server";
import { canAddPerson, canAddWords, canChangePerson } from "./policy";
import { dayOf } from "./days";

export type PersonInput = {
  name: string;
  interpreter?: string;
  phone?: string;
  email?: string;
  address?: string;
  /** How and when they like to be reached. */
  preference?: string;
  /** "Do not leave a message: her brother answers the phone." */
  takeCare?: string;
  whatMatters?: string;
  /** A made-up person to practise with. */
  practicePerson?: boolean;
};

/** Adds a person supported; the actor's care seat becomes the lead. @throws not_allowed without a care seat */
export async function addClient(trx: Database, actor: Actor, input: PersonInput): Promise<{ clientId: string }> {
  const seat = actor.seat && isCareSeat(actor.seat) ? actor.seat : actor.seats.find(isCareSeat);
  if (!seat || !canAddPerson(actor)) throw new AppError("not_allowed");
  const clientId = randomUUID();
  return inTransaction(trx, async (within) => {
    const acting = { ...actor, seat };
    await insertWithReference(within, (reference) =>
      within
        .insertInto("client")
        .values({
          id: clientId,
          reference,
          home_organisation_id: seat.organisationId,
          name: input.name,
          interpreter: input.interpreter ?? "",
          practice_person: input.practicePerson ?? false,
          created_by: actor.accountId,
        })
        .execute(),
    );
    await within.insertInto("caseload").values({ id: randomUUID(), client_id: clientId, post_id: seat.postId, part: "lead", added_by: actor.accountId }).execute();
    await within.insertInto("client_contact").values({ client_id: clientId, ...contactOf(input) }).execute();
    await recordActivity(within, acting, { kind: "client.added", clientId, subjectKind: "client", subjectId: clientId });
    if (input.whatMatters) await addWords(within, actor, clientId, { words: input.whatMatters });
    return { clientId };
  });
}

/** Changes who someone is and how to reach them. What is left out stays. @throws not_found, not_allowed */
export async function changeClient(trx: Database, actor: Actor, clientId: string, input: Partial<PersonInput>): Promise<void> {
  const person = await findClient(trx, actor, clientId);
  if (!canChangePerson(actor, person)) throw new AppError("not_allowed");
  await inTransaction(trx, async (within) => {
    if (input.name !== undefined || input.interpreter !== undefined) {
      await within
        .updateTable("client")
        .set({ name: input.name ?? person.name, interpreter: input.interpreter ?? person.interpreter })
        .where("id", "=", person.id)
        .execute();
    }
    const contact = Object.entries({ phone: input.phone, email: input.email, address: input.address, preference: input.preference, take_care: input.takeCare });
    const changed = Object.fromEntries(contact.filter(([, value]) => value !== undefined));
    if (Object.keys(changed).length > 0) await within.updateTable("client_contact").set(changed).where("client_id", "=", person.id).execute();
    await recordActivity(within, person.actor, { kind: "client.changed", clientId: person.id, subjectKind: "client", subjectId: person.id });
    if (input.whatMatters) await addWords(within, actor, person.id, { words: input.whatMatters });
  });
}

/** Adds what matters to them, as said. Earlier words stay; the latest are shown. @throws not_found, not_allowed, wrong_entry */
export async function addWords(trx: Database, actor: Actor, clientId: string, { words, saidOn }: { words: string; saidOn?: string }): Promise<void> {
  const person = await findClient(trx, actor, clientId);
  const { writable } = await openClasses(trx, person);
  if (!canAddWords(actor, person, writable)) throw new AppError("not_allowed");
  const today = dayOf(new Date());
  if (saidOn && saidOn > today) throw new AppError("wrong_entry", "That day has not come yet.", { saidOn: ["That day has not come yet. Use today, or a day before it."] });
  await inTransaction(trx, async (within) => {
    const id = randomUUID();
    await within.insertInto("client_words").values({ id, client_id: person.id, words, said_on: saidOn ?? today, recorded_by: actor.accountId }).execute();
    const { rows } = await sql<{ scope: string }>`select app.scope(${person.id}::uuid, 'what_matters', null) as scope`.execute(within);
    await recordActivity(within, person.actor, { kind: "client.words", clientId: person.id, subjectKind: "words", subjectId: id, scope: rows[0]?.scope });
  });
}

function contactOf(input: PersonInput) {
  return { phone: input.phone ?? "", email: input.email ?? "", address: input.address ?? "", preference: input.preference ?? "", take_care: input.takeCare ?? "" };
}

/** Letters and digits that cannot be taken for one another when read aloud or by hand. */
const letters = "ACDEFGHJKLMNPQRSTUVWXYZ2345679";

/** A random reference like "K7Q-4M2": it says nothing about the person. */
export function newReference(): string {
  const three = () => Array.from({ length: 3 }, () => letters[randomInt(letters.length)]).join("");
  return `${three()}-${three()}`;
}

/** Row-level security hides who else has a reference, so a clash shows itself only on insert; then another is drawn. */
async function insertWithReference(trx: Database, insert: (reference: string) => Promise<unknown>, tries = 4): Promise<void> {
  await sql`savepoint reference`.execute(trx);
  try {
    await insert(newReference());
    await sql`release savepoint reference`.execute(trx);
  } catch (error) {
    const clash = typeof error === "object" && error !== null && "code" in error && error.code === "23505";
    if (!clash || tries <= 1) throw error;
    await sql`rollback to savepoint reference`.execute(trx);
    await insertWithReference(trx, insert, tries - 1);
  }
}
