import type postgres from "postgres";
import * as Y from "yjs";
import type { Database } from "~db/client";
import type { Cast, Member } from "../../support/cast";
import { sharedNote } from "../../support/factories";
import type { Random } from "../../support/size";
import { eventually } from "../../support/wait";
import { canonicalBytes, readAnew, wordsIn, Writer } from "../../support/writers";

type Place = { db: Database; cast: Cast; baseUrl: string };
/** One document, whoever writes in it, and what they must find in it again. */
export type Sheet = { documentId: string; writers: Writer[] };

/** Five people of two organisations, who write along in each document. */
export async function fiveOf(cast: Cast): Promise<Member[]> {
  const kit = await cast.another("Kit Hall", cast.organisations.foodHub, "worker", cast.posts.sana);
  return [cast.aileen, cast.jo, cast.bashir, cast.sana, kit];
}

export async function newSheets({ db, cast, baseUrl }: Place, people: Member[], count: number, name: string): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  for (let sheet = 0; sheet < count; sheet++) {
    const { documentId } = await sharedNote(db, cast.aileen, cast.organisations.foodHub);
    sheets.push({ documentId, writers: people.map(({ cookie }, who) => new Writer(`${name}d${sheet}w${who}`, { baseUrl, documentId, cookie })) });
  }
  return sheets;
}

/** All of them typing at once, until told to stop. */
export function crowd(sheets: () => Sheet[], random: Random) {
  const all = () => sheets().flatMap(({ writers }) => writers);
  return {
    all,
    /** Everybody comes, or comes back: every third still typing. */
    join: () => Promise.all(all().map((writer, index) => (writer.client && !writer.client.isClosed ? undefined : writer.join({ stillTyping: index % 3 === 0 })))),
    type(everyMs: number) {
      let over = false;
      const typing = all().map((writer) => writer.typeUntil(() => over, random, everyMs));
      return async () => {
        over = true;
        await Promise.all(typing);
      };
    },
    acknowledged: () => all().reduce((sum, writer) => sum + writer.allAcknowledged().size, 0),
    saved: (within: number) => Promise.all(all().map((writer) => writer.client?.saved(within))),
    takeTimes: () => all().flatMap((writer) => writer.takeTimes()),
    leave: () =>
      Promise.all(
        all().map((writer) => {
          writer.saving.stop();
          return writer.client?.close();
        }),
      ),
  };
}

export type Findings = { acknowledged: number; shown: number; lost: string[]; twice: string[]; unloadable: string[]; tooMuch: string[] };

/** What a newcomer finds of everything that was acknowledged to its writer or shown to somebody else. */
export async function judge(sheets: Sheet[], options: { baseUrl: string; cookie: string }): Promise<Findings> {
  const findings: Findings = { acknowledged: 0, shown: 0, lost: [], twice: [], unloadable: [], tooMuch: [] };
  for (const { documentId, writers } of sheets) {
    const read = await readAnew({ ...options, documentId }).catch((error: unknown) => void findings.unloadable.push(`${documentId}: ${String(error)}`));
    if (!read) continue;
    const kept = wordsIn(read.text);
    const acknowledged = writers.flatMap((writer) => [...writer.allAcknowledged()]);
    const shown = new Set(writers.flatMap((writer) => writer.seenOfOthers()));
    // More acknowledged than was sent would call words saved that are still to come.
    findings.tooMuch.push(...writers.filter(({ client }) => client && client.acknowledged > client.sent).map(({ name }) => name));
    findings.acknowledged += acknowledged.length;
    findings.shown += shown.size;
    findings.lost.push(...new Set([...acknowledged, ...shown].filter((token) => !kept.has(token))));
    findings.twice.push(...[...kept].filter(([, times]) => times > 1).map(([token]) => token));
  }
  return findings;
}

/**
 * Waits until everybody who writes in a document holds the same bytes, and a newcomer too.
 * @returns milliseconds that the slowest document took
 */
export async function allEqual(sheets: Sheet[], options: { baseUrl: string; cookie: string; within: number }): Promise<number> {
  const begun = performance.now();
  let slowest = 0;
  const waiting = new Set(sheets);
  const look = () => {
    for (const sheet of waiting) {
      if (new Set(sheet.writers.map(({ doc }) => quickForm(doc))).size > 1) continue;
      waiting.delete(sheet);
      slowest = performance.now() - begun;
    }
    return waiting.size === 0;
  };
  await eventually(look, "equal replicas", options.within).catch((error: unknown) => {
    throw new Error(`${String(error)} ${[...waiting].map(({ documentId, writers }) => `${documentId}: ${writers.map(stateOf).join(", ")}`).join("; ")}`);
  });
  for (const { documentId, writers } of sheets) {
    const { doc } = await readAnew({ ...options, documentId });
    const forms = new Set([doc, ...writers.map((writer) => writer.doc)].map(canonicalBytes));
    if (forms.size > 1) throw new Error(`Replicas of ${documentId} reach the same clocks with ${forms.size} different bytes.`);
  }
  return slowest;
}

/** Equal for equal documents unless something was deleted, and cheap enough to ask a hundred replicas again and again. */
function quickForm(doc: Y.Doc): string {
  const clocks = [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([one], [other]) => one - other);
  return `${clocks.join(" ")} ${doc.store.pendingStructs || doc.store.pendingDs ? "waits" : ""}`;
}

function stateOf({ name, client, doc }: Writer): string {
  return `${name} ${client?.isClosed?.code ?? "open"} sent ${client?.sent} acknowledged ${client?.acknowledged}, ${quickForm(doc)}`;
}

/**
 * Reads the log as the administrator: numbers without a gap, and no letter stored in two rows.
 * @returns how many rows there are, and how many of them bring letters that an earlier one brought
 */
export async function readLog(admin: postgres.Sql, sheets: Sheet[]): Promise<{ rows: number; gaps: number; rowsAgain: number; snapshotsApart: number }> {
  const found = { rows: 0, gaps: 0, rowsAgain: 0, snapshotsApart: 0 };
  for (const { documentId } of sheets) {
    const rows = await admin<{ seq: string; data: Uint8Array }[]>`select seq, data from document_update where document_id = ${documentId} order by seq`;
    const [snapshot] = await admin<{ seq: string; data: Uint8Array }[]>`select seq, data from document_snapshot where document_id = ${documentId}`;
    const whole = new Y.Doc();
    const reached = new Map<number, number>();
    rows.forEach(({ seq, data }, index) => {
      if (Number(seq) !== index + 1) found.gaps += 1;
      if (bringsAgain(data, reached)) found.rowsAgain += 1;
      Y.applyUpdate(whole, data);
    });
    found.rows += rows.length;
    if (!snapshot) continue;
    const fromSnapshot = new Y.Doc();
    Y.applyUpdate(fromSnapshot, snapshot.data);
    for (const row of rows) if (Number(row.seq) > Number(snapshot.seq)) Y.applyUpdate(fromSnapshot, row.data);
    if (canonicalBytes(fromSnapshot) !== canonicalBytes(whole)) found.snapshotsApart += 1;
  }
  return found;
}

function bringsAgain(data: Uint8Array, reached: Map<number, number>): boolean {
  let again = false;
  for (const { id, length } of Y.decodeUpdate(data).structs) {
    const known = reached.get(id.client) ?? 0;
    if (id.clock < known) again = true;
    reached.set(id.client, Math.max(known, id.clock + length));
  }
  return again;
}
