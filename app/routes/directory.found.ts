import { searchOrganisations } from "~/features/people/directory-read.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/directory.found";

/** Organisations like what is typed, to choose from. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    const words = (new URL(request.url).searchParams.get("words") ?? "").trim().slice(0, 100);
    await limit("search", actor.accountId);
    const { rows } = await withActor(db, actor, (trx) => searchOrganisations(trx, actor, { words, area: "", kind: "", page: 1 }));
    return Response.json({ rows });
  });
