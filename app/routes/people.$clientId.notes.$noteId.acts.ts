import { data } from "react-router";
import { actOnNote } from "~/features/case-notes/editor/acts.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/people.$clientId.notes.$noteId.acts";

/** What is done on a note's page, answered as JSON, so that a page in use never gives way to an error. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  return guarded(async () => {
    const answer = await actOnNote(servicesOf(context), actorOf(context), params, form);
    return "init" in answer ? Response.json(answer.data, answer.init ?? {}) : Response.json(answer);
  });
}

/** There is nothing to look at here. */
export function loader() {
  throw data(null, { status: 404 });
}
