import { asksAlike } from "~/features/gaps/asks/reads.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/gaps.asks.alike";

/** Earlier questions that look like the words somebody is typing. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    const words = (new URL(request.url).searchParams.get("words") ?? "").slice(0, 300);
    await limit("search", actor.accountId);
    return Response.json({ alike: await withActor(db, actor, (trx) => asksAlike(trx, actor, { words })), now: new Date().toISOString() });
  });
