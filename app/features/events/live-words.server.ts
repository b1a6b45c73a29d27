import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import type { Documents } from "~/shared/services.server";
import { wordsFor, type Words } from "../writing/words.server";
import { findEvent } from "./access.server";
import type { EventWords } from "./words";

/** The agenda or the recap of an event as it is stored, for its page: `LiveWords` joins it from there. @throws not_found */
export async function eventWordsFor(trx: Database, actor: Actor, documents: Documents, eventId: string, kind: EventWords): Promise<Words> {
  const event = await findEvent(trx, actor, eventId);
  return wordsFor(trx, documents, { eventId: event.id, kind });
}
