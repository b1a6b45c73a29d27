import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { asking, type Database } from "~db/client";
import { consentLife } from "./consent";

export type RenewalDue = { grantId: string; clientId: string; validUntil: Date; accountId: string; email: string };

/** Grants that end within thirty days and who leads those cases. Answers only inside `asking(db, { duty: "renewal" }, …)`. */
export async function renewalsDue(trx: Database, days: number = consentLife.soonDays): Promise<RenewalDue[]> {
  const { rows } = await sql<RenewalDue>`
    select grant_id as "grantId", client_id as "clientId", valid_until as "validUntil", account_id as "accountId", email from app.renewals_due(${days})`.execute(trx);
  return rows;
}

/**
 * The daily job: one letter to each lead when consent ends in thirty days and again in seven, naming nobody.
 * Run it once a day. @returns how many letters were written
 */
export async function remindOfRenewals(db: Database, baseUrl: string, now = new Date()): Promise<number> {
  return asking(db, { duty: "renewal" }, async (trx) => {
    const reminded = (await renewalsDue(trx)).filter(({ validUntil }) => {
      const days = Math.ceil((validUntil.getTime() - now.getTime()) / 86_400_000);
      return days === consentLife.soonDays || days === 7;
    });
    const people = new Map<string, Set<string>>();
    for (const due of reminded) people.set(due.email, (people.get(due.email) ?? new Set()).add(due.clientId));
    for (const [email, clients] of people) {
      const many = clients.size === 1 ? "one person you support ends" : `${clients.size} people you support ends`;
      const body = `What was agreed with ${many} soon. Ask them again when you next meet, if they still want it.\n\nToday shows you who: ${baseUrl}/today\n`;
      await trx.insertInto("mail").values({ id: randomUUID(), to_address: email, subject: "Time to ask again", body, kind: "renewal" }).execute();
    }
    return people.size;
  });
}
