import { randomInt, randomUUID, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { sql } from "kysely";
import { asking, type Database } from "~db/client";
import { codeLetter } from "./letters";

/** Six digits by email: the other way in, beside a passkey. */
export const codeLife = { minutes: 10, tries: 3 } as const;

const derive = promisify<string, string, number, Buffer>(scrypt);
/** Whether an address has an account must not show in how long an answer takes. */
const shortestAnswer = 350;

/**
 * Makes a code for an address and writes the letter, if somebody here has that address. A stranger's address
 * takes the same time and gets the same answer. An earlier code stops working.
 */
export async function sendCode(db: Database, address: string): Promise<void> {
  const email = address.trim().toLowerCase();
  await Promise.all([write(db, email), pause(shortestAnswer)]);
}

async function write(db: Database, email: string) {
  const id = randomUUID();
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const code_hash = await hashOf(code, id);
  await asking(db, { presented: email }, async (trx) => {
    await trx
      .insertInto("sign_in_code")
      .values({ id, email, code_hash, created_at: sql<Date>`clock_timestamp()`, expires_at: sql<Date>`now() + make_interval(mins => ${codeLife.minutes})` })
      .execute();
    const account = await trx.selectFrom("account").where("email", "=", email).select("id").executeTakeFirst();
    if (account) await trx.insertInto("mail").values({ id: randomUUID(), to_address: email, kind: "sign_in_code", ...codeLetter(code) }).execute();
  });
}

export type CodeOutcome = { accountId: string } | { refused: "wrong" | "spent" };

/**
 * Holds a typed code against the newest one for the address. A try is counted and kept before the code is
 * looked at, so that many guesses at once are still three.
 * @returns the account, or "wrong" while tries are left and "spent" when a new code is needed
 */
export async function tryCode(db: Database, address: string, typed: string): Promise<CodeOutcome> {
  const email = address.trim().toLowerCase();
  const [outcome] = await Promise.all([judge(db, email, typed.replaceAll(/\D/g, "")), pause(shortestAnswer)]);
  return outcome;
}

async function judge(db: Database, email: string, typed: string): Promise<CodeOutcome> {
  const tried = await asking(db, { presented: email }, (trx) => countTry(trx, email));
  const hash = await hashOf(typed, tried?.id ?? randomUUID());
  if (!tried) return { refused: "spent" };
  if (typed.length !== 6 || !timingSafeEqual(hash, tried.code_hash)) return { refused: tried.tries >= codeLife.tries ? "spent" : "wrong" };
  return asking(db, { presented: email }, async (trx): Promise<CodeOutcome> => {
    const used = await trx.updateTable("sign_in_code").set({ used_at: new Date() }).where("id", "=", tried.id).where("used_at", "is", null).executeTakeFirst();
    const account = await trx.selectFrom("account").where("email", "=", email).select("id").executeTakeFirst();
    return account && used.numUpdatedRows === 1n ? { accountId: account.id } : { refused: "spent" };
  });
}

/** The newest code of the address, one try poorer; nothing when it is used, old or has no try left. */
async function countTry(trx: Database, email: string) {
  const newest = await trx.selectFrom("sign_in_code").where("email", "=", email).orderBy("created_at", "desc").limit(1).select("id").executeTakeFirst();
  if (!newest) return undefined;
  return trx
    .updateTable("sign_in_code")
    .set({ tries: sql<number>`tries + 1` })
    .where("id", "=", newest.id)
    .where("used_at", "is", null)
    .where("tries", "<", codeLife.tries)
    .where("expires_at", ">", sql<Date>`now()`)
    .returning(["id", "tries", "code_hash"])
    .executeTakeFirst();
}

/** Only in development and in the demonstration network: the code of the newest letter, to show on the page. */
export async function shownCode(db: Database, address: string): Promise<string | undefined> {
  const email = address.trim().toLowerCase();
  return asking(db, { presented: email }, async (trx) => {
    const letter = await trx
      .selectFrom("mail")
      .where("to_address", "=", email)
      .where("kind", "=", "sign_in_code")
      .where("created_at", ">", sql<Date>`now() - make_interval(mins => ${codeLife.minutes})`)
      .orderBy("created_at", "desc")
      .limit(1)
      .select("body")
      .executeTakeFirst();
    return letter?.body.match(/^\d{6}/)?.[0];
  });
}

/** Slow on purpose: six digits are soon guessed from a stolen table. */
function hashOf(code: string, salt: string): Promise<Buffer> {
  return derive(code, salt, 32);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
