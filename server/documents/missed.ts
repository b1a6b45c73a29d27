import { closeCodes } from "~/shared/realtime";
import type { Services } from "~/shared/services.server";
import { clocksOf } from "./claims";
import type { Gate, Row } from "./gate";
import type { Room } from "./room";

/** How a room goes on from rows that were read late. */
type Outcomes = {
  /** To those who may read it, judged anew: nobody knows under which rights it was stored. */
  show(room: Room, data: Uint8Array): void;
  /** They cannot be read: the room is let go, and whoever is in it comes back to one read anew. */
  forget(room: Room): void;
};

/**
 * Rows that this process did not store: the last transaction of a server that was killed may commit after the next one
 * has read the document. The number of the next row tells. Until they are read no smaller form is made of the
 * room, which would lack them for good.
 */
export class Missed {
  constructor(
    private readonly gate: Pick<Gate, "load">,
    private readonly outcomes: Outcomes,
    private readonly log: Services["log"],
  ) {}

  /** Called with the number of a row that was just stored, before it is kept. */
  async before(seq: number, room: Room, connectionId: number): Promise<void> {
    if (seq <= room.seq + 1) return;
    const after = room.seq;
    room.lacking += 1;
    this.log.warn({ document: room.documentId, rows: seq - after - 1 }, "rows were stored by another process; reading them");
    try {
      const rows = await this.gate.load(connectionId, after);
      for (const row of rows) if (row.isSnapshot || row.seq < seq) this.keep(room, row);
      room.lacking -= 1;
    } catch (error) {
      this.log.warn({ document: room.documentId, error: String(error) }, "missed rows could not be read");
      this.outcomes.forget(room);
      for (const peer of [...room.peers]) peer.cut(closeCodes.restarting);
    }
  }

  private keep(room: Room, { data }: Row): void {
    // Under the newest number: whatever is already folded together up to it does not hold this.
    room.keep(room.seq, data);
    room.reach(clocksOf(room.whole()));
    this.outcomes.show(room, data);
  }
}
