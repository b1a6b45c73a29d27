import * as Y from "yjs";

type Range = { client: number; clock: number; len: number };
/** What an update says, read once however many it goes to. */
export type Said = { structs: { client: number; from: number; to: number }[]; deletions: Range[] };
export type Frozen = { seq: number; clocks: Map<number, number>; deleted: ReturnType<typeof Y.createDeleteSet>; mint: number };

/** A document without a random name of its own: making one up costs more than the document. */
export const freshDoc = () => new Y.Doc({ guid: "" });

const known = new WeakMap<Uint8Array, Said>();

export function saidIn(update: Uint8Array): Said {
  const before = known.get(update);
  if (before) return before;
  const { structs, ds } = Y.decodeUpdate(update);
  const said: Said = {
    structs: structs.filter((one) => !(one instanceof Y.Skip)).map(({ id, length }) => ({ client: id.client, from: id.clock, to: id.clock + length })),
    deletions: [...ds.clients].flatMap(([client, ranges]) => ranges.map(({ clock, len }) => ({ client, clock, len }))),
  };
  known.set(update, said);
  return said;
}

/** One document as its log says it is: each committed row applied in order, and nothing else. */
export class Oracle {
  readonly doc = freshDoc();
  seq = 0;

  clock(client: number): number {
    return Y.getState(this.doc.store, client);
  }

  /** @returns what is wrong with the row, if anything */
  commit(seq: number, data: Uint8Array): string | undefined {
    if (seq !== this.seq + 1) return `I6: row ${seq} follows row ${this.seq}`;
    Y.applyUpdate(this.doc, data);
    this.seq = seq;
    return this.doc.store.pendingStructs || this.doc.store.pendingDs ? `I6: row ${seq} rests on words that are not in the log` : undefined;
  }

  /** Whether everything an update says is committed. */
  holds(update: Uint8Array): boolean {
    const { structs, deletions } = saidIn(update);
    return structs.every(({ client, to }) => to <= this.clock(client)) && deletions.every((range) => this.isDeleted(range));
  }

  private isDeleted({ client, clock, len }: Range): boolean {
    const structs = this.doc.store.clients.get(client);
    if (!structs || clock + len > this.clock(client)) return false;
    for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
      const struct = structs[index];
      if (!struct || struct.id.clock >= clock + len) break;
      if (!struct.deleted) return false;
    }
    return true;
  }

  freeze(mint: number): Frozen {
    return { seq: this.seq, clocks: Y.decodeStateVector(Y.encodeStateVector(this.doc)), deleted: Y.createDeleteSetFromStructStore(this.doc.store), mint };
  }

  /** In words, for whoever looks into a seed that failed. */
  differs(other: Y.Doc): string {
    const [here, there] = [this.doc, other].map((doc) => Y.decodeStateVector(Y.encodeStateVector(doc)));
    const clocks = [...new Set([...(here?.keys() ?? []), ...(there?.keys() ?? [])])].filter((client) => here?.get(client) !== there?.get(client));
    return clocks.length > 0 ? clocks.map((client) => `${client} is at ${there?.get(client) ?? 0}, in the log at ${here?.get(client) ?? 0}`).join("; ") : "the same words, other deletions";
  }

  get bytes(): string {
    return bytesOf([Y.encodeStateAsUpdate(this.doc)]);
  }
}

/** Whether an update says nothing that came after. */
export function isWithin(frozen: Frozen, update: Uint8Array): boolean {
  const { structs, deletions } = saidIn(update);
  return (
    structs.every(({ client, to }) => to <= (frozen.clocks.get(client) ?? 0)) &&
    deletions.every(({ client, clock, len }) => [clock, clock + len - 1].every((at) => Y.isDeleted(frozen.deleted, Y.createID(client, at))))
  );
}

/** Words in one canonical form: what a fresh document makes of them. */
export function bytesOf(updates: Uint8Array[]): string {
  const doc = freshDoc();
  Y.transact(doc, () => updates.forEach((update) => Y.applyUpdate(doc, update)));
  return Buffer.from(Y.encodeStateAsUpdate(doc)).toString("latin1");
}
