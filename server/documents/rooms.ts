import type { Services } from "~/shared/services.server";
import { Folding } from "./folding";
import type { Gate, Judgement } from "./gate";
import { Room } from "./room";
import type { Workshop } from "./workshop";

const unloadAfter = 60_000;
const settleEvery = 20;

/** The open documents of this process: read from the log when somebody comes, made smaller, let go when nobody is left. */
export class Rooms {
  readonly open = new Map<string, Room>();
  private readonly opening = new Map<string, Promise<Room>>();
  private readonly folding: Folding;
  private readonly toFold = new Set<Room>();
  private readonly timer: NodeJS.Timeout;
  /** Rooms let go with words still on their way: who comes back is not judged against a log that lacks them. */
  private readonly settling = new Map<string, Room>();

  constructor(
    private readonly gate: Pick<Gate, "load" | "writers" | "saveSnapshot">,
    private readonly hasWordsOnTheirWay: (room: Room) => boolean,
    workshop: Pick<Workshop, "do">,
    log: Services["log"],
  ) {
    this.folding = new Folding(gate, workshop, log);
    this.timer = setInterval(() => void this.unloadIdle(), unloadAfter / 2);
    this.timer.unref();
  }

  /** The room of a document, opened for a connection that may read it. */
  async of(documentId: string, judgement: Judgement): Promise<Room> {
    const open = this.open.get(documentId);
    if (open) return open;
    const begun = this.opening.get(documentId) ?? this.load(documentId, judgement);
    this.opening.set(documentId, begun);
    try {
      return await begun;
    } finally {
      this.opening.delete(documentId);
    }
  }

  private async load(documentId: string, { clientId, connectionId, clientGeneration, staffGeneration }: Judgement): Promise<Room> {
    await this.settled(documentId);
    const [rows, writers] = await Promise.all([this.gate.load(connectionId, 0), this.gate.writers(connectionId)]);
    const folded = await this.folding.beforeLoading(rows);
    const room = new Room(documentId, clientId, folded, writers);
    room.storedUnder(clientGeneration, staffGeneration);
    if (folded !== rows) {
      room.unsavedRows = rows.length;
      this.toFold.add(room);
    }
    this.open.set(documentId, room);
    return room;
  }

  /** Lets go of a room that no longer holds what the log holds. */
  forget(room: Room): void {
    if (this.open.get(room.documentId) !== room) return;
    this.open.delete(room.documentId);
    this.settling.set(room.documentId, room);
  }

  private async settled(documentId: string): Promise<void> {
    for (let room = this.settling.get(documentId); room && this.hasWordsOnTheirWay(room); room = this.settling.get(documentId)) await new Promise((resolve) => setTimeout(resolve, settleEvery));
    this.settling.delete(documentId);
  }

  /** Notes that a room has grown; it is made smaller once its words have been told. */
  hasGrown(room: Room): void {
    if (this.folding.isDue(room)) this.toFold.add(room);
  }

  foldWhatHasGrown(): void {
    for (const room of this.toFold) void this.folding.fold(room);
    this.toFold.clear();
  }

  private async unloadIdle(): Promise<void> {
    for (const room of this.open.values()) {
      if (isNeeded(room) || Date.now() - room.emptySince < unloadAfter) continue;
      await this.folding.fold(room);
      if (!isNeeded(room)) this.open.delete(room.documentId);
    }
  }

  /** Stores a smaller form of everything that has grown since its last. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all([...this.open.values()].map((room) => this.folding.fold(room)));
  }
}

/** Somebody is there, or has gone with words still on their way. */
function isNeeded(room: Room): boolean {
  return room.peers.size > 0 || room.leaving.size > 0;
}
