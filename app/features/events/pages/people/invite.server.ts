import type { Services } from "~/shared/services.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { AppError } from "~/shared/errors";
import type { Database } from "~db/client";
import { wrong } from "../../../gaps/access.server";
import { said, saidAll } from "../../../shadowing/offer/answer.server";
import { addPlanner, answerInvitation, invite, inviteGuest, removePlanner, renewGuestLink, takeOffList, type Asked } from "../../commands.server";

type Act = (trx: Database, actor: Actor, eventId: string, form: FormData, baseUrl: string) => Promise<string>;

/** Every act of the list of people, by the intent of its form; each says what the page should say. */
const acts: Record<string, Act> = {
  ask: async (trx, actor, eventId, form) => {
    const { invited } = await invite(trx, actor, eventId, askedIn(form));
    return `?done=${invited === 0 ? "asked_nobody" : "asked"}&many=${invited}`;
  },
  "ask-guest": async (trx, actor, eventId, form, baseUrl) => {
    const of = (name: string) => said(form, name);
    const { token } = await inviteGuest(trx, actor, eventId, { name: of("name"), email: of("email"), organisation: of("organisation"), role: of("role") }, { baseUrl });
    return `?done=${token === null ? "guest_has_account" : "guest_asked"}`;
  },
  "new-link": async (trx, actor, eventId, form, baseUrl) => {
    await renewGuestLink(trx, actor, eventId, said(form, "inviteeId"), { baseUrl });
    return "?done=link_sent";
  },
  "take-off": async (trx, actor, eventId, form) => {
    await takeOffList(trx, actor, eventId, said(form, "inviteeId"));
    return "?done=taken_off";
  },
  "note-down": async (trx, actor, eventId, form) => {
    const { place } = await answerInvitation(trx, actor, eventId, { says: said(form, "says") }, { inviteeId: said(form, "inviteeId") });
    return `?done=${place === "waiting" ? "noted_waiting" : "noted"}`;
  },
  "add-planner": async (trx, actor, eventId, form) => {
    if (!said(form, "postId")) throw wrong("postId", "Choose who plans along.");
    await addPlanner(trx, actor, eventId, said(form, "postId"));
    return "?done=plans_along";
  },
  "remove-planner": async (trx, actor, eventId, form) => {
    await removePlanner(trx, actor, eventId, said(form, "postId"));
    return "?done=plans_no_more";
  },
};

/** Whom a form asks, each way; what is missing is said beside its own field. @throws wrong_entry */
function askedIn(form: FormData): Asked {
  const of = (name: string) => said(form, name);
  switch (of("by")) {
    case "person":
      if (!of("postId")) throw wrong("postId", "Choose somebody from the list.");
      return { by: "person", postIds: [of("postId")] };
    case "organisation":
      if (!of("organisationId")) throw wrong("organisationId", "Choose an organisation from the list.");
      return { by: "organisation", organisationIds: [of("organisationId")], roles: saidAll(form, "roles").length > 0 ? saidAll(form, "roles") : undefined };
    case "role":
      if (saidAll(form, "roles").length === 0) throw wrong("roles", "Choose at least one role.");
      return { by: "role", roles: saidAll(form, "roles"), areaId: of("areaId") || null };
    case "tie":
      if (!of("organisationId")) throw wrong("organisationId", "Choose the first organisation.");
      if (!of("otherId") || of("otherId") === of("organisationId")) throw wrong("otherId", "Choose another organisation.");
      return { by: "tie", organisationIds: [of("organisationId"), of("otherId")] };
    default:
      throw new AppError("wrong_entry", "Choose whom to ask.");
  }
}

/** Does what a form of the page asks. @returns where to go then @throws wrong_entry, conflict, not_found, too_many */
export async function actOnPeople({ db, limit }: Services, actor: Actor, eventId: string, form: FormData, baseUrl: string): Promise<string> {
  await limit("diary", actor.accountId);
  const intent = said(form, "intent");
  const act = Object.hasOwn(acts, intent) ? acts[intent] : undefined;
  if (!act) throw new AppError("wrong_entry", "Choose what to do.");
  const where = await withActor(db, actor, (trx) => act(trx, actor, eventId, form, baseUrl));
  return `/diary/events/${eventId}/people${where}`;
}
