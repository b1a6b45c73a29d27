import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { isId } from "~/shared/ids";
import { addDays, addMonths, dayAt, isMonth } from "~/shared/zoned";
import { canEnd } from "../../gaps/policy";
import { sharedLinesOf } from "../../shadowing/after/shared-lines.server";
import { learningLog } from "../commands.server";

export type LogFilter = { words: string; month: string; organisationId: string; page: number };

/** What is asked of the log, from the address; what makes no sense is left out. */
export function logFilter(asked: URLSearchParams): LogFilter {
  const [month, organisationId] = [asked.get("month") ?? "", asked.get("organisation") ?? ""];
  return {
    words: (asked.get("words") ?? "").slice(0, 200).trim(),
    month: isMonth(month) ? month : "",
    organisationId: isId(organisationId) ? organisationId : "",
    page: Math.min(1_000, Math.max(1, Math.trunc(Number(asked.get("page"))) || 1)),
  };
}

/** The network's log by its words, its month, its organisation; and, of one organisation, what was shared after shadow days. */
export async function logPage(trx: Database, actor: Actor, filter: LogFilter, now: Date) {
  const { words, month, organisationId, page } = filter;
  const days = month ? { from: `${month}-01`, until: addDays(`${addMonths(month, 1)}-01`, -1) } : {};
  const { entries, more } = await learningLog(trx, actor, { words, page, ...days, ...(organisationId ? { organisationId } : {}) });
  return {
    entries: entries.map((entry) => ({ ...entry, mayTakeBack: canEnd(actor, entry) })),
    more,
    organisations: await organisationsInLog(trx),
    shared: organisationId && page === 1 ? await sharedLinesOf(trx, actor, organisationId) : [],
    today: dayAt(now),
  };
}

export type LogShown = Awaited<ReturnType<typeof logPage>>;

/** Those that wrote in it, by name. */
async function organisationsInLog(trx: Database): Promise<{ value: string; label: string }[]> {
  return trx
    .selectFrom("organisation")
    .where(({ exists, selectFrom }) => exists(selectFrom("learning_entry as entry").whereRef("entry.organisation_id", "=", "organisation.id").where("entry.ended_at", "is", null).select("entry.id")))
    .orderBy("organisation.name")
    .limit(300)
    .select(["organisation.id as value", "organisation.name as label"])
    .execute();
}
