import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import * as Y from "yjs";
import { Folding } from "~server/documents/folding";
import type { Compact } from "~server/documents/gate";
import { Hub } from "~server/documents/hub";
import { createDocumentSockets } from "~server/documents/socket";
import type { Workshop } from "~server/documents/workshop";
import { randomFrom, type Random } from "../../support/size";
import { Clock } from "./clock";
import { Line, type Trouble } from "./gate";
import { freshDoc } from "./oracle";
import { Connection } from "./sockets";
import { Store } from "./store";
import { ends, FarSocket, Tab, type Kind, type Person } from "./tab";
import { Watch } from "./watch";

type Server = { hub: Hub; folding: Folding; accept: ReturnType<typeof createDocumentSockets>; line: Line; isStopping: boolean };
export type Figures = { upgrades: number; opens: number; lost: number };

/** People, their tabs, the network, one server process after another, and one store; all of it moves by one clock and one seed. */
export class World {
  readonly clock = new Clock();
  readonly random: Random;
  readonly watch: Watch;
  readonly store: Store;
  readonly tabs: Tab[] = [];
  readonly trouble: Trouble = { down: false, aborts: 0, lostAnswers: 0, ghosts: 0, slowest: 8 };
  readonly trace: string[] = [];
  /** The chance that a notification is lost, and how slow a wire may be, milliseconds. */
  notifyLost = 0;
  slowestWire = 30;
  workshopFails = 0;
  /** How often anybody's right or session has changed, or a clock was put forward. */
  changes = 0;
  changedAt = 0;
  server: Server | undefined;
  readonly counts: Figures = { upgrades: 0, opens: 0, lost: 0 };
  private readonly byNumber = new Map<number, Tab>();
  private readonly changesAtOpen = new Map<Connection, number>();
  private readonly offline = new Set<Tab>();
  private readonly connections = new Set<Connection>();

  constructor(seed: number) {
    this.random = randomFrom(seed);
    this.watch = new Watch((number) => this.byNumber.get(number), (line) => this.note(line));
    this.store = new Store(this.clock.wall, this.watch);
    this.watch.store = this.store;
  }

  note(line: string): void {
    this.trace.push(`${Math.round(this.clock.time)} ms ${line}`);
  }

  /** Takes the place of this process's timers, date and browser. @returns gives them back */
  install(): () => void {
    const restore = this.clock.install();
    const before = globalThis.WebSocket;
    Object.assign(globalThis, { WebSocket: FarSocket });
    return () => {
      restore();
      Object.assign(globalThis, { WebSocket: before });
    };
  }

  startServer(): void {
    const owner = {};
    const line = new Line(this.store, this.clock, this.random, this.trouble, owner);
    const workshop = this.workshop(owner) as unknown as Workshop;
    const says = (entry: object, what = "") => this.note(`server says ${what} ${JSON.stringify(entry)}`);
    const log = { info: says, warn: says, error: says };
    this.server = this.clock.as(owner, () => {
      const gate = line.gate();
      const hub = new Hub(gate, workshop, log);
      return { hub, folding: new Folding(gate, workshop, log), accept: createDocumentSockets(hub, gate, log), line, isStopping: false };
    });
    this.owners.set(this.server, owner);
    this.note("server starts");
  }
  private readonly owners = new Map<Server, object>();

  /** Runs something inside the server process. */
  inServer(run: (server: Server) => void): void {
    const { server } = this;
    if (server) this.clock.as(this.owners.get(server) as object, () => run(server));
  }

  /** The worker's answer to `compact`, without a thread; it takes its time and may fail. */
  private workshop(owner: object) {
    return {
      do: (job: string, { parts }: { parts: Uint8Array[] }) =>
        new Promise<Compact>((resolve, reject) => {
          if (job !== "compact") throw new Error(`Nobody simulates ${job}.`);
          const doc = freshDoc();
          Y.transact(doc, () => parts.forEach((part) => Y.applyUpdate(doc, part)));
          const made = { data: Y.encodeStateAsUpdate(doc), clocks: Y.encodeStateVector(doc) };
          this.clock.after(this.random.below(400), () => (this.random.next() < this.workshopFails ? reject(new Error("The document worker stopped.")) : resolve(made)), owner);
        }),
      stop: async () => {},
    };
  }

  /** `kill -9`. */
  killServer(): void {
    const { server } = this;
    if (!server) return;
    this.note("server dies");
    this.endServer(server);
  }
  private endServer(server: Server): void {
    this.server = undefined;
    this.clock.end(this.owners.get(server) as object);
    server.line.die();
    this.counts.opens += server.line.opens;
    this.counts.lost += server.line.lost;
    for (const connection of this.connections) {
      connection.wire.end();
      connection.resetFromServer();
    }
    this.connections.clear();
    this.clock.after(100 + this.random.below(1_500), () => this.server ?? this.startServer(), this);
  }

  /** SIGTERM: what was taken is committed, everybody is sent away. */
  stopServer(): void {
    const { server } = this;
    if (!server || server.isStopping) return;
    this.note("server stops");
    server.isStopping = true;
    this.inServer(() => void server.hub.stop().then(() => this.server === server && this.endServer(server)));
  }

  crashStore(): void {
    this.note("PostgreSQL dies");
    this.watch.unsure = true;
    this.trouble.down = true;
    this.inServer(({ line }) => line.cut());
    this.store.crash();
  }

  /** LISTEN came back: everything is asked again. */
  storeReturns(): void {
    if (!this.trouble.down) return;
    this.note("PostgreSQL is back");
    this.trouble.down = false;
    this.clock.after(this.random.below(300), () => this.inServer(({ hub }) => hub.ended({})), this);
  }

  /** After COMMIT a notification leaves, and may never arrive. */
  changed(what: { client?: string; account?: string }): void {
    this.marks();
    if (this.trouble.down || this.random.next() < this.notifyLost) return;
    this.clock.after(1 + this.random.below(40), () => this.inServer(({ hub }) => hub.ended(what)), this);
  }

  /** From here on somebody may see more or less than before. */
  marks(): void {
    this.changes += 1;
    this.changedAt = this.clock.time;
    this.watch.look();
  }

  openTab(person: Person, documentId: string, kind: Kind): Tab {
    const tab = new Tab(`${person.accountId}${this.tabs.length}`, person, documentId, kind, this.random, {
      closed: (one, code, connection) => this.onClosed(one, code, connection),
      unsavedWhenLowered: ({ doc }) => !this.watch.oracleOf(documentId).holds(Y.encodeStateAsUpdate(doc)),
      mint: () => this.watch.mint(),
    });
    this.tabs.push(tab);
    this.byNumber.set(tab.doc.clientID, tab);
    this.connect(tab);
    return tab;
  }

  connect(tab: Tab): void {
    this.offline.delete(tab);
    if (tab.state !== "away" || tab.over !== undefined) return;
    const { server } = this;
    const owner = (server && this.owners.get(server)) ?? {};
    const connection: Connection = new Connection(this.clock, this.random, tab, { writes: (payload) => this.watch.writes(connection, tab, payload), sends: (bytes) => this.watch.sends(connection, bytes) }, owner, tab, this.slowestWire);
    tab.connect(connection);
    if (!server || server.isStopping) return void this.clock.after(5, () => connection.closeFromTab(1006), tab);
    this.connections.add(connection);
    this.changesAtOpen.set(connection, this.changes);
    const { person, documentId } = tab;
    connection.toServer.push(connection.delay(), () => {
      this.counts.upgrades += 1;
      const asking = { documentId, sessionId: person.sessionId, wantsAcknowledgements: true };
      server.accept({} as IncomingMessage, connection.wire as unknown as Duplex, Buffer.alloc(0), asking).catch((error: unknown) => this.watch.breaks(`the upgrade of ${tab.name} threw ${String(error)}`));
    });
  }

  /** The hand at this tab takes it off the network. */
  leave(tab: Tab, code: number, arrives: boolean): void {
    this.offline.add(tab);
    tab.connection?.closeFromTab(code, arrives);
  }

  private onClosed(tab: Tab, code: number, connection: Connection | undefined): void {
    this.note(`${tab.name} is closed with ${code}`);
    if ([1008, 4413, 4429].includes(code) && !(code === 4413 && connection && this.watch.tooLarge.has(connection))) this.watch.breaks(`an honest person is refused: ${tab.name} closed with ${code}`);
    if (ends.has(code) && code !== 4413 && !tab.defies && connection && this.changesAtOpen.get(connection) === this.changes && this.mayRead(tab)) this.watch.breaks(`${tab.name} is shut out with ${code}, and no right had changed`);
    if (tab.over === undefined && !this.offline.has(tab)) this.clock.after(50 + this.random.below(800), () => this.offline.has(tab) || this.connect(tab), tab);
  }

  mayRead({ person, documentId }: Tab): boolean {
    return this.store.sessionUntil(person.sessionId) !== undefined && this.store.rightOf(person.accountId, documentId) !== undefined;
  }

  /** Everything works again. */
  heal(): void {
    this.note("everything is healed");
    Object.assign(this.trouble, { aborts: 0, lostAnswers: 0, ghosts: 0, slowest: 8 });
    this.workshopFails = 0;
    this.storeReturns();
    if (!this.server) this.startServer();
    for (const connection of this.connections) {
      connection.stall(false);
      connection.read(true);
    }
    for (const tab of this.tabs) this.connect(tab);
  }
}
