import { spawn, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { cookieName } from "~/features/people/session-cookie";
import { beginSession } from "~/features/people/sessions.server";
import { root } from "~/shared/root.server";
import { asking, type Database } from "~db/client";
import { patience } from "./wait";

export type TestServer = {
  port: number;
  baseUrl: string;
  /** What the server printed so far, both streams. */
  output: () => string;
  process: ChildProcess;
  /** SIGKILL: no goodbye, no flush. Answers when the process is gone. */
  kill9: () => Promise<void>;
  /** SIGTERM, as an operator does. @returns the exit code */
  stop: () => Promise<number | null>;
  /** The same server again on the same port and database. */
  restart: () => Promise<void>;
};

export type ServerOptions = {
  /** `app_rw`'s connection string of a prepared database; without it the server starts an embedded cluster of its own. */
  databaseUrl?: string;
  dataDir?: string;
  /** What a browser calls it: passkeys need a name, an address is not enough. */
  hostName?: "127.0.0.1" | "localhost";
  env?: Record<string, string>;
  /** Milliseconds in which it has to answer; one that ended before is not waited for. */
  within?: number;
};

/**
 * Starts the real built server as its own process, and waits until /readyz says yes.
 * @throws with everything the server printed when it does not come up
 */
export async function startServer({ databaseUrl, dataDir, hostName = "127.0.0.1", env = {}, within = 100_000 }: ServerOptions = {}): Promise<TestServer> {
  requireBuild();
  const port = await freePort();
  const folder = dataDir ?? mkdtempSync(path.join(tmpdir(), "common-thread-server-"));
  const baseUrl = `http://${hostName}:${port}`;
  const lines: string[] = [];
  const settings = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: "production",
    LOG_LEVEL: "warn",
    HOST: "127.0.0.1",
    PORT: String(port),
    BASE_URL: baseUrl,
    DATA_DIR: folder,
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    ...env,
  };
  let child = begin();
  function begin() {
    const one = spawn(process.execPath, ["server.js"], { cwd: root, env: settings, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [one.stdout, one.stderr]) stream.setEncoding("utf8").on("data", (text: string) => lines.push(text));
    return one;
  }
  await ready(baseUrl, child, lines, within);
  const server: TestServer = {
    port,
    baseUrl,
    output: () => lines.join(""),
    get process() {
      return child;
    },
    kill9: async () => {
      child.kill("SIGKILL");
      await gone(child);
    },
    stop: async () => {
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), patience);
      const code = await gone(child);
      clearTimeout(late);
      if (!dataDir) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      return code;
    },
    restart: async () => {
      await gone(child);
      child = begin();
      await ready(baseUrl, child, lines, within);
    },
  };
  return server;
}

/** Runs the server with settings it should refuse. @returns its exit code and what it printed */
export async function refusedStart(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  requireBuild();
  const port = await freePort();
  const child = spawn(process.execPath, ["server.js"], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "production", LOG_LEVEL: "warn", PORT: String(port), DATA_DIR: path.join(tmpdir(), "common-thread-refused"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const late = setTimeout(() => child.kill("SIGKILL"), patience);
  const code = await gone(child);
  clearTimeout(late);
  return { code, output };
}

/** A Cookie header for a signed-in account: a real session row, begun the way the product begins one. */
export async function cookieFor(db: Database, accountId: string, device: "mine" | "shared" = "mine"): Promise<string> {
  const token = await asking(db, {}, (trx) => beginSession(trx, { accountId, device, method: "fixture", browser: "test" }));
  return `${cookieName({ secure: false })}=${token}`;
}

/** The id half of a cookie's token, as the session table knows it. */
export function sessionIdOf(cookie: string): string {
  return cookie.split("=")[1]?.split(".")[0] ?? "";
}

/**
 * A port nobody listens on now, with the next one free for figures. Below those that outgoing connections take: a
 * server that is started again finds its own port free, however many clients knocked meanwhile.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

function requireBuild() {
  if (!existsSync(path.join(root, "build/server/index.js"))) throw new Error("There is no build yet. Run npm run build first.");
}

async function ready(baseUrl: string, child: ChildProcess, lines: string[], within: number) {
  const end = Date.now() + within;
  while (Date.now() < end) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const answer = await fetch(`${baseUrl}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill("SIGKILL");
  throw new Error(`The server did not become ready. It said:\n${lines.join("")}`);
}

function gone(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once("exit", (code) => resolve(code)));
}
