import { shortName } from "~/shared/actor";
import { presenceColour } from "~/shared/realtime";
import type { Peer } from "./peer";
import type { Room } from "./room";
import { awarenessFrame, type AwarenessEntry, type Frame } from "./wire";

const largestCaret = 1024;

/** Whose lines changed, and the lines as a frame. */
export type News = { peers: Set<Peer>; frame: Frame };

/** Who is in a document and where their caret is. Momentary: it lives here and in browsers, nowhere else. */
export class Presence {
  private readonly entries = new Map<Room, Map<Peer, AwarenessEntry>>();
  private readonly changed = new Map<Room, Set<Peer>>();

  /**
   * Takes what a peer says of itself. Its own client number only; name and colour are ours to give, so that
   * nobody can appear as somebody else.
   * A caret that moves is a hand at the desk; that it is said again every 15 seconds is only the page.
   * @returns true when others should hear of it
   */
  take(peer: Peer, said: AwarenessEntry[]): boolean {
    const own = said.find((entry) => entry.clientNumber === peer.speaksAs) ?? (peer.speaksAs === undefined ? said[0] : undefined);
    if (!own || this.spokenFor(peer, own.clientNumber)) return false;
    const before = this.entries.get(peer.room)?.get(peer);
    if (before && own.clock <= before.clock && own.state !== null) return false;
    peer.speaksAs = own.clientNumber;
    const state = own.state === null ? null : this.stateOf(peer, own.state);
    if (state && JSON.stringify(state.cursor) !== JSON.stringify(caretIn(before?.state))) peer.stirred = true;
    this.note(peer, { ...own, state });
    return true;
  }

  leave(peer: Peer): void {
    const last = this.entries.get(peer.room)?.get(peer);
    if (last?.state) this.note(peer, { ...last, clock: last.clock + 1, state: null });
  }

  /** Everyone in the room, for a newcomer. */
  all(room: Room): Frame | undefined {
    const present = [...(this.entries.get(room)?.values() ?? [])].filter((entry) => entry.state !== null);
    return present.length === 0 ? undefined : awarenessFrame(present);
  }

  /** Rooms with news since the last call, and the news; a peer is not told of itself. */
  takeNews(): Map<Room, News> {
    const news = new Map<Room, News>();
    for (const room of this.changed.keys()) {
      const own = this.takeNewsOf(room);
      if (own) news.set(room, own);
    }
    return news;
  }

  takeNewsOf(room: Room): News | undefined {
    const peers = this.changed.get(room);
    if (!peers) return undefined;
    this.changed.delete(room);
    const entries = this.entries.get(room);
    const lines = [...peers].flatMap((peer) => entries?.get(peer) ?? []);
    for (const peer of peers) if (entries?.get(peer)?.state === null) entries.delete(peer);
    if (entries?.size === 0) this.entries.delete(room);
    return lines.length > 0 ? { peers, frame: awarenessFrame(lines) } : undefined;
  }

  private note(peer: Peer, entry: AwarenessEntry): void {
    mapIn(this.entries, peer.room, () => new Map<Peer, AwarenessEntry>()).set(peer, entry);
    mapIn(this.changed, peer.room, () => new Set<Peer>()).add(peer);
  }

  private spokenFor(peer: Peer, clientNumber: number): boolean {
    for (const [other, entry] of this.entries.get(peer.room) ?? []) if (other !== peer && entry.clientNumber === clientNumber && entry.state !== null) return true;
    return false;
  }

  private stateOf({ judgement }: Peer, said: unknown) {
    const cursor = caretIn(said);
    const small = JSON.stringify(cursor ?? null).length <= largestCaret ? cursor : null;
    const { accountId, accountName, organisationName } = judgement;
    return { user: { name: shortName(accountName), colour: presenceColour(accountId), color: presenceColour(accountId), accountId, organisation: organisationName }, cursor: small };
  }
}

function caretIn(state: unknown): unknown {
  return typeof state === "object" && state !== null && "cursor" in state ? state.cursor : null;
}

function mapIn<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
