import { sectionDoor } from "~/features/case-notes/editor/section-door.server";
import { colleaguesWhoMayRead } from "~/features/case-notes/reads.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/people.$clientId.notes.$noteId.sections.$sectionId.colleagues";

/** Colleagues who may read a section, by the start of a name: for "@". */
export function loader({ context, params, request }: Route.LoaderArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const words = new URL(request.url).searchParams.get("words") ?? "";
  return guarded(async () => {
    await limit("search", actor.accountId);
    return withActor(db, actor, async (trx) => {
      const section = await sectionDoor(trx, actor, params);
      return Response.json(await colleaguesWhoMayRead(trx, actor, { clientId: section.clientId, sectionClass: section.sectionClass, organisationId: section.organisationId, words, limit: 6 }));
    });
  });
}
