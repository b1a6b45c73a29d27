import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import type { Documents } from "~/shared/services.server";
import { wordsFor } from "../../writing/words.server";
import { addAction, addLearning, doAction, removeAction, sendRecap } from "../commands.server";

type Field = (name: string) => string;
type Asked = { trx: Database; actor: Actor; documents: Documents; eventId: string; field: Field };

const verbs: Record<string, (asked: Asked) => Promise<string>> = {
  // What is sent is what is stored now, word for word: nobody sends from a page that is behind.
  send: async ({ trx, actor, documents, eventId }) => {
    const { documentId } = await wordsFor(trx, documents, { eventId, kind: "recap" });
    const text = (await documents.read(trx, [documentId])).get(documentId)?.text ?? "";
    const { posts, guests } = await sendRecap(trx, actor, eventId, { text });
    return `?done=sent&posts=${posts}&guests=${guests}`;
  },
  agree: async ({ trx, actor, eventId, field }) => {
    await addAction(trx, actor, eventId, { what: field("what"), ownerPostId: field("owner"), dueOn: field("dueOn") });
    return "?done=agreed";
  },
  "action-done": async ({ trx, actor, eventId, field }) => {
    await doAction(trx, actor, eventId, field("action"));
    return "";
  },
  "action-undone": async ({ trx, actor, eventId, field }) => {
    await doAction(trx, actor, eventId, field("action"), { done: false });
    return "";
  },
  "action-off": async ({ trx, actor, eventId, field }) => {
    await removeAction(trx, actor, eventId, field("action"));
    return "?done=off";
  },
  learn: async ({ trx, actor, eventId, field }) => {
    await addLearning(trx, actor, { onDate: field("onDate"), text: field("learned"), eventId });
    return "?done=learned";
  },
};

/**
 * Does what a form of the recap says.
 * @returns where to go, never to a part of the page: React Router asks nothing anew on the way to a part
 * @throws not_found, wrong_entry, conflict
 */
export async function actOnRecap(trx: Database, actor: Actor, documents: Documents, eventId: string, field: Field): Promise<string> {
  const verb = Object.hasOwn(verbs, field("intent")) ? verbs[field("intent")] : undefined;
  return `/diary/events/${eventId}/recap${verb ? await verb({ trx, actor, documents, eventId, field }) : notFound()}`;
}
