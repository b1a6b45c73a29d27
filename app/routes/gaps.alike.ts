import { looksAlike } from "~/features/gaps/alike.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { isId } from "~/shared/ids";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/gaps.alike";

/** Gaps that look like words that are being typed. */
export function loader({ context, request }: Route.LoaderArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const asked = new URL(request.url).searchParams;
  const area = asked.get("area");
  return guarded(async () => {
    await limit("search", actor.accountId);
    return Response.json({ gaps: await withActor(db, actor, (trx) => looksAlike(trx, actor, { words: asked.get("words") ?? "", areaId: isId(area) ? area : null })) });
  });
}
