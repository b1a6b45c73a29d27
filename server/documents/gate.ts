import type postgres from "postgres";

export type Level = "signed_out" | "none" | "read" | "write";

/** In place of the person, for words about none: only the count of staff can change for them (app.generations). */
export const nobody = "00000000-0000-0000-0000-000000000000";

/** What PostgreSQL decided about one session on one document, and the counts of changed rights it decided at. */
export type Judgement = {
  connectionId: number;
  level: Level;
  /** The person the words are about, or `nobody`. */
  clientId: string;
  accountId: string;
  accountName: string;
  organisationId: string;
  organisationName: string;
  /** Milliseconds since the epoch; the right lapses then by itself. */
  until: number;
  clientGeneration: number;
  staffGeneration: number;
};

export type Rejudged = Pick<Judgement, "connectionId" | "level" | "until" | "clientGeneration" | "staffGeneration">;
/** `seq` is null when the words were not stored: the connection may not write any more, or must be judged again. */
export type Stored = { item: number; documentId: string; seq: number | null; clientGeneration: number; staffGeneration: number };
export type Words = { connectionId: number; data: Uint8Array; newWriter: number };
/** `clocks`: the state vector a snapshot reaches, where it was stored with it. */
export type Row = { seq: number; data: Uint8Array; isSnapshot: boolean; clocks?: Uint8Array | undefined };
/** A document without what was deleted, and the state vector it reaches. */
export type Compact = { data: Uint8Array; clocks: Uint8Array };

/** PostgreSQL's number for bytea[]; the driver would take a list of buffers for one. */
const byteaArray = 1001;

/**
 * The only way from the document server to the log. Every rule is kept by the functions of migrations 03 and 71.
 * @param words the connection that stores; everything else is asked through `sql`
 */
export function createGate(sql: postgres.Sql, words: postgres.Sql) {
  return {
    /** Judges a session on a document and writes the look down. Undefined: nothing there for this person. */
    async open(documentId: string, sessionId: string): Promise<Judgement | undefined> {
      const [row] = await sql`select * from app.open_document(${documentId}, ${sessionId})`;
      return row && judgementOf(row);
    },
    async judgeAgain(connectionIds: number[]): Promise<Map<number, Rejudged>> {
      const rows = await sql`select * from app.judge_again(${connectionIds}::bigint[])`;
      return new Map(
        rows.map((row) => [
          row.connection_id,
          {
            connectionId: row.connection_id,
            level: row.level,
            until: new Date(row.until).getTime(),
            clientGeneration: row.client_generation,
            staffGeneration: row.staff_generation,
          },
        ]),
      );
    },
    async close(connectionIds: number[]): Promise<void> {
      await sql`select app.close_connections(${connectionIds}::bigint[])`;
    },
    /** Stores what may be stored, in one transaction; resolves after COMMIT. */
    async append(batch: Words[]): Promise<Stored[]> {
      const data = words.typed(batch.map((one) => Buffer.from(one.data.buffer, one.data.byteOffset, one.data.byteLength)) as never, byteaArray);
      const rows = await words`select * from app.append_updates(${batch.map((one) => one.connectionId)}::bigint[], ${data}, ${batch.map((one) => one.newWriter)}::bigint[])`;
      return rows.map((row) => ({
        item: row.item - 1,
        documentId: row.document_id,
        seq: row.seq,
        clientGeneration: row.client_generation,
        staffGeneration: row.staff_generation,
      }));
    },
    /** The snapshot (when newer than `after`) and the rows since. @throws stale_connection */
    async load(connectionId: number, after: number): Promise<Row[]> {
      const rows = await sql`select * from app.load_document(${connectionId}, ${after})`;
      return rows.map((row) => ({ seq: row.seq, data: row.data, isSnapshot: row.is_snapshot, clocks: row.clocks ?? undefined }));
    },
    /** The log up to a row, for a connection that may write now; empty for any other. */
    async past(connectionId: number, seq: number): Promise<{ seq: number; data: Uint8Array }[]> {
      const rows = await sql`select * from app.past_of(${connectionId}, ${seq})`;
      return rows.map((row) => ({ seq: row.seq, data: row.data }));
    },
    async touch(sessionIds: string[]): Promise<void> {
      await sql`select app.touch_sessions(${sessionIds}::text[])`;
    },
    /** Clears judgements that a process left behind when it died. */
    async forget(): Promise<void> {
      await sql`select app.forget_connections()`;
    },
    async writers(connectionId: number): Promise<Map<number, string>> {
      const rows = await sql`select * from app.writers_of(${connectionId})`;
      return new Map(rows.map((row) => [row.client_number, row.account_id]));
    },
    async generations(clientIds: string[]): Promise<Map<string, { client: number; staff: number }>> {
      const rows = await sql`select * from app.generations(${clientIds}::uuid[])`;
      return new Map(rows.map((row) => [row.client_id, { client: row.generation, staff: row.staff_generation }]));
    },
    async saveSnapshot(documentId: string, seq: number, { data, clocks }: Compact): Promise<void> {
      await sql`select app.save_snapshot(${documentId}, ${seq}, ${Buffer.from(data)}, ${Buffer.from(clocks)})`;
    },
    async setApart(id: string, documentId: string, sessionId: string, why: string, data: Uint8Array): Promise<void> {
      await sql`select app.set_words_apart(${id}, ${documentId}, ${sessionId}, ${why}, ${Buffer.from(data)})`;
    },
  };
}

export type Gate = ReturnType<typeof createGate>;

function judgementOf(row: postgres.Row): Judgement {
  return {
    connectionId: row.connection_id,
    level: row.level,
    clientId: row.client_id ?? nobody,
    accountId: row.account_id,
    accountName: row.account_name,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    until: new Date(row.until).getTime(),
    clientGeneration: row.client_generation,
    staffGeneration: row.staff_generation,
  };
}
