import { sql } from "kysely";
import { logOf, momentsOf } from "~/features/writing/past.server";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { AppError, notFound } from "~/shared/errors";
import type { Services } from "~/shared/services.server";
import type { Database } from "~db/client";
import { sectionDoor } from "./section-door.server";

type Where = { clientId: string; noteId: string; sectionId: string };

/**
 * The past of a section as moments with who, when and the words then, oldest first. The look is written down by
 * the database with the read (app.document_history). @throws not_found
 */
export async function sectionHistory({ db, documents }: Services, actor: Actor, at: Where) {
  const { section, rows, rewinds } = await withActor(db, actor, async (trx) => {
    const found = await sectionDoor(trx, actor, at);
    return { section: found, rows: await logOf(trx, found.documentId), rewinds: await rewindsOf(trx, found.id) };
  });
  return {
    section: { id: section.id, title: section.title, noteTitle: section.noteTitle, mayWrite: section.mayWrite },
    person: { id: section.person.id, name: section.person.name },
    noteId: at.noteId,
    points: await momentsOf(documents, rows, rewinds),
  };
}

/**
 * Makes a section read as it did at a moment, as a new edit by the actor. Nothing of its past is lost.
 * @throws not_found, ended when the right to write is gone, wrong_entry for a moment it does not have
 */
export async function rewindSection({ db, documents }: Services, actor: Actor, at: Where, seq: number): Promise<void> {
  const section = await withActor(db, actor, (trx) => sectionDoor(trx, actor, at));
  if (!section.mayWrite) notFound();
  if (!Number.isSafeInteger(seq) || seq < 1) throw new AppError("wrong_entry", "Choose a moment on the line first.");
  await documents.rewind(section.documentId, actor.sessionId, seq);
  await withActor(db, actor, async (trx) => {
    const made = (await logOf(trx, section.documentId)).findLast((row) => row.account_id === actor.accountId);
    await recordActivity(trx, section.person.actor, {
      kind: "section.rewound",
      clientId: section.clientId,
      subjectKind: "section",
      subjectId: section.id,
      scope: section.scope,
      detail: { seq, made: made?.seq ?? null },
    });
  });
}

/** The rows that took the section back, as the activity of each says. */
async function rewindsOf(trx: Database, sectionId: string): Promise<Set<number>> {
  const { rows } = await sql<{ made: number }>`
    select (detail->>'made')::bigint as made from activity
    where subject_id = ${sectionId}::uuid and kind = 'section.rewound' and detail->>'made' is not null`.execute(trx);
  return new Set(rows.map((row) => row.made));
}
