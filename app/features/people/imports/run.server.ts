import { rm } from "node:fs/promises";
import { asking, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { seatsOf } from "~/shared/actor.server";
import { errorCode } from "~/shared/errors";
import type { Services } from "~/shared/services.server";
import type { RegisterRow } from "./columns";
import type { Preview, Problem } from "./preview.server";
import { linesOf } from "./rows.server";
import { storeRows } from "./store.server";
import { importFile } from "./upload.server";

const batchSize = 1_000;
/** Told one by one; beyond this they are only counted. */
const mostRefusals = 2_000;

type Counts = { rows_read: number; added: number; changed: number; unchanged: number; refused: number; bytes_read: number };
type Run = { id: string; run: string; accountId: string; areas: Set<string>; form: Preview["form"]; bytes: number };

class TakenOver extends Error {}

/**
 * Runs an import in batches, each with its counts in one transaction as the facilitator who started it: should
 * they lose that seat meanwhile, row-level security ends it. Begins from the first line again after a crash.
 */
export async function runRegisterImport(services: Services, importId: string): Promise<void> {
  const run = await claimed(services.db, importId);
  if (!run) return;
  try {
    await readThrough(services, run);
    await rm(importFile(services.config, importId), { force: true });
  } catch (error) {
    if (error instanceof TakenOver) return;
    services.log.error({ import: importId, error: String(error) }, "an import stopped");
    await failed(services.db, run, sentenceFor(error));
  }
}

async function readThrough(services: Services, run: Run) {
  const counts: Counts = { rows_read: 0, added: 0, changed: 0, unchanged: 0, refused: 0, bytes_read: 0 };
  let rows: RegisterRow[] = [];
  let refusals: Problem[] = [];
  let told = 0;
  const flush = async (finished: boolean) => {
    const share = Math.floor((counts.bytes_read / Math.max(1, run.bytes)) * 10);
    const tell = finished || share > told;
    told = Math.max(told, share);
    await storeBatch(services.db, run, { rows, refusals, counts, tell, finished });
    rows = [];
    refusals = [];
  };
  for await (const line of linesOf(importFile(services.config, run.id), run.form)) {
    counts.rows_read += 1;
    counts.bytes_read = line.bytesRead;
    if ("row" in line) {
      if (run.areas.has(line.row.area)) rows.push(line.row);
    } else if (!line.area || run.areas.has(line.area)) {
      counts.refused += 1;
      if (counts.refused <= mostRefusals) refusals.push({ line: line.line, reason: line.reason, excerpt: line.excerpt });
    }
    if (rows.length >= batchSize || refusals.length >= batchSize) await flush(false);
  }
  counts.bytes_read = run.bytes;
  await flush(true);
}

type Batch = { rows: RegisterRow[]; refusals: Problem[]; counts: Counts; tell: boolean; finished: boolean };

async function storeBatch(db: Database, run: Run, { rows, refusals, counts, tell, finished }: Batch) {
  await asking(db, { account: run.accountId, duty: "import" }, async (trx) => {
    const stored = await storeRows(trx, run.accountId, rows);
    counts.added += stored.added;
    counts.changed += stored.changed;
    counts.unchanged += stored.unchanged;
    const now = new Date();
    const mine = await trx
      .updateTable("organisation_import")
      .set({ ...counts, progressed_at: now, ...(finished ? { finished_at: now } : {}) })
      .where("id", "=", run.id)
      .where("run", "=", run.run)
      .executeTakeFirst();
    if (mine.numUpdatedRows === 0n) throw new TakenOver();
    if (refusals.length > 0) {
      await trx.insertInto("organisation_import_refusal").values(refusals.map((one) => ({ import_id: run.id, ...one }))).onConflict((on) => on.doNothing()).execute();
    }
    if (tell) await tellOf(trx, run, { ...counts, finished });
  });
}

async function tellOf(trx: Database, run: Run, detail: Record<string, number | boolean>) {
  const seats = await seatsOf(trx, run.accountId);
  const seat = seats.find((one) => one.role === "facilitator");
  const actor: Actor = { accountId: run.accountId, name: "", email: "", sessionId: "", device: "shared", seats, seat };
  await recordActivity(trx, actor, { kind: "import.progressed", subjectKind: "import", subjectId: run.id, detail });
}

/** Takes the import's number, as it was written when it was started; clears what an earlier run had told. */
function claimed(db: Database, importId: string): Promise<Run | undefined> {
  return asking(db, { duty: "import" }, async (trx) => {
    const row = await trx.selectFrom("organisation_import").where("id", "=", importId).selectAll().forUpdate().executeTakeFirst();
    if (!row?.run || !row.started_at || row.finished_at || row.failure !== null || !row.preview) return undefined;
    await trx.deleteFrom("organisation_import_refusal").where("import_id", "=", importId).execute();
    const { form } = row.preview as unknown as Preview;
    return { id: row.id, run: row.run, accountId: row.started_by, areas: new Set(row.areas), form, bytes: Number(row.bytes) };
  });
}

async function failed(db: Database, run: Run, sentence: string) {
  await asking(db, { duty: "import" }, (trx) =>
    trx.updateTable("organisation_import").set({ failure: sentence }).where("id", "=", run.id).where("run", "=", run.run).execute(),
  );
}

function sentenceFor(error: unknown): string {
  if (errorCode(error) === "wrong_entry" && error instanceof Error) return error.message;
  if (typeof error === "object" && error !== null && "code" in error) {
    if (error.code === "ENOENT") return "The file is no longer here. Choose it once more.";
    if (error.code === "42501") return "Whoever started this import is no longer a facilitator, so it was stopped. What was added before stays.";
  }
  return "Something went wrong on our side. What was added before stays; choose the file once more to go on.";
}
