import { finished } from "node:stream/promises";
import type postgres from "postgres";

/** Characters of one table gathered before they are sent. */
const most = 4_000_000;

/** Columns the loader fills, in order; what is left out takes its default or is generated. */
export const columns = {
  network: "id name kind founded_at",
  account: "id name email created_at",
  organisation: "id name kind area charity_number postcode source created_by created_at changed_at",
  post: "id organisation_id title role created_by created_at",
  post_line: "id post_id kind organisation_id manager_post_id valid_from",
  tenure: "id account_id post_id valid_from valid_until ended_by ended_why",
  invitation: "id post_id name email purpose token_hash invited_by created_at expires_at accepted_at accepted_by",
  session: "id secret_hash account_id device browser method created_at last_seen_at expires_at ended_at ended_why",
  mail: "id to_address subject body kind created_at sent_at caused_by",
  client: "id reference home_organisation_id name interpreter practice_person created_by created_at last_contact_on",
  client_contact: "client_id phone email address preference take_care",
  client_access: "client_id generation",
  client_words: "id client_id words said_on recorded_by recorded_at",
  caseload: "id client_id post_id part valid_from valid_until added_by",
  lawful_basis: "id client_id organisation_id basis condition note recorded_by recorded_at",
  consent_event: "id client_id kind said_at how words told terms account_id tenure_id organisation_id recorded_at",
  consent_grant: "id client_id organisation_id purpose section_class access valid_from valid_until given_event ended_at ended_event",
  note: "id client_id organisation_id kind happened_on created_by tenure_id created_at",
  note_closing: "note_id client_id line closed_by closed_at",
  section: "id note_id client_id class organisation_id created_by created_at",
  document: "id kind section_id client_id scope created_at gap_id",
  document_update: "document_id seq connection_id session_id account_id tenure_id at data",
  document_writer: "document_id client_number account_id",
  document_snapshot: "document_id seq data clocks made_at",
  next_step: "id client_id note_id section_class organisation_id words owner_post_id due_on created_by created_at done_at done_by",
  area: "id name added_by added_at",
  gap: "id account_id post_id organisation_id at sentence area_id need groups place version moved_at last_active_at",
  gap_move: "id account_id post_id organisation_id at gap_id number from_place to_place why line",
  gap_join: "id account_id post_id organisation_id at gap_id band line",
  gap_role: "id account_id post_id organisation_id at gap_id role line ended_at ended_by",
  gap_stage: "id account_id post_id organisation_id at gap_id stage",
  gap_outcome: "id account_id post_id organisation_id at gap_id line",
  words_flag: "id account_id post_id organisation_id at subject_kind subject_id gap_id reasons",
  view: "id at client_id account_id tenure_id organisation_id what subject_id how",
  activity: "id at kind account_id tenure_id organisation_id client_id subject_kind subject_id scope detail",
  audit_chain: "position kind entry_id entry_hash chain_hash",
} as const;
export type LoadedTable = keyof typeof columns;
export type Value = string | number | boolean | Date | Uint8Array | null;

/** Rows on their way into tables by COPY, a few megabytes at a time, on one connection. */
export class Copying {
  private readonly waiting = new Map<LoadedTable, { lines: string[]; size: number }>();
  private sending = Promise.resolve();
  private queued = 0;
  rows = 0;

  constructor(private readonly sql: postgres.ReservedSql) {}

  row(table: LoadedTable, values: readonly Value[]): void {
    const line = values.map(written).join("\t");
    const buffer = this.waiting.get(table) ?? { lines: [], size: 0 };
    buffer.lines.push(line);
    buffer.size += line.length;
    this.rows += 1;
    this.waiting.set(table, buffer);
    if (buffer.size > most) this.send(table, buffer.lines);
  }

  /** Lets the database keep up: nothing is piled up in memory. */
  async keepUp(): Promise<void> {
    if (this.queued > 4) await this.sending;
  }

  async flush(): Promise<void> {
    for (const [table, { lines }] of this.waiting) this.send(table, lines);
    await this.sending;
  }

  private send(table: LoadedTable, lines: string[]): void {
    this.waiting.delete(table);
    this.queued += 1;
    this.sending = this.sending.then(async () => {
      const into = await this.sql.unsafe(`copy "${table}" (${columns[table].replaceAll(" ", ", ")}) from stdin`).writable();
      into.end(`${lines.join("\n")}\n`);
      await finished(into);
      this.queued -= 1;
    });
    // Heard at the next flush; until then it is nobody's unhandled rejection.
    this.sending.catch(() => {});
  }
}

const special = /[\\\n\r\t]/;
const escapes: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function written(value: Value): string {
  if (value === null) return "\\N";
  if (typeof value === "string") return special.test(value) ? value.replaceAll(/[\\\n\r\t]/g, (one) => escapes[one] ?? one) : value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}`;
  return String(value);
}
