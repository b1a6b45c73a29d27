/** Keystroke at one person's to applied at another's, with everybody typing; then what it cost the server. */
import { sleep } from "../processes/within.js";
import { spent } from "../processes/usage.js";
import { spread } from "../report/statistics.js";
import { seatsAt, sitDown } from "./seats.js";

const size = ({ documents, people }) => ({ documents, people });

export const propagation = { title: "Propagation", size, run: (context) => measure(context, { cursor: false }) };
export const cursors = { title: "Propagation with cursors moving", size, run: (context) => measure(context, { cursor: true }) };

async function measure({ server, load, options }, { cursor }) {
  const seats = seatsAt(server, options.documents, options.people);
  await sitDown(load, { seats, field: options.field, cursor });
  await load.type({ rate: options.rate, seed: options.seed });
  await sleep(options.warmup);
  const figures = await measureTyping({ server, load, seconds: options.seconds });
  await load.leave();
  return figures;
}

/**
 * Measures people who are typing for `seconds`. Latencies and generator lag in milliseconds, processor time in
 * microseconds an update, memory in bytes.
 */
export async function measureTyping({ server, load, seconds }) {
  const before = server.usage();
  await load.startMeasuring();
  const startedAt = performance.now();
  await sleep(seconds);
  const measured = await load.stopMeasuring();
  const after = server.usage();
  const elapsed = (performance.now() - startedAt) / 1000;
  const cpu = spent(before, after);
  return {
    ...spread(measured.ages),
    seen: measured.ages.length,
    made: measured.made,
    missed: measured.missed,
    updatesPerSecond: measured.made / elapsed,
    lagP99: spread(measured.lag).p99,
    serverCpuPerUpdate: cpu.server / measured.made,
    postgresCpuPerUpdate: cpu.postgres / measured.made,
    serverMemory: after.server.memory,
    postgresMemory: after.postgres.memory,
    closed: measured.closed,
    bytes: measured.bytes,
  };
}
