import type { Presence } from "./awareness";
import type { Gate } from "./gate";
import type { Peer } from "./peer";

const every = 100;

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
      if (!at) continue;
      for (const reader of room.peers) {
        if (said.peers.size === 1 && said.peers.has(reader)) continue;
        if (reader.isJudgedSince(at.client, at.staff)) reader.sendMomentary(said.frame);
        else this.judge([reader]);
      }
    }
  }
}
