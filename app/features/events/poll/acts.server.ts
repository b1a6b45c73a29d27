import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { AppError } from "~/shared/errors";
import type { Services } from "~/shared/services.server";
import { said } from "../../shadowing/offer/answer.server";
import { addOption, chooseOption, removeOption, vote } from "../commands.server";
import { votesIn } from "./votes";

/** Does what a form of the dates asks. @returns where to go then @throws wrong_entry, conflict, not_found, too_many */
export async function actOnDates({ db, limit }: Services, actor: Actor, eventId: string, form: FormData): Promise<string> {
  await limit("diary", actor.accountId);
  const here = `/diary/events/${eventId}/dates`;
  return withActor(db, actor, async (trx) => {
    switch (said(form, "intent")) {
      case "vote":
        await vote(trx, actor, eventId, votesIn(form));
        return `${here}?done=said`;
      case "add":
        await addOption(trx, actor, eventId, { date: said(form, "date"), from: said(form, "from"), until: said(form, "until") });
        return `${here}?done=added`;
      case "remove":
        await removeOption(trx, actor, eventId, said(form, "optionId"));
        return `${here}?done=removed`;
      case "choose":
        await chooseOption(trx, actor, eventId, { optionId: said(form, "optionId"), version: Number(said(form, "version")) });
        return `/diary/events/${eventId}?done=date_set`;
      default:
        throw new AppError("wrong_entry", "Choose what to do.");
    }
  });
}
