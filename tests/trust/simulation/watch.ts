import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { messageTypes } from "~/shared/realtime";
import type { Compact } from "~server/documents/gate";
import { largestMessage } from "~server/documents/limits";
import { bytesOf, isWithin, Oracle, saidIn, type Frozen } from "./oracle";
import type { Connection } from "./sockets";
import type { LogRow, Store, StoredDocument } from "./store";
import type { Tab } from "./tab";

/**
 * Looks at every row as it is committed, every frame as the server writes it and every form as it is saved, and holds
 * them against the log and against who may read at that instant. The first thing that is wrong stays.
 */
export class Watch {
  readonly oracles = new Map<string, Oracle>();
  private readonly frozen = new Map<string, Frozen>();
  private readonly sent = new Map<Connection, Uint8Array[]>();
  private readonly acknowledged = new Map<Connection, number>();
  /** Connections on which somebody came back with more than one message may hold. */
  readonly tooLarge = new WeakSet<Connection>();
  private mints = 0;
  /** Set once an answer was lost: words may then be stored twice, which changes nothing in them. */
  unsure = false;
  broken: string | undefined;
  readonly counts = { rows: 0, frames: 0, acknowledged: 0, frozen: 0, saved: 0 };

  constructor(
    private readonly tabOf: (clientNumber: number) => Tab | undefined,
    private readonly note: (line: string) => void,
  ) {}
  store!: Store;

  breaks(what: string): void {
    this.broken ??= what;
  }

  oracleOf(documentId: string): Oracle {
    let oracle = this.oracles.get(documentId);
    if (!oracle) this.oracles.set(documentId, (oracle = new Oracle()));
    return oracle;
  }

  /** A caret is put somewhere: numbered, so that it is known when it was made. */
  mint(): number {
    this.look();
    return ++this.mints;
  }

  /** Views whose right has ended stand still from here on. To be called before anything new comes into the world. */
  look(): void {
    for (const { id, accountId } of this.store.sessions.values()) for (const documentId of this.store.documents.keys()) this.frozenView(id, accountId, documentId);
  }

  private frozenView(sessionId: string, accountId: string, documentId: string): Frozen | undefined {
    const key = `${sessionId}/${documentId}`;
    if (this.store.sessionUntil(sessionId) !== undefined && this.store.rightOf(accountId, documentId)) {
      this.frozen.delete(key);
      return undefined;
    }
    let view = this.frozen.get(key);
    if (!view) {
      this.counts.frozen += 1;
      this.frozen.set(key, (view = this.oracleOf(documentId).freeze(this.mints)));
    }
    return view;
  }

  appending(document: StoredDocument, row: LogRow): void {
    this.look();
    this.counts.rows += 1;
    const oracle = this.oracleOf(document.id);
    this.note(`row ${row.seq} of ${document.id} by ${row.accountId}: ${saidIn(row.data).structs.map(({ client, from, to }) => `${this.tabOf(client)?.name} ${from}-${to}`).join(", ") || "deletions"} del ${JSON.stringify(saidIn(row.data).deletions)}`);
    if (this.store.rightOf(row.accountId, document.id)?.level !== "write") this.breaks(`I5: row ${row.seq} is by ${row.accountId}, who may not write`);
    for (const { client, from, to } of saidIn(row.data).structs) {
      const tab = this.tabOf(client);
      if (!tab || Y.getState(tab.doc.store, client) < to) this.breaks(`I3: row ${row.seq} holds what nobody typed`);
      else if (tab.person.accountId !== row.accountId) this.breaks(`I3: row ${row.seq} holds words of ${tab.person.accountId} in the name of ${row.accountId}`);
      if (!this.unsure && from < oracle.clock(client)) this.breaks(`R12: row ${row.seq} stores words of ${tab?.name} twice`);
    }
    const wrong = oracle.commit(row.seq, row.data);
    if (wrong) this.breaks(wrong);
  }

  saving({ id, log }: StoredDocument, seq: number, { data, clocks }: Compact): void {
    this.counts.saved += 1;
    this.note(`snapshot of ${id} at ${seq}`);
    const rows = log.filter((row) => row.seq <= seq).map((row) => row.data);
    if (!sameClocks(clocks, data)) this.breaks(`I7: the snapshot of ${id} at ${seq} is stored with clocks it does not reach`);
    if (bytesOf([data]) !== bytesOf(rows)) this.breaks(`I7: the snapshot of ${id} at ${seq} is not what its log says`);
  }

  /** What a tab puts on the wire: updates are numbered, for they are acknowledged by number. */
  sends(connection: Connection, message: Uint8Array): void {
    if (message.byteLength > largestMessage) this.tooLarge.add(connection);
    const decoder = decoding.createDecoder(message);
    if (decoding.readVarUint(decoder) !== messageTypes.sync || decoding.readVarUint(decoder) !== 2) return;
    const own = this.sent.get(connection);
    if (own) own.push(decoding.readVarUint8Array(decoder));
    else this.sent.set(connection, [decoding.readVarUint8Array(decoder)]);
  }

  /** What the server puts on the wire to a tab, before the network has it. */
  writes(connection: Connection, tab: Tab, payload: Uint8Array): void {
    this.counts.frames += 1;
    const { person, documentId, name } = tab;
    const oracle = this.oracleOf(documentId);
    const view = this.frozenView(person.sessionId, person.accountId, documentId);
    const decoder = decoding.createDecoder(payload);
    const type = decoding.readVarUint(decoder);
    if (type === messageTypes.sync) {
      const step = decoding.readVarUint(decoder);
      const bytes = bodyOf(payload, decoder);
      if (step === 0) {
        if (view) for (const [client, clock] of Y.decodeStateVector(bytes)) if (clock > (view.clocks.get(client) ?? 0)) this.breaks(`I4: ${name} is told how far others have typed after its right ended`);
        return;
      }
      if (!oracle.holds(bytes)) this.breaks(`I3: ${name} is shown what is not committed`);
      if (view && !isWithin(view, bytes)) this.breaks(`I4: ${name} is shown words committed after its right ended at row ${view.seq}`);
    } else if (type === messageTypes.acknowledgement) this.acknowledges(connection, name, oracle, decoding.readVarUint(decoder));
    else if (type === messageTypes.awareness) this.tells(name, view, decoding.createDecoder(decoding.readVarUint8Array(decoder)));
  }

  private acknowledges(connection: Connection, name: string, oracle: Oracle, count: number): void {
    const sent = this.sent.get(connection) ?? [];
    if (count > sent.length) return this.breaks(`I1: ${name} is acknowledged ${count} updates and has sent ${sent.length}`);
    for (let index = this.acknowledged.get(connection) ?? 0; index < count; index++) {
      this.counts.acknowledged += 1;
      if (!oracle.holds(sent[index] as Uint8Array)) this.breaks(`I1: update ${index + 1} of ${name} is acknowledged and not in the log ${JSON.stringify(saidIn(sent[index] as Uint8Array))}`);
    }
    this.acknowledged.set(connection, Math.max(count, this.acknowledged.get(connection) ?? 0));
  }

  private tells(name: string, view: Frozen | undefined, decoder: decoding.Decoder): void {
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const clientNumber = decoding.readVarUint(decoder);
      decoding.readVarUint(decoder);
      const state = JSON.parse(decoding.readVarString(decoder)) as { user: { accountId: string }; cursor: { mint: number } | null } | null;
      if (!state) continue;
      if (state.user.accountId !== this.tabOf(clientNumber)?.person.accountId) this.breaks(`R5: ${name} sees ${state.user.accountId} under another's number`);
      if (view && (state.cursor?.mint ?? 0) > view.mint) this.breaks(`I4: ${name} sees a caret put down after its right ended`);
    }
  }
}

function sameClocks(clocks: Uint8Array, data: Uint8Array): boolean {
  const [said, reached] = [Y.decodeStateVector(clocks), Y.parseUpdateMeta(data).to];
  return said.size === reached.size && [...reached].every(([client, clock]) => said.get(client) === clock);
}

const bodies = new WeakMap<Uint8Array, Uint8Array>();

/** The update in a frame; the same object each time, so that it is read once for all who get it. */
function bodyOf(payload: Uint8Array, decoder: decoding.Decoder): Uint8Array {
  let body = bodies.get(payload);
  if (!body) bodies.set(payload, (body = decoding.readVarUint8Array(decoder)));
  return body;
}
