import type { Database } from "~db/client";
import { isFacilitator, type Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { currentTerms, hasAgreed } from "../agreements.server";
import { canShadow } from "../policy";

export type AgreementView = { version: number; text: string; changedAt: string; agreed: boolean; agreedAt: string | undefined };

/** The confidentiality agreement as it stands, and whether and when somebody agreed to it. */
export async function agreementOf(trx: Database, actor: Actor): Promise<AgreementView> {
  const terms = await currentTerms(trx);
  const last = await trx.selectFrom("shadow_agreement").where("account_id", "=", actor.accountId).where("version", "=", terms.version).orderBy("at", "desc").limit(1).select("at").executeTakeFirst();
  const agreed = await hasAgreed(trx, actor.accountId);
  return { version: terms.version, text: terms.text, changedAt: terms.at.toISOString(), agreed, agreedAt: last?.at.toISOString() };
}

/** The agreement's own page, with every version it has had, the newest first. @throws not_found */
export async function agreementPage(trx: Database, actor: Actor) {
  if (!canShadow(actor)) notFound();
  const versions = await trx
    .selectFrom("shadow_terms as terms")
    .leftJoin("account as writer", "writer.id", "terms.account_id")
    .orderBy("terms.version", "desc")
    .limit(50)
    .select(["terms.version", "terms.text", "terms.at", "writer.name as writer"])
    .execute();
  return {
    agreement: await agreementOf(trx, actor),
    versions: versions.map(({ at, ...version }) => ({ ...version, at: at.toISOString() })),
    abilities: { reword: isFacilitator(actor) },
  };
}
