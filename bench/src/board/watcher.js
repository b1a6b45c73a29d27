/** A browser that has the board open: a socket of its own, and for each notice the cards it names, one question at a time. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../servers/ours.js";
import { within } from "../processes/within.js";
import { Browser } from "./asking.js";

/** The product's own client, as its pages use it. */
const { io } = createRequire(join(root, "package.json"))("socket.io-client");

export class Watcher {
  waiting = new Set();
  asking = false;
  /** Of each card, the newest version that came. */
  held = new Map();

  /** `onCard(id, version, at)` is called once for every version a card came at or past, with the moment by the shared clock. */
  constructor(baseUrl, cookie, onCard) {
    this.browser = new Browser(baseUrl, cookie);
    this.onCard = onCard;
    this.socket = io(baseUrl, { path: "/live", transports: ["websocket"], forceNew: true, autoConnect: false, extraHeaders: { Cookie: cookie, Origin: baseUrl } });
    this.socket.on("notice", ({ ids }) => ids.subject && this.hear(ids.subject));
  }

  async open() {
    await within(30, "a board opening", new Promise((resolve, reject) => {
      this.socket.on("connect", () => this.socket.emit("watch", "gaps", ({ ok }) => (ok ? resolve() : reject(new Error("nobody may watch the board")))));
      this.socket.on("connect_error", reject);
      this.socket.connect();
    }));
    return this;
  }

  hear(id) {
    this.waiting.add(id);
    if (!this.asking) void this.askOn();
  }

  async askOn() {
    this.asking = true;
    while (this.waiting.size > 0) {
      const ids = [...this.waiting];
      this.waiting.clear();
      const { status, text } = await this.browser.ask(`/gaps/cards?ids=${ids.join(",")}`).catch(() => ({ status: 0, text: "" }));
      if (status !== 200) continue;
      const at = performance.now();
      for (const card of JSON.parse(text).cards) this.hold(card, at);
    }
    this.asking = false;
  }

  hold({ id, version }, at) {
    const before = this.held.get(id) ?? 0;
    for (let came = before + 1; came <= version; came++) this.onCard(id, came, at);
    this.held.set(id, Math.max(before, version));
  }

  close() {
    this.socket.close();
    this.browser.close();
  }
}
