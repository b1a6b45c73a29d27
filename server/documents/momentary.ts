import type { News, Presence } from "./awareness";
import type { Gate } from "./gate";
import type { Peer } from "./peer";
import type { Room } from "./room";
import type { Frame } from "./wire";

/** Milliseconds. Carets leave this far apart at most, and with words where words are leaving anyway. */
const every = 100;
const atOnceAfter = 60;
const mostKept = 100;

type Generations = { client: number; staff: number };

/** Carets and presence: told only once the counts of changed rights have been read again after they were heard. */
export class Momentary {
  private timer: NodeJS.Timeout | undefined;
  private readonly toldAt = new WeakMap<Room, number>();
  private readonly asking = new Set<Peer>();

  constructor(
    private readonly gate: Pick<Gate, "generations">,
    private readonly presence: Presence,
    private readonly judge: (peers: Iterable<Peer>) => void,
  ) {}

  tell(): void {
    this.timer ??= setTimeout(() => void this.send(), every);
  }

  /** Who is there, for somebody who comes or asks: with the next news, and by the same rule. */
  tellAll(peer: Peer): void {
    this.asking.add(peer);
    this.tell();
  }

  /** News of a room that may travel with words whose transaction has not begun yet: it will read the counts. */
  takeAlong(room: Room): News | undefined {
    return Date.now() - (this.toldAt.get(room) ?? 0) < atOnceAfter ? undefined : this.presence.takeNewsOf(room);
  }

  /** Shows a room's news to whoever was judged at these counts; anybody else is judged first. */
  show(room: Room, news: News, at: Generations | undefined): void {
    this.toldAt.set(room, Date.now());
    for (const reader of room.peers) {
      if (news.peers.size === 1 && news.peers.has(reader)) continue;
      this.showTo(reader, news.frame, at);
    }
  }

  private showTo(reader: Peer, frame: Frame, at: Generations | undefined): void {
    if (at && reader.isJudgedSince(at.client, at.staff)) reader.sendMomentary(frame);
    else this.afterJudging(reader, frame);
  }

  private async send(): Promise<void> {
    this.timer = undefined;
    const news = [...this.presence.takeNews()].filter(([room]) => room.peers.size > 0);
    // What is shown is put together before the counts are read; what comes after them waits for the next.
    const answers = [...this.asking].flatMap((peer) => {
      const frame = peer.ended ? undefined : this.presence.all(peer.room);
      return frame ? [{ peer, frame }] : [];
    });
    this.asking.clear();
    const clients = new Set([...news.map(([room]) => room.clientId), ...answers.map(({ peer }) => peer.room.clientId)]);
    if (clients.size === 0) return;
    const now = await this.gate.generations([...clients]).catch(() => undefined);
    for (const [room, said] of news) this.show(room, said, now?.get(room.clientId));
    for (const { peer, frame } of answers) this.showTo(peer, frame, now?.get(peer.room.clientId));
  }

  /** Kept for whoever may still read: above all that somebody has gone. */
  private afterJudging(reader: Peer, frame: Frame): void {
    if (reader.unanswered.length < mostKept) reader.unanswered.push(() => reader.sendMomentary(frame));
    this.judge([reader]);
  }
}
