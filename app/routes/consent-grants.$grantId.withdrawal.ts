import { parseWithZod } from "@conform-to/zod/v4";
import { redirect } from "react-router";
import { withdrawGrant } from "~/features/case-notes/commands.server";
import { grantWithdrawalForm } from "~/features/case-notes/form.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/consent-grants.$grantId.withdrawal";

/**
 * Ends one grant (contract for outside harnesses: an ordinary form POST with the field `reason`). Answers the
 * person, or what stopped when they can no longer be opened; 404 for a grant one may not see.
 */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  const submission = parseWithZod(await request.formData(), { schema: grantWithdrawalForm });
  const reason = submission.status === "success" ? submission.value.reason : "";
  return guarded(async () => {
    const { clientId, eventId } = await withActor(db, actor, (trx) => withdrawGrant(trx, actor, params.grantId, reason));
    return redirect(eventId ? `/people/${clientId}/withdrawal/${eventId}` : `/people/${clientId}`, 303);
  });
}

/** Stopping is done by a form; there is nothing to read here. */
export const loader = () => guarded(async () => notFound());
