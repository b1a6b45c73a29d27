/** Processor time and memory of a server and of its PostgreSQL, as Linux accounts for them. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const microsecondsPerTick = 1_000_000 / ticksPerSecond();

/**
 * Usage of the trees under `serverPid` and `postgresPids`, told apart by command name.
 * Processor time in microseconds, memory in bytes. Ended children count through their parent.
 */
export function readUsage(serverPid, postgresPids = []) {
  const processes = listProcesses();
  const tree = descendants(processes, [serverPid, ...postgresPids]);
  const isPostgres = (row) => row.command === "postgres" || postgresPids.includes(row.pid);
  return {
    server: total(tree.filter((row) => !isPostgres(row)), residentBytes),
    postgres: total(tree.filter(isPostgres), proportionalBytes),
  };
}

/** Processor microseconds spent between two readings. */
export const spent = (before, after) => ({
  server: after.server.cpu - before.server.cpu,
  postgres: after.postgres.cpu - before.postgres.cpu,
});

/** Every descendant process id of `pid`, itself included. */
export const treeOf = (pid) => descendants(listProcesses(), [pid]).map((row) => row.pid);

/** Highest resident memory the process has had, in bytes. */
export const peakBytes = (pid) => statusKilobytes(pid, "status", "VmHWM") * 1024;

function total(rows, memoryOf) {
  return {
    cpu: rows.reduce((sum, row) => sum + row.cpu, 0),
    memory: rows.reduce((sum, row) => sum + memoryOf(row.pid), 0),
  };
}

function listProcesses() {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(readProcess).filter(Boolean);
}

function readProcess(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
    const command = text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"));
    return { pid: Number(pid), parent: Number(fields[1]), command, cpu: ticks * microsecondsPerTick };
  } catch {
    return null; // it ended while we looked
  }
}

function descendants(processes, roots) {
  const wanted = new Set(roots);
  for (let before = -1; before !== wanted.size; ) {
    before = wanted.size;
    for (const row of processes) if (wanted.has(row.parent)) wanted.add(row.pid);
  }
  return processes.filter((row) => wanted.has(row.pid));
}

const residentBytes = (pid) => statusKilobytes(pid, "status", "VmRSS") * 1024;

/** Shared buffers counted once over all backends. */
const proportionalBytes = (pid) => (statusKilobytes(pid, "smaps_rollup", "Pss") || statusKilobytes(pid, "status", "VmRSS")) * 1024;

function statusKilobytes(pid, file, field) {
  try {
    const line = readFileSync(`/proc/${pid}/${file}`, "latin1").match(new RegExp(`^${field}:\\s+(\\d+)`, "m"));
    return line ? Number(line[1]) : 0;
  } catch {
    return 0;
  }
}

function ticksPerSecond() {
  try {
    return Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" })) || 100;
  } catch {
    return 100;
  }
}
