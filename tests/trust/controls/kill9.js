/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "kill9"];

export const controls = [
  { name: "words are shown and acknowledged before they are stored", file: "server/documents/queue.ts", from: "const results = await this.gate.append(", to: "const early = new Map(); this.tell(batch, batch.map((piece, item) => ({ item, documentId: piece.peer.room.documentId, seq: piece.peer.room.seq + (early.set(piece.peer.room, (early.get(piece.peer.room) ?? 0) + 1), early.get(piece.peer.room)), clientGeneration: piece.peer.clientGeneration, staffGeneration: piece.peer.staffGeneration }))); batch.length = 0; await new Promise((resolve) => setTimeout(resolve, 400)); const results = await this.gate.append(" },
  { name: "an older smaller form takes the place of a newer one", file: "server/documents/room.ts", from: "if (seq < this.snapshotSeq) return;", to: "" },
  { name: "rows that another process stored are not read", file: "server/documents/hub.ts", from: "void this.missed.before(seq, room, peer.connectionId);", to: "" },
];
