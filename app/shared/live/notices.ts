import type { io, Socket } from "socket.io-client";
import type { Notice, Present } from "../realtime";

type Client = { io: typeof io };
/** A page is asked for at most so long before it is heard that it is, milliseconds. */
const askedBefore = 1_500;

type Watcher = { topic: string; hear: (notice: Notice) => void; missed: () => void };

/**
 * One socket per tab for "look again". It says nothing about anything but ids; after every reconnection each
 * watcher is told that it may have missed something, since notices are not replayed; so is one that begins to watch what
 * changed a moment ago, when its page may have been read already.
 */
class Notices {
  #socket: Promise<Socket> | undefined;
  #watchers = new Set<Watcher>();
  #connected = false;
  #wasConnected = false;
  /** When the page that is open, or on its way, was asked for at the earliest; the first one, when the tab began. */
  #readSince = 0;
  #listeners = new Set<() => void>();
  /** Who was there when it was last said, for as long as the topic is watched and the connection holds. */
  #present = new Map<string, Present>();

  /** Listens to a topic until the returned function is called. */
  watch(topic: string, hear: (notice: Notice) => void, missed: () => void): () => void {
    const watcher = { topic, hear, missed };
    const isFirst = !this.#isWatched(topic);
    this.#watchers.add(watcher);
    void this.#open().then((socket) => {
      if (isFirst && socket.connected && this.#watchers.has(watcher)) this.#ask(socket, topic);
    });
    return () => {
      this.#watchers.delete(watcher);
      if (!this.#isWatched(topic)) this.#leave(topic);
      // Kept a moment, so that going from page to page keeps one connection.
      setTimeout(() => this.#closeIfUnused(), 5_000);
    };
  }

  /** Another page is asked for. However long it is on its way: what changes meanwhile is asked for when it watches. */
  reads(): void {
    this.#readSince = performance.now() - askedBefore;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly isConnected = () => this.#connected;
  readonly presentAt = (topic: string): Present | undefined => this.#present.get(topic);

  #isWatched(topic: string): boolean {
    return [...this.#watchers].some((watcher) => watcher.topic === topic);
  }

  async #open(): Promise<Socket> {
    this.#socket ??= loadClient().then((client) => this.#listen(client.io({ path: "/live", transports: ["websocket"], reconnectionDelay: 300, reconnectionDelayMax: 3_000 })));
    return this.#socket;
  }

  #listen(socket: Socket): Socket {
    socket.on("connect", () => {
      for (const topic of new Set([...this.#watchers].map((watcher) => watcher.topic))) this.#ask(socket, topic);
      if (this.#wasConnected) for (const watcher of this.#watchers) watcher.missed();
      this.#wasConnected = true;
      this.#become(true);
    });
    socket.on("disconnect", (reason) => {
      this.#present.clear();
      this.#become(false);
      // The server ended it: whoever is still signed in may come back and be asked again.
      if (reason === "io server disconnect") setTimeout(() => socket.connect(), 1_000);
    });
    socket.on("notice", (notice: Notice) => {
      for (const watcher of this.#watchers) if (watcher.topic === notice.topic) watcher.hear(notice);
    });
    socket.on("present", (present: Present) => {
      if (!this.#isWatched(present.topic)) return;
      this.#present.set(present.topic, present);
      this.#changed();
    });
    return socket;
  }

  #leave(topic: string): void {
    this.#present.delete(topic);
    void this.#socket?.then((socket) => socket.connected && socket.emit("unwatch", topic));
  }

  #ask(socket: Socket, topic: string): void {
    // A topic that may not be watched is silent; the page finds out from its own loader.
    socket.emit("watch", topic, performance.now() - this.#readSince, ({ lately }: { lately?: boolean } = {}) => {
      if (lately) for (const watcher of this.#watchers) if (watcher.topic === topic) watcher.missed();
    });
  }

  #become(connected: boolean): void {
    this.#connected = connected;
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  #closeIfUnused(): void {
    if (this.#watchers.size > 0) return;
    void this.#socket?.then((socket) => socket.disconnect());
    this.#socket = undefined;
    this.#wasConnected = false;
  }
}

/** Loaded when first needed; tried again for as long as the tab is open, since it may have been opened in a tunnel. */
async function loadClient(): Promise<Client> {
  try {
    return await import("socket.io-client");
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    return loadClient();
  }
}

export const notices = new Notices();
