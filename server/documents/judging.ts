import { closeCodes } from "~/shared/realtime";
import type { Services } from "~/shared/services.server";
import type { Gate, Rejudged } from "./gate";
import type { Peer } from "./peer";

type Outcomes = {
  /** It may go on as it was: what waited for this may move. */
  goesOn(peer: Peer): void;
  /** No right at all. */
  shutOut(peer: Peer, code: number): void;
  /** A different right: it comes back and is judged from the start. */
  sentBack(peer: Peer): void;
};

const mostAtOnce = 1_000;

/** Asks PostgreSQL again what connections may do, many in one question. The only place that ends a right here. */
export class Judging {
  private readonly waiting = new Set<Peer>();
  private running = false;

  constructor(
    private readonly gate: Pick<Gate, "judgeAgain" | "open">,
    private readonly outcomes: Outcomes,
    private readonly log: Services["log"],
  ) {}

  ask(peers: Iterable<Peer>): void {
    for (const peer of peers) {
      if (peer.ended) peer.hurry();
      else this.waiting.add(peer);
    }
    if (this.running || this.waiting.size === 0) return;
    this.running = true;
    queueMicrotask(() => void this.run());
  }

  private async run(): Promise<void> {
    while (this.waiting.size > 0) {
      const peers = [...this.waiting].slice(0, mostAtOnce);
      for (const peer of peers) this.waiting.delete(peer);
      try {
        const answers = await this.gate.judgeAgain(peers.map((peer) => peer.connectionId));
        for (const peer of peers) await this.settle(peer, answers.get(peer.connectionId));
      } catch (error) {
        this.log.warn({ error: String(error) }, "rights could not be asked again");
        for (const peer of peers) if (!peer.ended) this.waiting.add(peer);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
    this.running = false;
  }

  private async settle(peer: Peer, answer: Rejudged | undefined): Promise<void> {
    if (peer.ended) return;
    // The database may have lost its judgements in a crash: then this one is made anew, look and all.
    const now = answer ?? (await this.gate.open(peer.room.documentId, peer.sessionId));
    if (!now || now.level === "none") return this.outcomes.shutOut(peer, closeCodes.ended);
    if (now.level === "signed_out") return this.outcomes.shutOut(peer, closeCodes.signedOut);
    const changed = peer.level !== now.level;
    peer.connectionId = now.connectionId;
    peer.takeJudgement(now);
    if (changed) return this.outcomes.sentBack(peer);
    // Asked again while this was on its way: what waits now may be newer than this answer.
    if (!this.waiting.has(peer)) this.outcomes.goesOn(peer);
  }
}
