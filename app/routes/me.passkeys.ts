import { data } from "react-router";
import { passkeyAnswer, refusedInWords } from "~/features/people/passkey-answer.server";
import { addPasskey, askToAddPasskey } from "~/features/people/passkeys.server";
import { AppError } from "~/shared/errors";
import { actorContext, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/me.passkeys";

/** Both halves of making a passkey, for the script of one's own page. */
export async function action({ context, request }: Route.ActionArgs) {
  const { db, config, limit } = servicesOf(context);
  return refusedInWords(async () => {
    const actor = context.get(actorContext);
    if (!actor) throw new AppError("signed_out", "You are signed out. Sign in again.");
    await limit("command", actor.accountId);
    const body = await passkeyAnswer(request);
    if (body.intent === "options") return data(await askToAddPasskey(db, config, actor));
    await addPasskey(db, config, actor, body);
    return data({ to: "/me" });
  });
}
