import { redirect } from "react-router";
import { asking } from "~db/client";
import { sessionCookie } from "~/features/people/session-cookie";
import { endSessions } from "~/features/people/sessions.server";
import { actorContext, coveredContext, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/sign-out";

/** Ends this session; its live sockets end with the commit. Asking twice does no harm. */
export async function action({ context }: Route.ActionArgs) {
  const { db, config } = servicesOf(context);
  const actor = context.get(actorContext) ?? context.get(coveredContext);
  if (actor) {
    await asking(db, { account: actor.accountId, session: actor.sessionId }, (trx) => endSessions(trx, actor.accountId, { id: actor.sessionId }, "signed_out"));
  }
  throw redirect("/sign-in", {
    headers: { "Set-Cookie": sessionCookie(config, undefined), "Clear-Site-Data": '"cache"' },
  });
}

export const loader = () => redirect("/sign-in");
