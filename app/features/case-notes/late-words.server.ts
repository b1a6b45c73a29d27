import type { Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import type { Documents } from "~/shared/services.server";
import { recordViews } from "~/shared/views.server";
import { visibleClients } from "./access.server";

export type LateWords = { id: string; cameAt: Date; text: string; handedOverAt: Date | null; /** Only for those who still may see the person. */ person: { id: string; name: string } | undefined; writer: string };

/** The actor's own words that came too late and still wait, and those handed over to them as holders of the case. */
export async function lateWordsOf(trx: Database, actor: Actor, documents: Documents): Promise<{ own: LateWords[]; handed: LateWords[] }> {
  const rows = await trx
    .selectFrom("late_words")
    .innerJoin("account", "account.id", "late_words.account_id")
    .where("thrown_away_at", "is", null)
    .where((where) =>
      where.or([
        where.and([where("late_words.account_id", "=", actor.accountId), where("handed_over_at", "is", null)]),
        where.and([where("late_words.account_id", "<>", actor.accountId), where("handed_over_at", "is not", null)]),
      ]),
    )
    .orderBy("came_at", "desc")
    .limit(50)
    .select(["late_words.id", "client_id as clientId", "account_id as accountId", "account.name as writer", "data", "came_at as cameAt", "handed_over_at as handedOverAt"])
    .execute();
  const people = await namesOf(trx, rows.map((row) => row.clientId));
  await recordViews(trx, actor, rows.filter((row) => people.has(row.clientId)).map((row) => ({ clientId: row.clientId, what: "late_words" as const, subjectId: row.id, how: "page" as const })));
  const lines = await Promise.all(
    rows.map(async ({ data, clientId, accountId, ...row }) => {
      const name = people.get(clientId);
      return { ...row, text: await documents.textOf(data), person: name === undefined ? undefined : { id: clientId, name }, mine: accountId === actor.accountId };
    }),
  );
  return { own: lines.filter((line) => line.mine), handed: lines.filter((line) => !line.mine) };
}

/** Throws one's own late words away, or hands them to the data lead; either once. @throws not_found */
export async function settleLateWords(trx: Database, actor: Actor, id: string, what: "throw_away" | "hand_over"): Promise<void> {
  if (!isId(id)) notFound();
  const row = await trx
    .selectFrom("late_words")
    .where("id", "=", id)
    .where("account_id", "=", actor.accountId)
    .select(["client_id", "thrown_away_at", "handed_over_at"])
    .executeTakeFirst();
  if (!row) notFound();
  if (row.thrown_away_at || row.handed_over_at) return;
  await trx
    .updateTable("late_words")
    .set(what === "throw_away" ? { thrown_away_at: new Date() } : { handed_over_at: new Date() })
    .where("id", "=", id)
    .execute();
  await recordActivity(trx, actor, { kind: what === "throw_away" ? "late.thrown" : "late.handed", ...(what === "hand_over" ? { clientId: row.client_id } : {}), subjectKind: "late_words", subjectId: id });
}

async function namesOf(trx: Database, clientIds: string[]): Promise<Map<string, string>> {
  if (clientIds.length === 0) return new Map();
  const rows = await visibleClients(trx).where("client.id", "in", clientIds).select(["client.id", "client.name"]).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
