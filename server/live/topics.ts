import { sql } from "kysely";
import { withActor } from "~/shared/actor.server";
import { actsInNetwork, careSeats, isFacilitator, type Actor } from "~/shared/actor";
import type { Database } from "~db/client";

/** Topics without an id, and who may watch them. */
const plainTopics: Record<string, (actor: Actor) => boolean> = {
  directory: (actor) => actor.seats.length > 0,
  team: (actor) => actor.seats.length > 0,
  people: (actor) => careSeats(actor).length > 0,
  inbox: (actor) => actor.seats.length > 0,
  import: isFacilitator,
  gaps: actsInNetwork,
  asks: actsInNetwork,
  diary: actsInNetwork,
  ties: actsInNetwork,
  decisions: actsInNetwork,
};

const withId = /^(client|account|gap|event|tie|handover|charter|decision):([0-9a-f-]{36})$/;

/** Every form a topic can take, for the access matrix. */
export const topicForms = [...Object.keys(plainTopics), "client:ID", "account:ID", "gap:ID", "event:ID", "tie:ID", "handover:ID", "charter:ID", "decision:ID"];

/** Whether the actor may watch a topic now: the same rule that lets them open the page behind it. */
export async function canWatch(db: Database, actor: Actor, topic: string): Promise<boolean> {
  const plain = Object.hasOwn(plainTopics, topic) ? plainTopics[topic] : undefined;
  if (plain) return plain(actor);
  const [, kind, id] = withId.exec(topic) ?? [];
  if (kind === "account") return id === actor.accountId;
  if (!id || (kind !== "client" && !actsInNetwork(actor))) return false;
  return withActor(db, actor, async (trx) => (await thingOf(kind, id).execute(trx)).rows.length === 1);
}

function thingOf(kind: string | undefined, id: string) {
  if (kind === "gap") return sql`select 1 from gap where id = ${id} and place <> 'taken_down'`;
  if (kind === "event") return sql`select 1 from learning_event where id = ${id}`;
  // What happens inside a tie is told to its two sides, and to facilitators.
  if (kind === "tie") return sql`select 1 from tie where id = ${id} and ((select app.is_facilitator()) or one_id = any(array(select app.my_acting_organisations())) or other_id = any(array(select app.my_acting_organisations())))`;
  // Row-level security: whoever makes it, comes in by it, or is asked.
  if (kind === "handover") return sql`select 1 from handover where id = ${id}`;
  if (kind === "decision") return sql`select 1 from decision where id = ${id}`;
  if (kind === "charter") return sql`select 1 where ${id}::uuid = any(array(select app.my_charters()))`;
  return sql`select 1 from client where id = ${id}`;
}

/** The person supported whom a topic is about, if it is about one. */
export function clientOf(topic: string): string | undefined {
  const [, kind, id] = withId.exec(topic) ?? [];
  return kind === "client" ? id : undefined;
}

/** Boards of the whole network, where people see each other come and go. Who is at a person's page is nobody's affair. */
export function isSociable(topic: string): boolean {
  return topic === "gaps" || topic === "asks" || topic.startsWith("gap:");
}

/** A person's topics and "people" say that something about somebody changed: only those concerned hear which. */
export function isAboutPeople(topic: string): boolean {
  return topic === "people" || topic === "inbox";
}
