import type postgres from "postgres";
import type { Scene } from "./access/scene";

/** At least one row in every table that somebody else's eyes must not reach, where the scene has left it empty. */
export async function rowsEverywhere(admin: postgres.Sql, { subjects, members }: Scene): Promise<void> {
  const { live } = subjects;
  const { aileen, fay } = members;
  const documentId = live.note.documentOf("shared_plan");
  const tenureId = aileen.seats[0]?.tenureId ?? "";
  const organisationId = aileen.seats[0]?.organisationId ?? "";
  await admin`insert into note_closing (note_id, client_id, line, closed_by) values (${subjects.none.note.noteId}, ${subjects.none.clientId}, 'Done', ${aileen.accountId})`;
  await admin`insert into late_words (id, document_id, client_id, account_id, why, data) values (gen_random_uuid(), ${documentId}, ${live.clientId}, ${aileen.accountId}, 'withdrawn', '\\x00')`;
  await admin`insert into document_update (document_id, seq, connection_id, session_id, account_id, tenure_id, data) values (${documentId}, 1, 1, 'x', ${aileen.accountId}, ${tenureId}, '\\x0000')`;
  await admin`insert into document_snapshot (document_id, seq, data) values (${documentId}, 1, '\\x0000')`;
  await admin`insert into document_writer (document_id, client_number, account_id) values (${documentId}, 7, ${aileen.accountId})`;
  await admin`insert into document_connection (document_id, client_id, session_id, account_id, tenure_id, organisation_id, level, client_generation, staff_generation, until)
    values (${documentId}, ${live.clientId}, 'x', ${aileen.accountId}, ${tenureId}, ${organisationId}, 'write', 1, 1, now() + interval '1 hour')`;
  const [one] = await admin`insert into organisation_import (id, started_by, file_name, source, licence) values (gen_random_uuid(), ${fay.accountId}, 'a.csv', 'register', 'open') returning id`;
  await admin`insert into organisation_import_refusal (import_id, line, reason, excerpt) values (${one?.id}, 1, 'x', 'x')`;
  await admin`insert into passkey (id, account_id, public_key, counter, name) values ('key', ${aileen.accountId}, '\\x00', 0, 'Phone')`;
  await admin`insert into sign_in_code (id, email, code_hash, expires_at) values (gen_random_uuid(), 'a@example.test', '\\x00', now() + interval '1 hour')`;
  await admin`insert into challenge (id, value, account_id, expires_at) values ('c', 'v', ${aileen.accountId}, now() + interval '1 hour')`;
  await admin`insert into privacy_reading (account_id, version) values (${aileen.accountId}, '1') on conflict do nothing`;
  await admin`insert into mail (id, to_address, subject, body, kind) values (gen_random_uuid(), 'a@example.test', 's', 'b', 'notice')`;
  await admin`insert into rate_limit (key) values ('k') on conflict do nothing`;
  await admin`select app.chain_audit(20)`;
}
