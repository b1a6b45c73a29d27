import type { Compact, Judgement, Level, Rejudged, Row, Stored, Words } from "~server/documents/gate";

export type Right = { level: "read" | "write"; until: number };
export type LogRow = { seq: number; connectionId: number; sessionId: string; accountId: string; data: Uint8Array };
export type StoredDocument = { id: string; clientId: string; log: LogRow[]; snapshot: (Compact & { seq: number }) | undefined; writers: Map<number, string> };
type Session = { id: string; accountId: string; lastSeen: number; ended: boolean };
type Connection = { id: number; documentId: string; clientId: string; sessionId: string; accountId: string; level: "none" | "read" | "write"; clientGeneration: number; staffGeneration: number; until: number };

/** What is told of each commit, before anybody else can know of it. */
export type Watch = {
  appending(document: StoredDocument, row: LogRow): void;
  saving(document: StoredDocument, seq: number, made: Compact): void;
};

/** `app.idle_limit('mine')`. */
export const idleLimit = 60 * 60_000;

/**
 * The functions of migration 03 as a page of plain code, each call one transaction that commits where it stands:
 * `live_session`, `level_on`, `open_document`, `judge_again`, `close_connections`, `load_document`, `append_updates`,
 * `past_of`, `writers_of`, `generations`, `save_snapshot`, `set_words_apart`, `touch_sessions`, `forget_connections`.
 * A right is one line per account and document, in place of consent, tenures and parts in a case; every end counts
 * a generation, as the triggers do. Locks are left out, since nothing here runs beside anything else; so is what one
 * transaction may see of another half way through. `tests/documents/simulated-store` holds it against PostgreSQL.
 */
export class Store {
  readonly documents = new Map<string, StoredDocument>();
  readonly sessions = new Map<string, Session>();
  readonly rights = new Map<string, Right>();
  readonly views: { accountId: string; documentId: string }[] = [];
  readonly lateWords: { accountId: string; documentId: string; why: string; data: Uint8Array }[] = [];
  private readonly clientGenerations = new Map<string, number>();
  private staffGeneration = 1;
  private connections = new Map<number, Connection>();
  private nextConnection = 1;

  constructor(
    private readonly now: () => number,
    private readonly watch: Watch = { appending: () => {}, saving: () => {} },
  ) {}

  addDocument(id: string, clientId: string): void {
    this.documents.set(id, { id, clientId, log: [], snapshot: undefined, writers: new Map() });
    this.clientGenerations.set(clientId, 1);
  }
  addSession(id: string, accountId: string): void {
    this.sessions.set(id, { id, accountId, lastSeen: this.now(), ended: false });
  }

  /** A consent event: given, narrowed or withdrawn. */
  setRight(accountId: string, documentId: string, right: Right | undefined): void {
    if (right) this.rights.set(`${accountId}/${documentId}`, right);
    else this.rights.delete(`${accountId}/${documentId}`);
    const clientId = this.documents.get(documentId)?.clientId ?? "";
    this.clientGenerations.set(clientId, this.generationOf(clientId) + 1);
  }
  endSession(sessionId: string): void {
    const session = this.sessions.get(sessionId);
    if (!session || session.ended) return;
    session.ended = true;
    this.staffGeneration += 1;
  }
  /** PostgreSQL crashed: judgements are not logged. */
  crash(): void {
    this.connections = new Map();
  }

  sessionUntil(sessionId: string): number | undefined {
    const session = this.sessions.get(sessionId);
    if (!session || session.ended || session.lastSeen + idleLimit <= this.now()) return undefined;
    return session.lastSeen + idleLimit;
  }
  rightOf(accountId: string, documentId: string): Right | undefined {
    const right = this.rights.get(`${accountId}/${documentId}`);
    return right && right.until > this.now() ? right : undefined;
  }
  private generationOf(clientId: string): number {
    return this.clientGenerations.get(clientId) ?? 0;
  }
  private lives({ clientId, until, clientGeneration, staffGeneration }: Connection): boolean {
    return until > this.now() && clientGeneration === this.generationOf(clientId) && staffGeneration === this.staffGeneration;
  }
  /** Connections the database still knows of: the others must be opened anew. */
  knows(connectionId: number): boolean {
    return this.connections.has(connectionId);
  }

  open(documentId: string, sessionId: string): Judgement | undefined {
    const ends = this.sessionUntil(sessionId);
    const accountId = this.sessions.get(sessionId)?.accountId;
    const document = this.documents.get(documentId);
    const right = accountId && this.rightOf(accountId, documentId);
    if (ends === undefined || !accountId || !document || !right) return undefined;
    const judged = { level: right.level, until: Math.min(right.until, ends), clientGeneration: this.generationOf(document.clientId), staffGeneration: this.staffGeneration };
    const id = this.nextConnection++;
    this.connections.set(id, { id, documentId, clientId: document.clientId, sessionId, accountId, ...judged });
    this.views.push({ accountId, documentId });
    return { connectionId: id, clientId: document.clientId, accountId, accountName: `${accountId} Example`, organisationId: "harbour", organisationName: "Harbour Link Workers", ...judged };
  }

  judgeAgain(connectionIds: number[]): Map<number, Rejudged> {
    const answers = new Map<number, Rejudged>();
    for (const connection of this.connections.values()) {
      if (!connectionIds.includes(connection.id)) continue;
      const ends = this.sessionUntil(connection.sessionId);
      const right = this.rightOf(connection.accountId, connection.documentId);
      if (ends === undefined || !right) {
        connection.level = "none";
        const level: Level = ends === undefined ? "signed_out" : "none";
        answers.set(connection.id, { connectionId: connection.id, level, until: this.now(), clientGeneration: 0, staffGeneration: 0 });
      } else {
        Object.assign(connection, { level: right.level, until: Math.min(right.until, ends), clientGeneration: this.generationOf(connection.clientId), staffGeneration: this.staffGeneration });
        const { level, until, clientGeneration, staffGeneration } = connection;
        answers.set(connection.id, { connectionId: connection.id, level, until, clientGeneration, staffGeneration });
      }
    }
    return answers;
  }

  append(words: Words[]): Stored[] {
    const stored: Stored[] = [];
    words.forEach(({ connectionId, data, newWriter }, item) => {
      const connection = this.connections.get(connectionId);
      const document = connection && this.documents.get(connection.documentId);
      if (!connection || !document) return;
      const counts = { clientGeneration: this.generationOf(connection.clientId), staffGeneration: this.staffGeneration };
      if (connection.level !== "write" || !this.lives(connection)) return void stored.push({ item, documentId: document.id, seq: null, ...counts });
      const seq = (document.log.at(-1)?.seq ?? document.snapshot?.seq ?? 0) + 1;
      const row = { seq, connectionId, sessionId: connection.sessionId, accountId: connection.accountId, data };
      this.watch.appending(document, row);
      document.log.push(row);
      if (newWriter > 0 && !document.writers.has(newWriter)) document.writers.set(newWriter, connection.accountId);
      stored.push({ item, documentId: document.id, seq, ...counts });
    });
    return stored;
  }

  load(connectionId: number, after: number): Row[] {
    const connection = this.connections.get(connectionId);
    if (!connection || connection.level === "none" || !this.lives(connection)) throw new Error("stale_connection");
    const document = this.documents.get(connection.documentId) as StoredDocument;
    const base = document.snapshot && document.snapshot.seq > after ? document.snapshot : undefined;
    const rows = document.log.filter((row) => row.seq > Math.max(base?.seq ?? 0, after)).map(({ seq, data }) => ({ seq, data, isSnapshot: false }));
    return base ? [{ ...base, isSnapshot: true }, ...rows] : rows;
  }

  past(connectionId: number, seq: number): { seq: number; data: Uint8Array }[] {
    const connection = this.connections.get(connectionId);
    if (!connection || connection.level !== "write" || !this.lives(connection)) return [];
    return (this.documents.get(connection.documentId)?.log ?? []).filter((row) => row.seq <= seq).map((row) => ({ seq: row.seq, data: row.data }));
  }

  writers(connectionId: number): Map<number, string> {
    const connection = this.connections.get(connectionId);
    return connection && connection.level !== "none" ? new Map(this.documents.get(connection.documentId)?.writers) : new Map();
  }

  generations(clientIds: string[]): Map<string, { client: number; staff: number }> {
    return new Map(clientIds.map((clientId) => [clientId, { client: this.generationOf(clientId), staff: this.staffGeneration }]));
  }

  saveSnapshot(documentId: string, seq: number, made: Compact): void {
    const document = this.documents.get(documentId);
    if (!document || seq > (document.log.at(-1)?.seq ?? 0) || (document.snapshot && document.snapshot.seq >= seq)) return;
    this.watch.saving(document, seq, made);
    document.snapshot = { seq, ...made };
  }

  setApart(documentId: string, sessionId: string, why: string, data: Uint8Array): void {
    const accountId = this.sessions.get(sessionId)?.accountId;
    if (!accountId || !this.views.some((view) => view.accountId === accountId)) return;
    this.lateWords.push({ accountId, documentId, why, data });
  }

  close(connectionIds: number[]): void {
    for (const id of connectionIds) this.connections.delete(id);
  }

  touch(sessionIds: string[]): void {
    for (const id of sessionIds) {
      const session = this.sessions.get(id);
      if (session && this.sessionUntil(id) !== undefined) session.lastSeen = this.now();
    }
  }
}
