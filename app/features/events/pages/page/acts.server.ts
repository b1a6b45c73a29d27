import type { Services } from "~/shared/services.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { AppError } from "~/shared/errors";
import type { Database } from "~db/client";
import { said } from "../../../shadowing/offer/answer.server";
import { addJob, answerInvitation, doJob, giveJob, putBackJob, removeJob, takeJob } from "../../commands.server";

type Act = (trx: Database, actor: Actor, eventId: string, of: (name: string) => string) => Promise<string>;

/** Every act of an event's first page, by the intent of its form; each says what the page should say. */
const acts: Record<string, Act> = {
  answer: async (trx, actor, eventId, of) => {
    const { place } = await answerInvitation(trx, actor, eventId, { says: of("says"), whyNot: of("whyNot") || null, line: of("line") });
    return `?done=${place === "waiting" ? "waiting" : of("says")}`;
  },
  "add-job": async (trx, actor, eventId, of) => {
    await addJob(trx, actor, eventId, { what: of("what"), ownerPostId: of("ownerPostId") || null });
    return "?done=job_added";
  },
  "take-job": async (trx, actor, eventId, of) => {
    await takeJob(trx, actor, eventId, of("jobId"));
    return "?done=job_taken";
  },
  "free-job": async (trx, actor, eventId, of) => {
    await giveJob(trx, actor, eventId, of("jobId"), null);
    return "?done=job_free";
  },
  "do-job": async (trx, actor, eventId, of) => {
    await doJob(trx, actor, eventId, of("jobId"));
    return "?done=job_done";
  },
  "undo-job": async (trx, actor, eventId, of) => {
    await doJob(trx, actor, eventId, of("jobId"), { done: false });
    return "?done=job_undone";
  },
  "remove-job": async (trx, actor, eventId, of) => {
    await removeJob(trx, actor, eventId, of("jobId"));
    return `?done=job_removed&job=${of("jobId")}`;
  },
  "put-back-job": async (trx, actor, eventId, of) => {
    await putBackJob(trx, actor, eventId, of("jobId"));
    return "?done=job_put_back";
  },
};

/**
 * Does what a form of the page asks.
 * @returns where to go then, never to a part of the page: on the way to a part React Router asks nothing anew
 * @throws wrong_entry, conflict, not_found, too_many
 */
export async function actOnEvent({ db, limit }: Services, actor: Actor, eventId: string, form: FormData): Promise<string> {
  await limit("diary", actor.accountId);
  const intent = said(form, "intent");
  const act = Object.hasOwn(acts, intent) ? acts[intent] : undefined;
  if (!act) throw new AppError("wrong_entry", "Choose what to do.");
  const where = await withActor(db, actor, (trx) => act(trx, actor, eventId, (name) => said(form, name)));
  return `/diary/events/${eventId}${where}`;
}
