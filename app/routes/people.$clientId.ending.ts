import { whyItEnded } from "~/features/case-notes/editor/ending.server";
import { withActor } from "~/shared/actor.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/people.$clientId.ending";

/** Why one's access to somebody ended. Says nothing to those who never had it, and nothing of people nobody has. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return Response.json(await withActor(db, actor, (trx) => whyItEnded(trx, params.clientId)));
}
