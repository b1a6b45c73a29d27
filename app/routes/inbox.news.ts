import { waitingNews } from "~/features/inbox/news.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/inbox.news";

/** What waits for this colleague, for a page that is open: the news alone, so that nobody's page is a look again. */
export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    const news = await withActor(servicesOf(context).db, actor, (trx) => waitingNews(trx, actor));
    return Response.json(news, { headers: { "Cache-Control": "no-store" } });
  });
