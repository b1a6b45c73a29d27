import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { actedBy, inActingSeat, lineOf } from "../gaps/access.server";
import { canShadow, canWriteTerms } from "./policy";
import { most } from "./words";

export type Terms = { version: number; text: string; at: Date };

/** The network's confidentiality agreement as it stands. */
export async function currentTerms(trx: Database): Promise<Terms> {
  const terms = await trx.selectFrom("shadow_terms").orderBy("version", "desc").limit(1).select(["version", "text", "at"]).executeTakeFirst();
  return terms ?? notFound();
}

/** Whether somebody has agreed to the words as they stand within the last year. */
export async function hasAgreed(trx: Database, accountId: string, at: Date = new Date()): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`select app.has_agreed(${accountId}, ${at}) as yes`.execute(trx);
  return rows[0]?.yes ?? false;
}

/** Agrees to the words that were read. @throws not_found, conflict when they were changed while somebody read them */
export async function agreeToTerms(db: Database, actor: Actor, version: number, { at }: { at?: Date } = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    if (!canShadow(actor)) notFound();
    const now = await currentTerms(trx);
    if (now.version !== version) throw new AppError("conflict", "The words of the agreement have changed. Read them once more.");
    if (await hasAgreed(trx, actor.accountId, at)) return;
    await trx.insertInto("shadow_agreement").values({ ...actedBy(actor, at), version }).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "shadow.agreed", subjectKind: "account", subjectId: actor.accountId, detail: { version } });
  });
}

/** Puts the agreement in new words; everybody agrees anew before their next booking. @throws not_allowed, wrong_entry, conflict */
export async function rewriteTerms(db: Database, actor: Actor, { text, version }: { text: string; version: number }): Promise<{ version: number }> {
  return inTransaction(db, async (trx) => {
    if (!canWriteTerms(actor)) throw new AppError("not_allowed");
    const words = lineOf(text, { field: "text", most: most.terms, sentence: "Write what a guest agrees to.", paragraphs: true });
    const now = await currentTerms(trx);
    if (now.version !== version) throw new AppError("conflict", "Somebody changed the agreement first. Look at their words, then write yours.");
    if (words === now.text) return { version };
    await trx.insertInto("shadow_terms").values({ version: version + 1, text: words, account_id: actor.accountId }).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "shadow.terms_changed", subjectKind: "network", detail: { version: version + 1 } });
    return { version: version + 1 };
  });
}
