/** Reads the flags, runs, and writes the table, the plot and the raw figures. */
import { describeMachine } from "./machine.js";
import { readOptions, usage } from "./options.js";
import { peersPostgres, stopPeersPostgres } from "./processes/postgres.js";
import { writeReport } from "./report/write.js";
import { runAll } from "./run.js";
import { scenarios } from "./scenarios/index.js";
import { servers } from "./servers/index.js";

/** Answers the exit code: 1 when a scenario failed, or when ours is asked for alone and is not there. */
export async function main(argv) {
  const options = readOptions(argv);
  if (options.help) return console.log(usage()), 0;
  const scenarioNames = choose(options.scenarios, scenarios, "scenario");
  const serverNames = choose(options.servers, servers, "server");
  try {
    const postgresVersion = serverNames.some((name) => name.endsWith("-pg")) ? (await peersPostgres()).version : undefined;
    const cells = await runAll(options, { scenarioNames, serverNames, say });
    const files = await writeReport({ machine: describeMachine(postgresVersion), options, cells, serverNames });
    console.log(`\n${files.table}\nWritten: ${files.names.join(", ")}`);
    sayWhoWasMissing(cells);
    return cells.some((cell) => cell.failed) || cells.every((cell) => cell.missing) ? 1 : 0;
  } finally {
    await stopPeersPostgres();
  }
}

function choose(asked, known, what) {
  const names = asked === "all" ? Object.keys(known) : asked.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !known[name]);
  if (unknown) throw new Error(`no ${what} "${unknown}"; there are ${Object.keys(known).join(", ")}`);
  return names;
}

function say({ scenario, server, repeat, figures, missing, failed }) {
  const outcome = failed ? `FAILED: ${failed}` : missing ? `not there: ${missing}` : shortly(figures);
  console.log(`repeat ${repeat + 1}  ${scenario.padEnd(12)} ${server.padEnd(12)} ${outcome}`);
}

const shortly = (figures) =>
  Object.entries(figures)
    .filter(([, value]) => typeof value === "number" && Number.isFinite(value))
    .map(([name, value]) => `${name} ${Math.abs(value) < 100 ? Number(value.toFixed(2)) : Math.round(value)}`)
    .join("  ");

function sayWhoWasMissing(cells) {
  const reasons = new Set(cells.filter((cell) => cell.missing).map((cell) => `${servers[cell.server].title} was not there: ${cell.missing}`));
  for (const reason of reasons) console.log(`\n${reason}`);
}
