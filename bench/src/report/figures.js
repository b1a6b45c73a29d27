/** The rows of the table: which figure of which scenario, in which unit, and whether a ratio to the relay says something. */
const kilo = 1 / 1000;
const mebi = 1 / 2 ** 20;

export const figureRows = [
  row("propagation", "p50", "keystroke to another person, p50", "ms", { digits: 2, ratio: true }),
  row("propagation", "p95", "… p95", "ms", { digits: 2, ratio: true }),
  row("propagation", "p99", "… p99", "ms", { digits: 2, ratio: true }),
  row("propagation", "serverCpuPerUpdate", "server processor an update", "µs", { ratio: true }),
  row("propagation", "postgresCpuPerUpdate", "PostgreSQL processor an update", "µs"),
  row("propagation", "serverMemory", "server memory", "MiB", { scale: mebi }),
  row("propagation", "postgresMemory", "PostgreSQL memory", "MiB", { scale: mebi }),
  row("cursors", "p50", "with cursors moving, p50", "ms", { digits: 2, ratio: true }),
  row("cursors", "p95", "… p95", "ms", { digits: 2, ratio: true }),
  row("cursors", "p99", "… p99", "ms", { digits: 2, ratio: true }),
  row("cursors", "serverCpuPerUpdate", "… server processor an update", "µs", { ratio: true }),
  row("saturation", "people", "people typing within the p99 limit", "", { ratio: true, atLeast: "reachedTheEnd" }),
  row("saturation", "updatesPerSecond", "… updates a second", "", { ratio: true }),
  row("open", "coldReceivedMs", "long document after a restart, all received", "ms"),
  row("open", "coldAppliedMs", "… and applied", "ms"),
  row("open", "warmReceivedMs", "long document someone has open, all received", "ms"),
  row("open", "warmAppliedMs", "… and applied", "ms"),
  row("crash", "lostAcknowledged", "acknowledged updates lost to kill -9", "", { of: "acknowledged", sum: true }),
  row("crash", "lostShown", "shown updates lost to kill -9", "", { of: "shown", sum: true }),
  row("idle", "bytesPerDocument", "memory of an idle open document", "kB", { scale: kilo, ratio: true }),
  row("wire", "up", "bytes a keystroke, up from its writer", "B", { ratio: true }),
  row("wire", "back", "… back to its writer", "B"),
  row("wire", "down", "… down to one reader", "B", { ratio: true }),
  row("wire", "downWithCursor", "… down with cursors", "B", { ratio: true }),
  row("withdrawal", "p50", "consent withdrawal to dead connection, p50", "ms", { digits: 1 }),
  row("withdrawal", "p99", "… p99", "ms", { digits: 1 }),
  row("withdrawal", "max", "… longest", "ms", { digits: 1 }),
  row("withdrawal", "returned", "… people shut out who got back in", "", { of: "withdrawals", sum: true }),
  row("pages", "p95", "signed in to first page, p95", "ms", { digits: 1 }),
  row("front-end", "todayBytes", "first visit to Today, as served", "kB", { scale: kilo }),
  row("front-end", "todayPackedBytes", "… through a proxy that packs", "kB", { scale: kilo }),
  row("front-end", "todayRequests", "… requests", ""),
  row("front-end", "todayAnswersMs", "… until it answers, processor four times slower", "ms"),
  row("front-end", "noteBytes", "first visit to a note, as served", "kB", { scale: kilo }),
  row("front-end", "notePackedBytes", "… through a proxy that packs", "kB", { scale: kilo }),
  row("front-end", "noteAnswersMs", "… until it answers, processor four times slower", "ms"),
  row("front-end", "slowestAnswersMs", "slowest page until it answers, processor four times slower", "ms"),
  row("editing-hour", "heapStart", "a note's tab before an hour of writing", "MiB", { scale: mebi, digits: 1 }),
  row("editing-hour", "heapGrowth", "… growth by its end", "MiB", { scale: mebi, digits: 1 }),
  row("editing-hour", "heapGrowthLater", "… of which after the first quarter", "MiB", { scale: mebi, digits: 1 }),
  row("editing-hour", "msPerKeyLast", "… a keystroke in its last quarter", "ms", { digits: 1 }),
  row("import", "seconds", "register import", "s", { digits: 1 }),
  row("import", "serverGrowth", "… growth of the server's memory", "MiB", { scale: mebi }),
];

function row(scenario, key, label, unit, more = {}) {
  return { scenario, key, label, unit, digits: 0, scale: 1, ...more };
}
