import { sql } from "kysely";
import { withActor } from "~/shared/actor.server";
import { careSeats, isFacilitator, type Actor } from "~/shared/actor";
import type { Database } from "~db/client";

/** Topics without an id, and who may watch them. */
const plainTopics: Record<string, (actor: Actor) => boolean> = {
  directory: (actor) => actor.seats.length > 0,
  team: (actor) => actor.seats.length > 0,
  people: (actor) => careSeats(actor).length > 0,
  inbox: (actor) => actor.seats.length > 0,
  import: isFacilitator,
};

const withId = /^(client|account):([0-9a-f-]{36})$/;

/** Every form a topic can take, for the access matrix. */
export const topicForms = [...Object.keys(plainTopics), "client:ID", "account:ID"];

/** Whether the actor may watch a topic now: the same rule that lets them open the page behind it. */
export async function canWatch(db: Database, actor: Actor, topic: string): Promise<boolean> {
  const plain = Object.hasOwn(plainTopics, topic) ? plainTopics[topic] : undefined;
  if (plain) return plain(actor);
  const [, kind, id] = withId.exec(topic) ?? [];
  if (kind === "account") return id === actor.accountId;
  if (kind !== "client" || !id) return false;
  return withActor(db, actor, async (trx) => {
    const { rows } = await sql`select 1 from client where id = ${id}`.execute(trx);
    return rows.length === 1;
  });
}

/** The person supported whom a topic is about, if it is about one. */
export function clientOf(topic: string): string | undefined {
  const [, kind, id] = withId.exec(topic) ?? [];
  return kind === "client" ? id : undefined;
}

/** A person's topics and "people" say that something about somebody changed: only those concerned hear which. */
export function isAboutPeople(topic: string): boolean {
  return topic === "people" || topic === "inbox";
}
