import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import type { Gap } from "../access.server";
import { invitationsOf, waitsForALook } from "./invitations.server";
import { handedLetter } from "./letters";

/** The letter that whoever invited hands over, and who can make the invited a place. Without an invitation that waits, there is none. @throws not_found */
export async function handedLetterOf(trx: Database, actor: Actor, gap: Gap, organisationId: string) {
  const invitation = (await invitationsOf(trx, actor, gap.id)).find((one) => one.organisationId === organisationId && one.state === "waiting");
  if (!invitation) notFound();
  const waits = await waitsForALook(trx, gap.id);
  const flagged = await waitsForALook(trx, invitation.id);
  const { by, byOrganisation, organisation, line } = invitation;
  const paragraphs = handedLetter({ from: by, fromOrganisation: byOrganisation, organisation, area: gap.area, sentence: waits ? undefined : gap.sentence, line: flagged ? "" : line });
  return { organisation, paragraphs, waits, facilitator: await facilitatorName(trx) };
}

async function facilitatorName(trx: Database): Promise<string | undefined> {
  const row = await trx.selectFrom("app.seat as seat").innerJoin("account", "account.id", "seat.account_id").where("seat.role", "=", "facilitator").orderBy("account.name").limit(1).select("account.name").executeTakeFirst();
  return row?.name;
}
