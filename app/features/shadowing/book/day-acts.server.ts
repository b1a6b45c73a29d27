import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { inTransaction } from "~db/client";
import { findDay, ownBooking } from "../access.server";
import { agreeToTerms } from "../agreements.server";
import { book, giveUp, holdPlace, moreTime } from "../booking.server";
import { sayWhatHelps, waitOrHold } from "./changing.server";

type Field = (name: string) => string;
type Verb = (trx: Database, actor: Actor, dayId: string, field: Field) => Promise<string>;

const here = (dayId: string, done = "") => `/diary/shadow/${dayId}${done && `?done=${done}`}`;

/** What can be done on the page of a day; each says where to go afterwards. */
const verbs: Record<string, Verb> = {
  hold: async (trx, actor, dayId) => {
    const { bookingId, state } = await holdPlace(trx, actor, dayId);
    return state === "held" ? here(dayId) : `/diary/shadow/bookings/${bookingId}`;
  },
  // What was typed is kept with the hold, so that more time costs no words where scripts are off.
  more: async (trx, actor, dayId, field) => {
    const own = (await ownBooking(trx, actor, dayId)) ?? notFound();
    await sayWhatHelps(trx, actor, own.id, field("help"));
    await moreTime(trx, actor, own.id);
    return here(dayId);
  },
  ask: async (trx, actor, dayId, field) => {
    await agreeIfTicked(trx, actor, field);
    const { bookingId } = await book(trx, actor, dayId, { help: field("help") });
    return `/diary/shadow/bookings/${bookingId}?done=asked`;
  },
  wait: async (trx, actor, dayId, field) => {
    const { bookingId, state } = await waitOrHold(trx, actor, dayId);
    if (field("help")) await sayWhatHelps(trx, actor, bookingId, field("help"));
    return state === "held" ? here(dayId, "came_free") : `/diary/shadow/bookings/${bookingId}?done=waits`;
  },
  "let-go": async (trx, actor, dayId) => {
    const own = await ownBooking(trx, actor, dayId);
    if (own?.state === "held") await giveUp(trx, actor, own.id);
    return here(dayId, "let_go");
  },
};

/** Does what a form on the page of a day says. @returns where to go @throws not_found, not_allowed, wrong_entry, conflict */
export async function actOnDay(db: Database, actor: Actor, dayId: string, field: Field): Promise<string> {
  return inTransaction(db, async (trx) => {
    await findDay(trx, actor, dayId);
    const verb = Object.hasOwn(verbs, field("intent")) ? verbs[field("intent")] : undefined;
    return verb ? verb(trx, actor, dayId, field) : notFound();
  });
}

/** The tick carries the version that was read. */
export async function agreeIfTicked(trx: Database, actor: Actor, field: Field): Promise<void> {
  const version = Number(field("agreed"));
  if (Number.isInteger(version) && version > 0) await agreeToTerms(trx, actor, version);
}
