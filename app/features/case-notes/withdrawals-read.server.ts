import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { errorCode, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { recordViews } from "~/shared/views.server";
import { findClient } from "./access.server";
import { consentSentence } from "./consent";
import { liveGrants } from "./consent-read.server";
import { endedBy, type Ended } from "./withdrawals.server";

export type Stopped = {
  clientId: string;
  eventId: string;
  kind: string;
  saidAt: Date;
  at: Date;
  ended: Ended[];
  /** Absent when the one who recorded it can no longer see the person. */
  name: string | undefined;
  /** What is still agreed, in a sentence; empty when nothing is. */
  left: string | undefined;
};

/** What the actor's own withdrawal ended. Writes the look "receipt" while they still may see the person. @throws not_found for anybody else's */
export async function stoppedBy(trx: Database, actor: Actor, clientId: string, eventId: string): Promise<Stopped> {
  if (!isId(clientId) || !isId(eventId)) notFound();
  const { rows } = await sql<{ clientId: string; kind: string; saidAt: Date; at: Date }>`
    select client_id as "clientId", kind, said_at as "saidAt", recorded_at as at from app.my_withdrawal(${eventId}::uuid)`.execute(trx);
  const event = rows[0];
  if (!event || event.clientId !== clientId) notFound();
  const person = await findClient(trx, actor, clientId).catch((error: unknown) => {
    if (errorCode(error) === "not_found") return undefined;
    throw error;
  });
  if (person) await recordViews(trx, person.actor, [{ clientId, what: "receipt", subjectId: eventId, how: "page" }]);
  return {
    ...event,
    eventId,
    ended: await endedBy(trx, eventId),
    name: person?.name,
    left: person && (await leftOf(trx, clientId)),
  };
}

async function leftOf(trx: Database, clientId: string): Promise<string> {
  const live = await liveGrants(trx, clientId);
  return live.length > 0 ? consentSentence(live) : "";
}
