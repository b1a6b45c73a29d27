import type { Gate } from "./gate";
import type { Judging } from "./judging";
import type { Room } from "./room";

const recheckEvery = 2_000;
const touchEvery = 60_000;
const forgetEvery = 3_600_000;

/** What is looked after without anybody asking: rights that changed unheard, sessions at work, judgements left behind. */
export class Rounds {
  private readonly timer: NodeJS.Timeout;
  private touchedAt = 0;
  private forgotAt = 0;

  constructor(
    private readonly rooms: ReadonlyMap<string, Room>,
    private readonly gate: Pick<Gate, "generations" | "touch" | "forget">,
    private readonly judging: Pick<Judging, "ask">,
  ) {
    this.timer = setInterval(() => void this.go(), recheckEvery);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Also without a word from PostgreSQL: a lost notification costs two seconds, a lapsed date none. */
  private async go(): Promise<void> {
    const rooms = [...this.rooms.values()].filter((room) => room.peers.size > 0);
    if (rooms.length === 0) return;
    await this.touchSessions(rooms);
    if (Date.now() - this.forgotAt > forgetEvery) {
      this.forgotAt = Date.now();
      await this.gate.forget().catch(() => {});
    }
    const now = await this.gate.generations([...new Set(rooms.map((room) => room.clientId))]).catch(() => undefined);
    if (!now) return;
    for (const room of rooms) {
      const at = now.get(room.clientId);
      this.judging.ask([...room.peers].filter((peer) => !at || !peer.isJudgedSince(at.client, at.staff)));
    }
  }

  /** Somebody who writes here is not away from their desk, though they ask for no page. */
  private async touchSessions(rooms: Room[]): Promise<void> {
    if (Date.now() - this.touchedAt < touchEvery) return;
    this.touchedAt = Date.now();
    const stirred = rooms.flatMap((room) => [...room.peers]).filter((peer) => peer.stirred);
    for (const peer of stirred) peer.stirred = false;
    if (stirred.length > 0) await this.gate.touch([...new Set(stirred.map((peer) => peer.sessionId))]).catch(() => {});
  }
}
