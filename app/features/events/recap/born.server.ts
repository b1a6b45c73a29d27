import type { Database } from "~db/client";
import type { LearningEvent } from "../access.server";
import type { Birth } from "../words";

export type Born = { kind: Birth; gap?: { id: string; sentence: string } | undefined; organisations: { id: string; name: string }[] };

/** What an event came from: a gap, a tie that went quiet, referrals that were declined. A gap that was taken down says no more than that. */
export async function bornOfEvent(trx: Database, event: Pick<LearningEvent, "born" | "bornGapId" | "bornOrganisationId" | "bornOtherId">): Promise<Born | undefined> {
  if (!event.born) return undefined;
  const ids = [event.bornOrganisationId, event.bornOtherId].filter((id) => id !== null);
  const gap = event.bornGapId ? await trx.selectFrom("gap").where("id", "=", event.bornGapId).where("place", "<>", "taken_down").select(["id", "sentence"]).executeTakeFirst() : undefined;
  const organisations = ids.length > 0 ? await trx.selectFrom("organisation").where("id", "in", ids).orderBy("name").select(["id", "name"]).execute() : [];
  return { kind: event.born, gap, organisations };
}
