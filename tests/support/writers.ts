import * as Y from "yjs";
import { pause } from "./wait";
import type { Random } from "./size";
import { SyncClient, textOf, type SyncOptions } from "./sync-client";

type Sent = { token: string; number: number };

/**
 * Somebody who types a word of their own again and again, remembers under which number each went out, and comes
 * back with the same words after the server has died.
 */
export class Writer {
  readonly doc = new Y.Doc();
  client: SyncClient | undefined;
  private sent: Sent[] = [];
  private readonly acknowledged = new Set<string>();
  private typed = 0;

  constructor(
    readonly name: string,
    private readonly options: Omit<SyncOptions, "doc">,
  ) {}

  async join(): Promise<void> {
    this.settle();
    this.sent = [];
    this.client = await SyncClient.join({ ...this.options, doc: this.doc });
  }

  /** Types until told to stop; a dead socket ends it too. */
  async typeUntil(stopped: () => boolean, random: Random, everyMs: number): Promise<void> {
    while (!stopped() && !this.client?.isClosed) {
      this.word();
      await pause(everyMs * (0.5 + random.next()));
    }
  }

  word(): string {
    const token = `${this.name}.${++this.typed};`;
    const before = this.client?.sent ?? 0;
    this.client?.type(token);
    if ((this.client?.sent ?? 0) > before) this.sent.push({ token, number: this.client?.sent ?? 0 });
    return token;
  }

  /** Every word of theirs that was ever acknowledged, over all connections. */
  allAcknowledged(): Set<string> {
    this.settle();
    return this.acknowledged;
  }

  private settle() {
    const reached = this.client?.acknowledged ?? 0;
    for (const { token, number } of this.sent) if (number <= reached) this.acknowledged.add(token);
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
