import { data } from "react-router";
import { askForPasskey, acceptPasskey } from "~/features/people/passkeys.server";
import { passkeyAnswer, refusedInWords } from "~/features/people/passkey-answer.server";
import { behindCover, uncoverSession } from "~/features/people/sessions.server";
import { servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/covered.passkey";

/** Takes the cover off with one of the account's own passkeys. */
export async function action({ context, request }: Route.ActionArgs) {
  const { db, config, limit } = servicesOf(context);
  return refusedInWords(async () => {
    const actor = behindCover(context);
    await limit("sign_in", `cover ${actor.accountId}`);
    const body = await passkeyAnswer(request);
    if (body.intent === "options") return data(await askForPasskey(db, config, actor.accountId));
    await acceptPasskey(db, config, body, actor.accountId);
    await uncoverSession(db, actor);
    return data({ to: "" });
  });
}
