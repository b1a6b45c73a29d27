import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import type { Documents } from "~/shared/services.server";
import { dayAt } from "~/shared/zoned";
import { wordsFor } from "../../writing/words.server";
import { findEvent } from "../access.server";
import { eventParts } from "../pages/page/event-page.server";
import { canPlan } from "../policy";
import { turnoutOf } from "../turnout/one-event.server";
import { actionsOf, ownersFor } from "./actions.server";
import { bornOfEvent } from "./born.server";
import { wordsIn } from "./reading";

/** After an event: what was said there, to whom it was sent, what was agreed and what was learned. */
export async function recapPage(trx: Database, actor: Actor, documents: Documents, eventId: string, now: Date) {
  const event = await findEvent(trx, actor, eventId);
  const words = await wordsFor(trx, documents, { eventId: event.id, kind: "recap" });
  const today = dayAt(now);
  const hasBegun = event.state === "set" && event.startsAt !== null && event.startsAt <= now;
  return {
    event: { id: event.id, title: event.title, state: event.state, startsAt: event.startsAt?.toISOString(), day: event.startsAt && event.startsAt <= now ? dayAt(event.startsAt) : today },
    parts: await eventParts(trx, event),
    words,
    length: wordsIn(words.html.replaceAll(/<[^>]*>/g, " ")),
    accountId: actor.accountId,
    hasBegun,
    isPlanner: canPlan(actor, event),
    missed: hasBegun && canPlan(actor, event) ? await missedBy(trx, event.id) : undefined,
    sent: await sentOf(trx, event.id),
    actions: await actionsOf(trx, actor, event, today),
    owners: await ownersFor(trx, actor, event),
    learned: await learnedAt(trx, event.id),
    turnout: hasBegun ? await turnoutOf(trx, event.id) : undefined,
    born: await bornOfEvent(trx, event),
    today,
  };
}

/** To how many a recap would go: asked, and nobody saw them there. Guests without an address are told by nobody. */
async function missedBy(trx: Database, eventId: string): Promise<{ posts: number; guests: number }> {
  const { rows } = await sql<{ posts: number; guests: number }>`
    select count(v.invited_post_id)::int as posts, count(v.id) filter (where v.id in (select d.invitee_id from app.event_addresses(${eventId}) d where d.is_guest))::int as guests
    from event_invitee v
    where v.event_id = ${eventId} and v.ended_at is null and not exists (select 1 from event_presence t where t.invitee_id = v.id and t.ended_at is null)`.execute(trx);
  return rows[0] ?? { posts: 0, guests: 0 };
}

async function sentOf(trx: Database, eventId: string) {
  const rows = await trx
    .selectFrom("event_recap as recap")
    .innerJoin("account", "account.id", "recap.account_id")
    .where("recap.event_id", "=", eventId)
    .orderBy("recap.at", "desc")
    .limit(10)
    .select(["recap.id", "recap.text", "recap.at", "account.name as by"])
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

async function learnedAt(trx: Database, eventId: string) {
  return trx.selectFrom("learning_entry").where("event_id", "=", eventId).where("ended_at", "is", null).orderBy("at").limit(50).select(["id", "text"]).execute();
}
