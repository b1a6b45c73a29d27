/** A server or load generator as a child process of its own, ended by its pid and never left behind. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { within } from "./within.js";

/** Forks a script of this package and waits for its `{ ready: true }`. */
export async function startHost(script, settings, { env = {} } = {}) {
  const path = fileURLToPath(new URL(`../${script}`, import.meta.url));
  const child = fork(path, [JSON.stringify(settings)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    serialization: "advanced",
    env: { ...process.env, ...env },
  });
  await within(30, `${script} starting`, readiness(child));
  return child;
}

/** Asks a child to stop, and ends it if it has not after `graceSeconds`. */
export async function stopChild(child, graceSeconds = 15) {
  await endWith(child, "SIGTERM", graceSeconds).catch(() => endWith(child, "SIGKILL", 5));
}

/** What a power cut does to a process. */
export const killChild = (child) => endWith(child, "SIGKILL", 5);

function readiness(child) {
  return new Promise((resolve, reject) => {
    child.on("message", (message) => message?.ready && resolve());
    child.once("exit", (code) => reject(new Error(`it ended with code ${code} before it was ready`)));
  });
}

async function endWith(child, signal, seconds) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  process.kill(child.pid, signal);
  await within(seconds, `process ending on ${signal}`, ended);
}
