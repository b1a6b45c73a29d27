import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { findOrganisation } from "../../people/access.server";
import { noteTry, sayHowToReach, sayWhatHelpsWith, takeBackReach, takeBackTry } from "../commands.server";
import { canSeeTies } from "../policy";

type Sent = { of: (name: string) => string; all: (name: string) => string[] };

/** Does what a form of an organisation's page asks. @returns where it leads, from the page @throws not_found, not_allowed, wrong_entry, conflict */
export async function actOnOrganisation(trx: Database, actor: Actor, organisationId: string, { of, all }: Sent): Promise<string> {
  if (!canSeeTies(actor)) notFound();
  const { id } = await findOrganisation(trx, actor, organisationId);
  const page = `/directory/organisations/${id}`;
  switch (of("about")) {
    case "try":
      return `${page}?done=try&of=${(await noteTry(trx, actor, id, { how: of("how"), reached: of("reached") === "yes", line: of("line") })).tryId}`;
    case "take-back-try":
      await takeBackTry(trx, actor, of("tryId"));
      return `${page}?done=back`;
    case "reach":
      return `${page}?done=reach&of=${(await sayHowToReach(trx, actor, id, { label: of("label"), phone: of("phone"), email: of("email"), hours: of("hours") })).reachId}`;
    case "take-back-reach":
      await takeBackReach(trx, actor, of("reachId"));
      return `${page}?done=back`;
    case "helps":
      await sayWhatHelpsWith(trx, actor, id, all("needs"));
      return `${page}?done=helps`;
    default:
      throw new AppError("wrong_entry", "Choose what to do.");
  }
}
