import { data, redirect } from "react-router";
import { actOnGap } from "~/features/gaps/board/acts.server";
import { safePath } from "~/features/people/safe-path";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/gaps.$gapId.acts";

/** What is done to a card. A page in use is answered in JSON; a form without scripts is led back to where it stood. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return guarded(async () => {
    await limit("command", actor.accountId);
    const { status, answer } = await actOnGap(db, actor, params.gapId, form);
    const back = form.get("back");
    if (typeof back === "string" && !request.headers.get("Accept")?.includes("json")) return redirect(safePath(back), 303);
    return Response.json(answer, { status });
  });
}

/** There is nothing to look at here. */
export function loader() {
  throw data(null, { status: 404 });
}
