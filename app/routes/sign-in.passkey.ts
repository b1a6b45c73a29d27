import { data } from "react-router";
import { askForPasskey, acceptPasskey } from "~/features/people/passkeys.server";
import { passkeyAnswer, refusedInWords } from "~/features/people/passkey-answer.server";
import { safePath } from "~/features/people/safe-path";
import { sessionCookie } from "~/features/people/session-cookie";
import { newSession } from "~/features/people/sign-in.server";
import { addressContext, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/sign-in.passkey";

/** Both halves of signing in with a passkey, for the script of the sign-in page. */
export async function action({ context, request }: Route.ActionArgs) {
  const { db, config, limit } = servicesOf(context);
  return refusedInWords(async () => {
    await limit("sign_in", `passkey ${context.get(addressContext)}`);
    const body = await passkeyAnswer(request);
    if (body.intent === "options") return data(await askForPasskey(db, config));
    const accountId = await acceptPasskey(db, config, body);
    const token = await newSession(db, config, request, { accountId, device: body.device === "mine" ? "mine" : "shared", method: "passkey" });
    return data({ to: safePath(body.then) }, { headers: { "Set-Cookie": sessionCookie(config, token) } });
  });
}
