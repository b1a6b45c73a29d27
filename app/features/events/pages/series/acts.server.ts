import type { Services } from "~/shared/services.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { AppError } from "~/shared/errors";
import { said } from "../../../shadowing/offer/answer.server";
import { endSeries, exceptInSeries } from "../../commands.server";
import { timesIn } from "../plan/form.server";

/** One day that is not as the others, or the end of the series. @returns where to go then, never to a part of the page @throws wrong_entry, conflict, not_found, too_many */
export async function actOnSeries({ db, limit }: Services, actor: Actor, seriesId: string, form: FormData): Promise<string> {
  await limit("diary", actor.accountId);
  const of = (name: string) => said(form, name);
  const done = await withActor(db, actor, async (trx) => {
    if (of("intent") === "end") {
      const { cancelled } = await endSeries(trx, actor, seriesId, { line: of("line") });
      return `ended&many=${cancelled}`;
    }
    if (of("intent") !== "none" && of("intent") !== "move") throw new AppError("wrong_entry", "Choose what to do.");
    const moves = of("intent") === "move";
    await exceptInSeries(trx, actor, of("eventId"), { line: of("line"), times: moves ? timesIn(form) : undefined, version: Number(of("version")) });
    return moves ? "moved" : "none";
  });
  return `/diary/events/series/${seriesId}?done=${done}`;
}
