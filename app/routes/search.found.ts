import { search } from "~/features/case-notes/search.server";
import { searchGaps } from "~/features/gaps/alike.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/search.found";

/** What the search page would show, for the header's search. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    const words = (new URL(request.url).searchParams.get("q") ?? "").slice(0, 80);
    if (words.trim().length >= 2) await limit("search", actor.accountId);
    return Response.json(await withActor(db, actor, async (trx) => ({ ...(await search(trx, actor, words)), gaps: await searchGaps(trx, actor, words) })));
  });
