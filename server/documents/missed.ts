import { closeCodes } from "~/shared/realtime";
import type { Services } from "~/shared/services.server";
import { reachedBy } from "./claims";
import type { Gate, Row } from "./gate";
import type { Peer } from "./peer";
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
    this.log.warn({ document: room.documentId, rows: seq - room.seq - 1 }, "rows were stored unheard; reading them");
    await this.read(room, connectionId, seq);
  }

  /** Words were given up of which an earlier try was never answered: they may be stored, and no later row tells. */
  async perhaps(room: Room, givenUpBy: Peer): Promise<void> {
    const peer = [...room.peers].find((one) => one !== givenUpBy && !one.ended);
    if (!peer) return this.outcomes.forget(room);
    room.storedUnder(peer.clientGeneration, peer.staffGeneration);
    await this.read(room, peer.connectionId, Number.POSITIVE_INFINITY);
  }

  private async read(room: Room, connectionId: number, before: number): Promise<void> {
    room.lacking += 1;
    try {
      const rows = await this.gate.load(connectionId, room.seq);
      for (const row of rows) if (row.isSnapshot || row.seq < before) this.keep(room, row);
      room.lacking -= 1;
    } catch (error) {
      this.log.warn({ document: room.documentId, error: String(error) }, "missed rows could not be read");
      this.outcomes.forget(room);
      for (const peer of room.peers) peer.cut(closeCodes.restarting);
    }
  }

  private keep(room: Room, { seq, data }: Row): void {
    // Under the newest number: whatever is already folded together up to it does not hold this.
    room.keep(Math.max(room.seq, seq), data);
    room.reach(reachedBy(data));
    this.outcomes.show(room, data);
  }
}
