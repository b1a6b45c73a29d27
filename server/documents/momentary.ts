import type { Presence } from "./awareness";
import type { Gate } from "./gate";
import type { Peer } from "./peer";
import type { Frame } from "./wire";

const every = 100;
const mostKept = 100;

/** Carets and presence leave together, 100 ms apart at most, after the counts of changed rights have been read again. */
export class Momentary {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly gate: Pick<Gate, "generations">,
    private readonly presence: Presence,
    private readonly judge: (peers: Iterable<Peer>) => void,
  ) {}

  tell(): void {
    this.timer ??= setTimeout(() => void this.send(), every);
  }

  private async send(): Promise<void> {
    this.timer = undefined;
    const news = [...this.presence.takeNews()].filter(([room]) => room.peers.size > 0);
    if (news.length === 0) return;
    const now = await this.gate.generations([...new Set(news.map(([room]) => room.clientId))]).catch(() => undefined);
    for (const [room, said] of news) {
      const at = now?.get(room.clientId);
      for (const reader of room.peers) {
        if (said.peers.size === 1 && said.peers.has(reader)) continue;
        if (at && reader.isJudgedSince(at.client, at.staff)) reader.sendMomentary(said.frame);
        else this.afterJudging(reader, said.frame);
      }
    }
  }

  /** Kept for whoever may still read: above all that somebody has gone. */
  private afterJudging(reader: Peer, frame: Frame): void {
    if (reader.unanswered.length < mostKept) reader.unanswered.push(() => reader.sendMomentary(frame));
    this.judge([reader]);
  }
}
