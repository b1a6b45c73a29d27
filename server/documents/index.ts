import { sql } from "kysely";
import type { Database } from "~db/client";
import { AppError } from "~/shared/errors";
import type { Documents, DocumentText, Services } from "~/shared/services.server";
import { createGate, type Gate } from "./gate";
import { Hub } from "./hub";
import { Peer } from "./peer";
import { createDocumentSockets } from "./socket";
import { Workshop } from "./workshop";
import type { OpenDatabase } from "../open-database";

/** The document server of this process, and what features may ask of it. */
export function createDocuments({ pool, words }: Pick<OpenDatabase, "pool" | "words">, log: Services["log"]) {
  const gate = createGate(pool, words);
  const workshop = new Workshop();
  const hub = new Hub(gate, workshop, log);
  return { hub, accept: createDocumentSockets(hub, gate, log), documents: featureSide(hub, gate, workshop), stop: () => hub.stop() };
}

function featureSide(hub: Hub, gate: Gate, workshop: Workshop): Documents {
  return {
    async read(trx, documentIds) {
      const parts = await storedParts(trx, documentIds);
      const texts = await Promise.all(
        [...parts].map(async ([documentId, bytes]): Promise<[string, DocumentText]> => [documentId, { documentId, ...(await workshop.do("read", { parts: bytes })) }]),
      );
      return new Map(texts);
    },
    replay: (rows, at) => workshop.do("replay", { rows, at }),
    textOf: (update) => workshop.do("scraps", { update }),
    write: (documentId, sessionId, paragraphs) => asPeer(documentId, sessionId, (parts) => workshop.do("append", { parts, paragraphs })),
    rewind: (documentId, sessionId, seq) =>
      asPeer(documentId, sessionId, async (parts, connectionId) => {
        const past = (await gate.past(connectionId, seq)).map((row) => row.data);
        return workshop.do("rewind", { parts, past });
      }),
  };

  /** Makes an edit through the gate as a session does, without a socket. */
  async function asPeer(documentId: string, sessionId: string, edit: (parts: Uint8Array[], connectionId: number) => Promise<Uint8Array>) {
    const judgement = await gate.open(documentId, sessionId);
    if (!judgement) throw new AppError("not_found");
    if (judgement.level !== "write") throw new AppError("ended");
    const room = await hub.roomFor(documentId, judgement);
    const peer = new Peer(room, judgement, sessionId, false, undefined, undefined);
    hub.join(peer);
    try {
      const update = await edit(room.parts(), judgement.connectionId);
      const refused = hub.take(peer, update, 1);
      if (refused) throw new AppError("conflict", "Someone changed this at the same moment. Look again and try once more.");
      await hub.drained();
      if (peer.committed === 0) throw new AppError("ended");
    } finally {
      hub.leave(peer);
    }
  }
}

async function storedParts(trx: Database, documentIds: string[]): Promise<Map<string, Uint8Array[]>> {
  if (documentIds.length === 0) return new Map();
  const { rows } = await sql<{ document_id: string; data: Uint8Array }>`
    select document_id, data from app.read_documents(${documentIds}::uuid[])`.execute(trx);
  const parts = new Map<string, Uint8Array[]>();
  for (const row of rows) parts.set(row.document_id, [...(parts.get(row.document_id) ?? []), row.data]);
  return parts;
}

