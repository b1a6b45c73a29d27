import * as Y from "yjs";
import { Saving } from "~/features/writing/saving";
import { pause } from "./wait";
import type { Random } from "./size";
import { SyncClient, textOf, type SyncOptions } from "./sync-client";

type Sent = { token: string; number: number; at: number };

/**
 * Somebody who types a word of their own again and again, remembers under which number each went out, and comes
 * back with the same words after the server has died.
 */
export class Writer {
  readonly doc = new Y.Doc();
  client: SyncClient | undefined;
  /** What the page would say of their words. */
  readonly saving = new Saving(() => {});
  /** Milliseconds from each word's leaving to its acknowledgement, since they were last taken. */
  private took: number[] = [];
  private sent: Sent[] = [];
  private readonly acknowledged = new Set<string>();
  private typed = 0;

  constructor(
    readonly name: string,
    private readonly options: Omit<SyncOptions, "doc">,
  ) {}

  /** @param stillTyping a word leaves as soon as the socket is open, ahead of any handshake */
  async join({ stillTyping = false } = {}): Promise<void> {
    this.settle();
    this.sent = [];
    this.saving.disconnected();
    const client = new SyncClient({ ...this.options, doc: this.doc });
    this.client = client;
    client.socket.on("message", () => this.settle());
    if (stillTyping) client.socket.once("open", () => this.word());
    await client.until(() => client.synced, "first sync");
    await client.caughtUp();
  }

  /** Types until told to stop; a dead socket ends it too. */
  async typeUntil(stopped: () => boolean, random: Random, everyMs: number): Promise<void> {
    while (!stopped() && !this.client?.isClosed) {
      this.word();
      await pause(everyMs * (0.5 + random.next()));
    }
  }

  /** Types a word of their own, with a long one behind it where so many letters are asked for. */
  word(letters = 0): string {
    const token = `${this.name}.${++this.typed};`;
    const before = this.client?.sent ?? 0;
    this.saving.wrote(Y.getState(this.doc.store, this.doc.clientID));
    this.client?.type(token + " ".repeat(letters));
    const number = this.client?.sent ?? 0;
    if (number > before) {
      this.sent.push({ token, number, at: performance.now() });
      this.saving.sent(number);
    }
    return token;
  }

  /** Every word of theirs that was ever acknowledged, over all connections. */
  allAcknowledged(): ReadonlySet<string> {
    this.settle();
    return this.acknowledged;
  }

  /** What they read of others. */
  seenOfOthers(): string[] {
    return [...wordsIn(textOf(this.doc)).keys()].filter((token) => !token.startsWith(`${this.name}.`));
  }

  takeTimes(): number[] {
    return this.took.splice(0);
  }

  private settle() {
    const reached = this.client?.acknowledged ?? 0;
    this.saving.acknowledged(reached);
    while (this.sent[0] && this.sent[0].number <= reached) {
      const { token, at } = this.sent.shift() as Sent;
      this.acknowledged.add(token);
      this.took.push(performance.now() - at);
    }
  }
}

/** Words in a text, each with how often it is there. */
export function wordsIn(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [token] of text.matchAll(/[\w-]+\.\d+;/g)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

/** A replica's bytes in one canonical form: what a fresh document makes of them. */
export function canonicalBytes(doc: Y.Doc): string {
  const fresh = new Y.Doc();
  Y.applyUpdate(fresh, Y.encodeStateAsUpdate(doc));
  return Buffer.from(Y.encodeStateAsUpdate(fresh)).toString("base64");
}

/** What a newcomer reads now. */
export async function readAnew(options: SyncOptions): Promise<{ text: string; doc: Y.Doc }> {
  const client = await SyncClient.join(options);
  const answer = { text: textOf(client.doc), doc: client.doc };
  await client.close();
  return answer;
}
