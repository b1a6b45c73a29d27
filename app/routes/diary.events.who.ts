import { organisationsLike, peopleLike } from "~/features/events/pages/people/who.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/diary.events.who";

/** People or organisations like what is typed, to choose from. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    const asked = new URL(request.url).searchParams;
    const words = (asked.get("words") ?? "").trim().slice(0, 100);
    await limit("search", actor.accountId);
    const like = asked.get("kind") === "organisation" ? organisationsLike : peopleLike;
    return Response.json({ choices: await withActor(db, actor, (trx) => like(trx, actor, words)) });
  });
