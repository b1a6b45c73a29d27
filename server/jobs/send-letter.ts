import { asking } from "~db/client";
import { networkOf } from "~/features/people/network.server";
import { isWayIn } from "~/features/people/ways-in";
import type { Services } from "~/shared/services.server";
import { carrierFor } from "../mail";

const spent = "What this letter said has been taken away, since it held a way in.";

/**
 * Carries one letter. Held fast while it is carried, so two processes never send it twice; the queue tries
 * again later when the carrier refuses, and the outbox says why.
 */
export async function sendLetter(services: Services, id: string): Promise<void> {
  const { db, config } = services;
  const real = (await networkOf(db))?.kind === "real";
  const failure = await asking(db, { duty: "mail" }, async (trx) => {
    const letter = await trx.selectFrom("mail").where("id", "=", id).where("sent_at", "is", null).selectAll().forUpdate().skipLocked().executeTakeFirst();
    if (!letter) return undefined;
    const refused = await carrierFor(config)(letter).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const keepsKey = letter.kind === "sign_in_code" || (isWayIn(letter.kind) && config.smtpUrl !== undefined);
    await trx
      .updateTable("mail")
      .set(refused ? { failure: refused.slice(0, 500) } : { sent_at: new Date(), failure: null, ...(real && keepsKey ? { body: spent, calendar: null } : {}) })
      .where("id", "=", id)
      .execute();
    return refused;
  });
  if (failure) throw new Error(`A letter was not taken: ${failure}`);
}
