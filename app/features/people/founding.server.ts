import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "~db/client";
import { AppError, databaseReason } from "~/shared/errors";
import { hashOfToken } from "./invitations.server";
import type { Network } from "./network.server";

export type Founding = { name: string; kind: Network["kind"]; facilitatorName: string; facilitatorEmail: string };

/**
 * Founds the one network of this database, with its first facilitator's seat and invitation.
 * @returns the token of the invitation's link
 * @throws conflict when there is a network
 */
export async function foundNetwork(db: Database, { name, kind, facilitatorName, facilitatorEmail }: Founding): Promise<{ token: string }> {
  const token = randomBytes(32).toString("base64url");
  await sql`select app.found_network(${randomUUID()}, ${name}, ${kind}, ${randomUUID()}, ${randomUUID()}, ${randomUUID()},
    ${facilitatorName}, ${facilitatorEmail.trim().toLowerCase()}, ${hashOfToken(token)})`
    .execute(db)
    .catch((error: unknown) => {
      if (databaseReason(error) === "network_exists") throw new AppError("conflict", "There is a network here already.");
      throw error;
    });
  return { token };
}
