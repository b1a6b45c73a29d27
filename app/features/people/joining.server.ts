import { redirect } from "react-router";
import { asking } from "~db/client";
import type { Actor } from "~/shared/actor";
import type { Services } from "~/shared/services.server";
import { acceptInvitation } from "./invitations.server";
import { privacyVersion } from "./privacy";
import { sessionCookie } from "./session-cookie";
import { endSessions } from "./sessions.server";

type Joining = { token: string; name: string; device: "mine" | "shared"; actor: Actor | undefined };

/** Takes the seat, keeps that the five sentences were read, and begins a session; then offers a passkey. */
export async function joinByInvitation({ db, config }: Pick<Services, "db" | "config">, request: Request, { token, name, device, actor }: Joining): Promise<Response> {
  const browser = request.headers.get("user-agent") ?? "";
  const { accountId, sessionToken } = await acceptInvitation(db, { token, name, device, browser, accountId: actor?.accountId });
  await asking(db, { account: accountId }, async (trx) => {
    await trx.insertInto("privacy_reading").values({ account_id: accountId, version: privacyVersion }).onConflict((on) => on.doNothing()).execute();
    if (actor) await endSessions(trx, actor.accountId, { id: actor.sessionId }, "signed_in_again");
  });
  return redirect("/me/welcome", { headers: { "Set-Cookie": sessionCookie(config, sessionToken) } });
}
