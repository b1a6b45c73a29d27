import type { Database } from "~db/client";
import type { Documents } from "~/shared/services.server";
import { wordsFor } from "~/features/writing/words.server";
import type { StoredRow } from "../../agenda/AgendaTable";

export type AgendaWords = { documentId: string; mayWrite: boolean; rows: StoredRow[] };

/** The agenda as it is stored, to read at once and on paper. The caller has found the event. @throws not_found */
export async function agendaOf(trx: Database, documents: Documents, eventId: string): Promise<AgendaWords> {
  const { documentId, mayWrite } = await wordsFor(trx, documents, { eventId, kind: "agenda" });
  const stored = (await documents.read(trx, [documentId])).get(documentId);
  return { documentId, mayWrite, rows: stored?.rows ?? [] };
}
