import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { canLookAfterDirectory } from "../policy";
import { register } from "../words";
import type { Preview } from "./preview.server";
import type { ImportState } from "./state";

/** Imports a facilitator may see; for others there are none. */
export function visibleImports(trx: Database, actor: Actor) {
  const query = trx.selectFrom("organisation_import");
  return canLookAfterDirectory(actor) ? query : query.where("organisation_import.id", "is", null);
}

/** @throws not_found */
export async function findImport(trx: Database, actor: Actor, id: string | undefined) {
  if (!isId(id)) return notFound();
  const row = await visibleImports(trx, actor)
    .where("organisation_import.id", "=", id)
    .selectAll("organisation_import")
    .select(sql<boolean>`coalesce(progressed_at, started_at, created_at) < now() - interval '90 seconds'`.as("quiet"))
    .executeTakeFirst();
  if (!row) return notFound();
  return { ...row, preview: row.preview as Preview | null, state: stateOf(row) };
}

/** The newest imports, for the list beside the form. */
export async function visibleImportsPage(trx: Database, actor: Actor) {
  const rows = await visibleImports(trx, actor)
    .orderBy("created_at", "desc")
    .limit(20)
    .select(["id", "file_name as fileName", "created_at", "added", "changed", "failure", "finished_at", "started_at"])
    .select([sql<boolean>`preview is not null`.as("preview"), sql<boolean>`coalesce(progressed_at, started_at, created_at) < now() - interval '90 seconds'`.as("quiet")])
    .execute();
  return rows.map((row) => ({ id: row.id, fileName: row.fileName, at: row.created_at.toISOString(), added: row.added, changed: row.changed, state: stateOf(row) }));
}

/** What was refused, line by line, fifty to a page. */
export async function refusalsOf(trx: Database, importId: string, page: number) {
  const rows = await trx
    .selectFrom("organisation_import_refusal")
    .where("import_id", "=", importId)
    .orderBy("line")
    .limit(51)
    .offset((page - 1) * 50)
    .select(["line", "reason", "excerpt"])
    .execute();
  return { rows: rows.slice(0, 50), page, hasMore: rows.length > 50 };
}

function stateOf(row: { failure: string | null; finished_at: Date | null; started_at: Date | null; preview: unknown; quiet: boolean }): ImportState {
  if (row.failure !== null) return "failed";
  if (row.finished_at) return "done";
  if (row.started_at) return row.quiet ? "stopped" : "running";
  return row.preview ? "ready" : "checking";
}

/** Notes that a file has arrived and asks for it to be read through. @throws not_allowed */
export async function beginImport(trx: Database, actor: Actor, file: { importId: string; fileName: string; bytes: number }): Promise<void> {
  if (!canLookAfterDirectory(actor)) throw new AppError("not_allowed");
  await trx
    .insertInto("organisation_import")
    .values({ id: file.importId, started_by: actor.accountId, file_name: file.fileName, source: register.name, licence: register.licence, bytes: file.bytes })
    .execute();
  await sql`select jobs.add('check-import', ${JSON.stringify({ id: file.importId })}::text::json)`.execute(trx);
}

/**
 * Starts an import for the chosen areas; running one that stopped half-way again is safe.
 * @throws not_found, not_allowed, wrong_entry when no area of the file is chosen, conflict while it runs
 */
export async function startImport(trx: Database, actor: Actor, importId: string, areas: string[]): Promise<void> {
  const found = await findImport(trx, actor, importId);
  if (!canLookAfterDirectory(actor)) throw new AppError("not_allowed");
  if (found.state !== "ready" && found.state !== "stopped") throw new AppError("conflict", "This import is under way or over. Choose the file once more to begin again.");
  const known = new Set(found.preview?.areas.map((area) => area.name));
  const chosen = found.state === "stopped" ? found.areas : areas.filter((area) => known.has(area));
  if (chosen.length === 0) throw new AppError("wrong_entry", "Choose at least one local authority.", { areas: ["Choose at least one local authority."] });
  await trx
    .updateTable("organisation_import")
    .set({ areas: chosen, started_at: sql<Date>`now()`, started_by: actor.accountId, progressed_at: null, run: randomUUID() })
    .where("id", "=", found.id)
    .execute();
  await recordActivity(trx, actor, { kind: "import.progressed", subjectKind: "import", subjectId: found.id, detail: { stage: "started", areas: chosen.length } });
  await sql`select jobs.add('run-import', ${JSON.stringify({ id: found.id })}::text::json)`.execute(trx);
}
