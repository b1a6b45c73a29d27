/** Importing the charity register: a command given from outside, its time and the memory it takes. */
import { spawn } from "node:child_process";
import { peakBytes, readUsage } from "../processes/usage.js";
import { within } from "../processes/within.js";

const limitSeconds = 300;

export const registerImport = {
  title: "Register import",
  takesPart: (server) => server.ours && Boolean(process.env.BENCH_IMPORT_CMD),
  size: () => ({ documents: 1, people: 2 }),
  run,
};

/**
 * Runs BENCH_IMPORT_CMD with the server's environment (PORT, DATA_DIR, …) and BENCH_BASE_URL, BENCH_COOKIE.
 * Memory in bytes: the most the command's processes held together, and the server's highest.
 */
async function run({ server }) {
  const startedAt = performance.now();
  const memoryBefore = server.usage().server.memory;
  const command = spawn("sh", ["-c", process.env.BENCH_IMPORT_CMD], {
    env: { ...server.environment, BENCH_BASE_URL: server.baseUrl, BENCH_COOKIE: server.network.people[0].cookie },
    stdio: ["ignore", "ignore", "inherit"],
  });
  let commandMemory = 0;
  let serverMemory = memoryBefore;
  const watch = setInterval(() => {
    commandMemory = Math.max(commandMemory, readUsage(command.pid).server.memory);
    serverMemory = Math.max(serverMemory, server.usage().server.memory);
  }, 100);
  try {
    const ended = new Promise((resolve) => command.once("exit", resolve));
    const code = await within(limitSeconds, "the import", ended);
    if (code !== 0) throw new Error(`the import ended with code ${code}`);
  } finally {
    clearInterval(watch);
    if (command.exitCode === null) command.kill("SIGKILL");
  }
  return {
    seconds: (performance.now() - startedAt) / 1000,
    commandPeakMemory: commandMemory,
    serverGrowth: serverMemory - memoryBefore,
    serverPeakMemory: peakBytes(server.pid),
  };
}
