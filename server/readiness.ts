import { sql } from "kysely";
import type { Database } from "~db/client";
import { migrationNames } from "~db/prepare";

export type Readiness = { check(): Promise<{ ready: boolean; database: boolean; migrations: boolean; jobs: boolean }> };

/** What /readyz answers: the database speaks, every migration of this checkout ran there, jobs are running. */
export function createReadiness(db: Database, jobsRun: () => boolean): Readiness {
  return {
    async check() {
      const done = await sql<{ name: string }>`select name from migration.done`.execute(db).then(
        (result) => new Set(result.rows.map((row) => row.name)),
        () => undefined,
      );
      const database = done !== undefined;
      const migrations = done !== undefined && migrationNames().every((name) => done.has(name));
      const jobs = jobsRun();
      return { ready: database && migrations && jobs, database, migrations, jobs };
    },
  };
}
