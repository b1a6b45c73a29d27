import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { sql } from "kysely";
import { asking } from "~db/client";
import { runRegisterImport } from "~/features/people/imports/run.server";
import type { Services } from "~/shared/services.server";
import { sendLetter } from "./send-letter";

const day = 86_400_000;

/**
 * Picks up what a process left lying when it was killed: the queue keeps such work locked for hours, and a
 * letter or an import should not wait so long. Safe beside a runner that still lives: letters are locked while
 * they are carried, and an import is taken over under a new number.
 */
export async function sweep(services: Services): Promise<void> {
  for (const id of await lettersLeft(services)) await sendLetter(services, id).catch(() => {});
  for (const id of await importsLeft(services)) await runRegisterImport(services, id);
}

/** Files of imports that nobody went on with. */
export async function clearOldImports({ config }: Services): Promise<void> {
  const folder = path.join(config.dataDir, "imports");
  for (const name of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, name);
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > 7 * day) await rm(file, { force: true });
  }
}

async function lettersLeft({ db }: Services): Promise<string[]> {
  const rows = await asking(db, { duty: "mail" }, (trx) =>
    trx
      .selectFrom("mail")
      .where("sent_at", "is", null)
      .where("failure", "is", null)
      .where("created_at", "<", sql<Date>`now() - interval '2 minutes'`)
      .orderBy("created_at")
      .limit(200)
      .select("id")
      .execute(),
  );
  return rows.map((row) => row.id);
}

async function importsLeft({ db }: Services): Promise<string[]> {
  const rows = await asking(db, { duty: "import" }, (trx) =>
    trx
      .updateTable("organisation_import")
      .set({ run: sql<string>`gen_random_uuid()`, progressed_at: sql<Date>`now()` })
      .where("started_at", "is not", null)
      .where("finished_at", "is", null)
      .where("failure", "is", null)
      .where(sql<boolean>`coalesce(progressed_at, started_at) < now() - interval '2 minutes'`)
      .returning("id")
      .execute(),
  );
  return rows.map((row) => row.id);
}
