import { inTransaction, type Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { reflect, shareLines, unshare } from "../after/reflecting.server";
import { findBooking } from "../access.server";
import { book, giveUp, hostCannot, notThisTime, sayYes } from "../booking.server";
import { moveTo, sayWhatHelps } from "./changing.server";
import { agreeIfTicked } from "./day-acts.server";
import { writeMessage } from "./messages.server";

type Field = (name: string) => string;
type Asked = { trx: Database; actor: Actor; id: string; dayId: string; field: Field };

const here = (id: string, done: string) => `/diary/shadow/bookings/${id}?done=${done}`;

/** What either side can do with a booking; each says where to go afterwards. */
const verbs: Record<string, (asked: Asked) => Promise<string>> = {
  yes: async ({ trx, actor, id, field }) => {
    await sayYes(trx, actor, id, { line: field("line"), visits: field("visits") || undefined });
    return here(id, "yes");
  },
  "not-this-time": async ({ trx, actor, id, field }) => {
    await notThisTime(trx, actor, id, { line: field("line") });
    return here(id, "not_this_time");
  },
  "host-cannot": async ({ trx, actor, id, field }) => {
    await hostCannot(trx, actor, id, { line: field("line") });
    return here(id, "host_cannot");
  },
  "give-up": async ({ trx, actor, id, field }) => {
    const { state } = await findBooking(trx, actor, id);
    await giveUp(trx, actor, id, { line: field("line") });
    return here(id, state === "waiting" ? "left_list" : "gave_up");
  },
  take: async ({ trx, actor, id, dayId, field }) => {
    await agreeIfTicked(trx, actor, field);
    const { help } = await findBooking(trx, actor, id);
    await book(trx, actor, dayId, { help: field("help") || help });
    return here(id, "asked");
  },
  again: async ({ trx, actor, id, dayId, field }) => {
    await agreeIfTicked(trx, actor, field);
    const { help } = await findBooking(trx, actor, id);
    const { bookingId } = await book(trx, actor, dayId, { help });
    return here(bookingId, "asked");
  },
  move: async ({ trx, actor, id, field }) => {
    await agreeIfTicked(trx, actor, field);
    const { bookingId } = await moveTo(trx, actor, id, field("to"));
    return here(bookingId, "moved");
  },
  help: async ({ trx, actor, id, field }) => {
    await sayWhatHelps(trx, actor, id, field("help"));
    return here(id, "help");
  },
  message: async ({ trx, actor, id, field }) => {
    await writeMessage(trx, actor, id, field("line"));
    return here(id, "said");
  },
  reflect: async ({ trx, actor, id, field }) => {
    await reflect(trx, actor, id, { surprised: field("surprised"), differently: field("differently") });
    return here(id, "reflected");
  },
  share: async ({ trx, actor, id }) => {
    await shareLines(trx, actor, id);
    return here(id, "shared");
  },
  unshare: async ({ trx, actor, id }) => {
    await unshare(trx, actor, id);
    return here(id, "unshared");
  },
};

/**
 * Does what a form on the page of a booking says.
 * @returns where to go, never to a part of the page: on the way to a part React Router asks nothing anew
 * @throws not_found, not_allowed, wrong_entry, conflict
 */
export async function actOnBooking(db: Database, actor: Actor, bookingId: string, field: Field): Promise<string> {
  return inTransaction(db, async (trx) => {
    const { id, dayId } = await findBooking(trx, actor, bookingId);
    const verb = Object.hasOwn(verbs, field("intent")) ? verbs[field("intent")] : undefined;
    return verb ? verb({ trx, actor, id, dayId, field }) : notFound();
  });
}
