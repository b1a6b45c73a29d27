import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { recordViews, type Look } from "~/shared/views.server";
import { dayAt } from "~/shared/zoned";
import { clientOf, findHandover, findItem } from "./access.server";
import { letterWords } from "./letter";
import { canHandOver } from "./policy";
import { readWords } from "./words-to-know.server";

/**
 * What the next person should know of one person, the promises that go with them, and the letter to them: for those who
 * hold the case, before the day whoever hands it over, after it whoever has it. @throws not_found
 */
export async function wordsPage(trx: Database, actor: Actor, handoverId: string, itemId: string, how: Look["how"] = "page") {
  const item = await findItem(trx, itemId);
  if (item.handoverId !== handoverId) notFound();
  const clientId = await clientOf(trx, item);
  if (!clientId) notFound();
  const handover = await findHandover(trx, actor, handoverId);
  const { words, letter } = await readWords(trx, actor, item.id, how);
  const [person] = (await sql<{ name: string; next: string | null }>`
    select c.name, (select string_agg(a.name, ', ' order by a.name) from app.seat s join account a on a.id = s.account_id where s.post_id = ${item.toPostId}) as next
    from client c where c.id = ${clientId}`.execute(trx)).rows;
  if (!person) notFound();
  const { rows: steps } = await sql<{ id: string; words: string; dueOn: string | null }>`
    select id, words, due_on::text as "dueOn" from next_step where client_id = ${clientId} and done_at is null order by due_on nulls last, id limit 30`.execute(trx);
  await recordViews(trx, actor, [{ clientId, what: "person", how }, ...(steps.length > 0 ? [{ clientId, what: "steps" as const, how }] : [])]);
  const about = { person: person.name, leaver: handover.leaver ?? handover.postTitle, next: person.next, lastDay: dayAt(handover.lastAt) };
  return {
    handover: { id: handover.id, isLive: handover.state === "open" || handover.state === "sent", leaver: handover.leaver, postTitle: handover.postTitle, lastDay: about.lastDay },
    item: { id: item.id, choice: item.choice },
    person: { id: clientId, name: person.name },
    next: person.next,
    words,
    letter,
    usualLetter: letterWords(about),
    steps,
    canWrite: canHandOver(actor, handover) && handover.state !== "moved" && handover.state !== "called_off",
  };
}
