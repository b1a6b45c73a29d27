import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { closeSignIn, markPresent, openSignIn, takeBackPresence, walkIn } from "../commands.server";

type Field = (name: string) => string;
export type Done = { /** Where to go on. */ to: string; /** A code that was made, for this browser to keep; empty where it was closed. */ secret?: string };

/** What a host does on the day. @throws not_found, wrong_entry, conflict */
export async function actOnDay(trx: Database, actor: Actor, eventId: string, field: Field): Promise<Done> {
  const here = `/diary/events/${eventId}/day`;
  switch (field("intent")) {
    case "code":
      return { to: `${here}?show=code`, secret: (await openSignIn(trx, actor, eventId)).secret };
    case "close":
      await closeSignIn(trx, actor, eventId);
      return { to: `${here}?done=closed`, secret: "" };
    case "tick":
      await markPresent(trx, actor, eventId, field("invitee"));
      return { to: here };
    case "untick":
      await takeBackPresence(trx, actor, eventId, field("invitee"));
      return { to: here };
    case "walk-in":
      await walkIn(trx, actor, eventId, { name: field("name"), organisation: field("organisation"), role: field("role") });
      return { to: `${here}?done=walked-in` };
    default:
      return notFound();
  }
}
