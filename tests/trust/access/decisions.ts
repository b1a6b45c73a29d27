import { propose } from "~/features/relationships/decisions/commands.server";
import { withActor } from "~/shared/actor.server";
import type { Cast } from "../../support/cast";
import type { TestDatabase } from "../../support/database";

/** What Bashir's Food Hub puts forward for itself and Aileen's Harbour to decide. */
export async function decisionsOf({ db }: Pick<TestDatabase, "db">, { bashir, organisations }: Cast): Promise<Record<"decisionId", string>> {
  return withActor(db, bashir, (trx) => propose(trx, bashir, { title: "One way to send people", summary: "Ring first.", named: [organisations.harbour] }));
}
