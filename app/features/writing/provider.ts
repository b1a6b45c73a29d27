import * as decoding from "lib0/decoding";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { closeCodes, messageTypes } from "~/shared/realtime";
import { waitBefore } from "./backoff";
import { countingSocket } from "./counting-socket";
import { peopleIn, type Present, samePeople } from "./presence";
import { type Saved, Saving } from "./saving";
import { type End, isEnd, type Status } from "./status";
import { updateOf, wordsSince } from "./unsent";

export type ConnectionState = {
  status: Status;
  saved: Saved;
  people: readonly Present[];
  /** Words of mine that were never committed, kept for me alone once this has ended. */
  unsent: { text: string; update: Uint8Array } | undefined;
  lastSavedAt: Date | undefined;
};

type Where = { url: string; documentId: string; accountId: string };

/**
 * One text's live words in this tab: document, connection, and what may truthfully be said about them. Words
 * live in memory only. When access ends, everything is taken down at once, before anyone is told.
 */
export class WordsConnection {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;
  readonly #accountId: string;
  readonly #saving: Saving;
  readonly #listeners = new Set<() => void>();
  #status: Status = "joining";
  #joined = false;
  #readOnly = false;
  #people: readonly Present[] = [];
  #unsent: ConnectionState["unsent"];
  #state: ConnectionState;

  constructor({ url, documentId, accountId }: Where) {
    this.#accountId = accountId;
    this.#saving = new Saving(() => this.#tell());
    this.doc.on("update", (_update: Uint8Array, origin: unknown) => {
      if (origin !== this.provider) this.#saving.wrote(Y.getState(this.doc.store, this.doc.clientID));
    });
    this.provider = new WebsocketProvider(url, documentId, this.doc, {
      connect: false,
      disableBc: true,
      params: { acks: "1" },
      // Asks again now and then, so that a quiet connection is told from a dead one.
      resyncInterval: 15_000,
      WebSocketPolyfill: countingSocket({ unsaved: () => this.#saving.unsaved, sent: (count) => this.#saving.sent(count) }),
      shouldReconnect: ({ code }) => !ends.has(code),
    });
    // The first state a client has is numbered 0, which others take for one they know; say it again, so that whoever
    // reads along without a caret is seen.
    this.provider.awareness.setLocalState({});
    this.#state = this.#look();
    this.#listen();
    this.provider.connect();
  }

  /** For useSyncExternalStore. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly state = (): ConnectionState => this.#state;

  get unsaved(): boolean {
    return this.#saving.unsaved;
  }

  /** Keeps words from leaving until `resume`: a withdrawal goes first. */
  pause(): void {
    this.provider.disconnect();
  }

  resume(): void {
    if (!this.over) this.provider.connect();
  }

  get over(): boolean {
    return isEnd(this.#status);
  }

  /** Nobody looks any more: others no longer see me here, but what is on its way may still arrive. */
  stepBack(): void {
    this.provider.awareness.setLocalState(null);
  }

  stepForward(): void {
    if (this.provider.awareness.getLocalState() === null) this.provider.awareness.setLocalState({});
  }

  /** The page has learnt that access ended before the connection has. @returns what may still be said, once */
  end(): Pick<ConnectionState, "lastSavedAt" | "unsent"> | undefined {
    if (this.over) return undefined;
    this.#end("ended");
    return this.#state;
  }

  destroy(): void {
    this.#listeners.clear();
    this.#saving.stop();
    this.provider.destroy();
    this.provider.awareness.destroy();
    this.doc.destroy();
  }

  #listen(): void {
    this.provider.messageHandlers[messageTypes.acknowledgement] = (_encoder, decoder) => this.#saving.acknowledged(decoding.readVarUint(decoder));
    this.provider.messageHandlers[messageTypes.auth] = () => {
      // What was typed before would stand in the text as if it had been taken in.
      if (this.#saving.unsaved) return this.#end("lowered");
      this.#readOnly = true;
      this.#become(this.#joined ? "read only" : "joining");
    };
    this.provider.on("sync", (inStep: boolean) => {
      if (!inStep) return;
      this.#joined = true;
      this.#become(this.#readOnly ? "read only" : "live");
    });
    this.provider.on("connection-close", (event: CloseEvent | null) => this.#closed(event));
    this.provider.awareness.on("change", () => {
      const people = peopleIn(this.provider.awareness, this.#accountId, this.#people);
      if (samePeople(people, this.#people)) return;
      this.#people = people;
      this.#tell();
    });
  }

  #closed(event: CloseEvent | null): void {
    this.#readOnly = false;
    this.#saving.disconnected();
    this.provider.maxBackoffTime = waitBefore(this.provider.wsUnsuccessfulReconnects + 1);
    const end = event === null ? undefined : ends.get(event.code);
    if (end) return this.#end(end);
    if (!this.over) this.#become(this.#joined ? "offline" : "joining");
  }

  /** Takes down everything that holds words, then tells. What was never saved stays for its writer's eyes. */
  #end(status: End): void {
    if (this.over) return;
    const text = this.#saving.unsaved ? wordsSince(this.doc, this.#saving.savedClock) : "";
    if (text) this.#unsent = { text, update: updateOf(text) };
    this.#status = status;
    this.#saving.stop();
    this.provider.destroy();
    this.provider.awareness.destroy();
    this.doc.destroy();
    this.#people = [];
    this.#tell();
  }

  #become(status: Status): void {
    if (this.over) return;
    this.#status = status;
    this.#tell();
  }

  #tell(): void {
    const now = this.#look();
    // Every letter passes here; the page is drawn again only when it would read differently.
    if (readsTheSame(now, this.#state)) return;
    this.#state = now;
    for (const listener of this.#listeners) listener();
  }

  #look(): ConnectionState {
    return { status: this.#status, saved: this.#saving.now(), people: this.#people, unsent: this.#unsent, lastSavedAt: this.#saving.savedAt };
  }

  /** Lets go of the words kept for their writer. */
  forgetUnsent(): void {
    this.#unsent = undefined;
    this.#tell();
  }
}

function readsTheSame(one: ConnectionState, other: ConnectionState): boolean {
  return (
    one.status === other.status &&
    one.people === other.people &&
    one.unsent === other.unsent &&
    one.saved.state === other.saved.state &&
    minuteOf(one.lastSavedAt) === minuteOf(other.lastSavedAt)
  );
}

function minuteOf(at: Date | undefined): number | undefined {
  return at && Math.floor(at.getTime() / 60_000);
}

/** Close codes after which coming back by itself would change nothing. */
const ends = new Map<number, End>([
  [closeCodes.ended, "ended"],
  [closeCodes.notFound, "ended"],
  [closeCodes.signedOut, "signed out"],
  [closeCodes.refused, "refused"],
  [closeCodes.tooLarge, "refused"],
]);
