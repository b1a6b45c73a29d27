import { redirect } from "react-router";
import { endCase, handOnLead, shareCase } from "~/features/case-notes/commands.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/people.$clientId.case-holders";

const verbs = { add: shareCase, end: endCase, lead: handOnLead } as const;

/** Adds a colleague to the case, lets one go, or makes one the lead. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const intent = form.get("intent");
  const post = String(form.get("post") ?? "");
  return guarded(async () => {
    await limit("command", actor.accountId);
    if (intent !== "add" && intent !== "end" && intent !== "lead") notFound();
    await withActor(db, actor, (trx) => verbs[intent](trx, actor, params.clientId, post));
    const gone = intent === "end" && actor.seats.some((seat) => seat.postId === post);
    return redirect(gone ? "/people" : `/people/${params.clientId}`);
  });
}

export const loader = ({ params }: Route.LoaderArgs) => redirect(`/people/${params.clientId}`);
