import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { asking, type Database } from "~db/client";
import { tiesLetter, type ToldOfTie } from "./told-letter";

/**
 * The daily job. Whoever holds a tie is told once, in the inbox of their post and by letter, that it has gone quiet, that
 * somebody who holds it leaves, that nobody holds a side of it, or that an agreement is due; not again until that has
 * changed. All of it is one transaction: what fails leaves nothing behind and is tried again.
 * @returns how many letters were written
 */
export async function tellWhatTiesNeed(db: Database, baseUrl: string): Promise<number> {
  return asking(db, { duty: "diary" }, async (trx) => {
    const { rows } = await sql<ToldOfTie & { email: string }>`select email, tie_id as "tieId", kind, words from app.tell_of_ties()`.execute(trx);
    const byAddress = new Map<string, ToldOfTie[]>();
    for (const { email, ...thing } of rows) byAddress.set(email, [...(byAddress.get(email) ?? []), thing]);
    for (const [email, things] of byAddress) await trx.insertInto("mail").values({ id: randomUUID(), to_address: email, kind: "notice", ...tiesLetter(things, baseUrl) }).execute();
    return byAddress.size;
  });
}
