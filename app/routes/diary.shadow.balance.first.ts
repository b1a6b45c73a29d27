import { suggestionsFor } from "~/features/shadowing/balance/balance.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/diary.shadow.balance.first";

/** The one day that would do a tie most good, for the line on the page of shadow days. */
export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return Response.json({ suggested: await withActor(servicesOf(context).db, actor, (trx) => suggestionsFor(trx, actor, 1)) });
  });
