import { sql } from "kysely";
import type { Database } from "~db/client";
import type { PostRole } from "~/shared/actor";

export type Network = { id: string; name: string; kind: "demonstration" | "real"; /** A demonstration that was cut off while it was being planted. */ isHalfPlanted: boolean };

/** The network this installation serves, or undefined before it is founded. */
export async function networkOf(db: Database): Promise<Network | undefined> {
  const row = await db.selectFrom("network").select(["id", "name", "kind", "planting_since"]).executeTakeFirst();
  if (!row) return undefined;
  const { planting_since: plantingSince, ...network } = row;
  const kind = row.kind === "demonstration" ? "demonstration" : "real";
  return { ...network, kind, isHalfPlanted: plantingSince !== null };
}

export type DemonstrationPerson = { accountId: string; name: string; email: string; post: string; role: PostRole; organisation: string };

/** Who one can sign in as; empty in a real network, by the database's own rule. */
export async function demonstrationPeople(db: Database): Promise<DemonstrationPerson[]> {
  const { rows } = await sql<DemonstrationPerson>`
    select account_id as "accountId", name, email, post, role, organisation from app.demonstration_people()`.execute(db);
  return rows;
}

/** Says that the demonstration is being planted, and that everybody of it is there. */
export async function demonstrationIsPlanted(db: Database, done: boolean): Promise<void> {
  await sql`select app.demonstration_is_planted(${done})`.execute(db);
}
