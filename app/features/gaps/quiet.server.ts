import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { asking, type Database } from "~db/client";
import { quietLetter, type Quiet } from "./quiet-letter";

/** After how many quiet days a gap's lead is asked, and how old a kept answer is when it comes back. */
export const quietDays = 60;
export const oldDays = 365;

/**
 * The daily job. Of gaps that nobody touched for sixty days, and of answers kept or found right a year ago, whoever holds
 * them is asked, once: in the inbox of their post and by letter. Nothing is ever closed by it. Words that were taken back
 * go. All of it is one transaction: what fails leaves nothing behind and is tried again.
 * @returns how many letters were written
 */
export async function askWhatIsQuiet(db: Database, baseUrl: string, { days = quietDays, old = oldDays } = {}): Promise<number> {
  return asking(db, { duty: "gaps" }, async (trx) => {
    const gaps = await sql<Held>`select gap_id as thing, post_id as post from app.ask_whether_still_true(${days})`.execute(trx);
    const asks = await sql<Held>`select ask_id as thing, post_id as post from app.ask_whether_still_right(${old})`.execute(trx);
    await sql`select app.forget_taken_back()`.execute(trx);
    const byAddress = new Map<string, Quiet[]>();
    const tell = (kind: Quiet["kind"]) => ({ email, thing, words }: Addressed) => byAddress.set(email, [...(byAddress.get(email) ?? []), { kind, thing, words }]);
    (await addressed(trx, gaps.rows)).forEach(tell("gap"));
    (await addressed(trx, asks.rows)).forEach(tell("ask"));
    for (const [email, things] of byAddress) await trx.insertInto("mail").values({ id: randomUUID(), to_address: email, kind: "notice", ...quietLetter(things, baseUrl) }).execute();
    return byAddress.size;
  });
}

type Held = { thing: string; post: string | null };
type Addressed = { thing: string; email: string; words: string | null };

/** Who sits in those posts now, and the words, where nobody may be named in them. */
async function addressed(trx: Database, held: readonly Held[]): Promise<Addressed[]> {
  const known = held.filter(({ post }) => post !== null);
  if (known.length === 0) return [];
  const { rows } = await sql<Addressed>`
    select thing_id as thing, email, words from app.letters_about(${known.map(({ post }) => post)}::uuid[], ${known.map(({ thing }) => thing)}::uuid[]) order by email, thing_id`.execute(trx);
  return rows;
}
