import { acceptTie, askForIntroduction, proposeTie } from "~/features/relationships/commands.server";
import { withActor } from "~/shared/actor.server";
import type { Cast } from "../../support/cast";
import type { TestDatabase } from "../../support/database";

/** What stands behind the addresses of ties, by the name of the part of the address. */
export type TiesScene = Record<"tieId" | "introductionId", string>;

/** A tie between Aileen's Harbour and Bashir's Food Hub that both said yes to; and Amir, who would like to meet the Food Hub. */
export async function tiesOf({ db }: Pick<TestDatabase, "db">, { aileen, bashir, amir, organisations }: Cast): Promise<TiesScene> {
  const { tieId } = await withActor(db, aileen, (trx) => proposeTie(trx, aileen, { organisationId: bashir.seat?.organisationId ?? "", purpose: "Food and company" }));
  await withActor(db, bashir, (trx) => acceptTie(trx, bashir, tieId, { version: 1 }));
  const { introductionId } = await withActor(db, amir, (trx) => askForIntroduction(trx, amir, { wantedId: organisations.foodHub, line: "About letters" }));
  return { tieId, introductionId };
}
