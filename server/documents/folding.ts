import type { Services } from "~/shared/services.server";
import type { Gate, Row } from "./gate";
import type { Room } from "./room";
import type { Workshop } from "./workshop";

/** Rows or bytes beyond the stored snapshot after which a smaller form is made. */
const after = { rows: 1_000, bytes: 256 * 1024 };

/** Makes smaller forms of documents in the worker and stores them. The log stays as it is. */
export class Folding {
  constructor(
    private readonly gate: Pick<Gate, "saveSnapshot">,
    private readonly workshop: Pick<Workshop, "do">,
    private readonly log: Services["log"],
  ) {}

  isDue(room: Room): boolean {
    return room.unsavedRows > after.rows || room.unsavedBytes > after.bytes;
  }

  async fold(room: Room): Promise<void> {
    if (room.compacting || room.lacking > 0 || room.unsavedRows === 0) return;
    room.compacting = true;
    const { seq, unsavedRows, unsavedBytes } = room;
    try {
      const made = await this.workshop.do("compact", { parts: room.parts() });
      await this.gate.saveSnapshot(room.documentId, seq, made);
      room.fold(seq, made.data);
      room.unsavedRows -= unsavedRows;
      room.unsavedBytes -= unsavedBytes;
    } catch (error) {
      this.log.warn({ document: room.documentId, error: String(error) }, "snapshot not made");
    } finally {
      room.compacting = false;
    }
  }

  /** A log that was never folded, as after a crash, is made small before it is held in memory. */
  async beforeLoading(rows: Row[]): Promise<Row[]> {
    const last = rows.at(-1);
    if (rows.length <= after.rows || !last) return rows;
    return [{ seq: last.seq, ...(await this.workshop.do("compact", { parts: rows.map((row) => row.data) })), isSnapshot: true }];
  }
}
