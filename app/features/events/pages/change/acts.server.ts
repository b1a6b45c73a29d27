import type { Services } from "~/shared/services.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { AppError } from "~/shared/errors";
import type { Database } from "~db/client";
import { said } from "../../../shadowing/offer/answer.server";
import { findPlannedEvent } from "../../access.server";
import { cancelEvent, changeEvent, reviveEvent } from "../../commands.server";
import { factsIn, timesIn } from "../plan/form.server";

type Act = (trx: Database, actor: Actor, eventId: string, form: FormData) => Promise<string>;

const acts: Record<string, Act> = {
  change: async (trx, actor, eventId, form) => {
    const { state } = await findPlannedEvent(trx, actor, eventId);
    // While a date is being found there are dates to choose from, and no other one.
    const times = state === "set" ? timesIn(form) : undefined;
    const { told } = await changeEvent(trx, actor, eventId, { ...factsIn(form), times, line: said(form, "line"), version: Number(said(form, "version")) });
    return told > 0 ? "changed_told" : "changed";
  },
  cancel: async (trx, actor, eventId, form) => {
    const { told } = await cancelEvent(trx, actor, eventId, { line: said(form, "line"), version: Number(said(form, "version")) });
    return told > 0 ? "cancelled_told" : "cancelled";
  },
  revive: async (trx, actor, eventId) => {
    const { told } = await reviveEvent(trx, actor, eventId);
    return told > 0 ? "revived_told" : "revived";
  },
};

/** Changes an event, cancels it, or puts it on again. @returns where to go then @throws wrong_entry, conflict, not_found, too_many */
export async function changeAsAsked({ db, limit }: Services, actor: Actor, eventId: string, form: FormData): Promise<string> {
  await limit("diary", actor.accountId);
  const intent = said(form, "intent");
  const act = Object.hasOwn(acts, intent) ? acts[intent] : undefined;
  if (!act) throw new AppError("wrong_entry", "Choose what to do.");
  const done = await withActor(db, actor, (trx) => act(trx, actor, eventId, form));
  return `/diary/events/${eventId}?done=${done}`;
}
