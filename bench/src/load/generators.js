/** All load generator processes together; a document's people share one process, so that their clocks agree. */
import { startHost, stopChild } from "../processes/host.js";
import { within } from "../processes/within.js";

export async function startGenerators(count) {
  const children = await Promise.all(Array.from({ length: count }, () => startGenerator()));
  const everyone = (command, task, seconds) => Promise.all(children.map(({ ask }) => ask(command, task, seconds)));

  return {
    /** Seats people, split by document. */
    async sit({ seats, ...task }) {
      const parts = splitByDocument(seats, count);
      const results = await Promise.all(children.map(({ ask }, index) => ask("sit", { ...task, seats: parts[index] }, 300)));
      const failures = results.reduce((sum, result) => sum + result.failures, 0);
      return { failures, firstFailure: results.find((result) => result.firstFailure)?.firstFailure };
    },
    type: (task) => everyone("type", task),
    startMeasuring: () => everyone("startMeasuring"),
    stopMeasuring: async () => joinMeasurements(await everyone("stopMeasuring")),
    stopTyping: () => everyone("stopTyping"),
    ledger: async () => (await everyone("ledger")).flat(),
    leave: () => everyone("leave"),
    /** Asks the first generator alone. */
    askOne: (command, task, seconds) => children[0].ask(command, task, seconds),
    stop: () => Promise.all(children.map(({ child }) => stopChild(child, 2))),
  };
}

async function startGenerator() {
  const child = await startHost("load/generator.js", {});
  const waiting = new Map();
  let lastId = 0;
  child.on("message", ({ id, answer, error }) => {
    waiting.get(id)?.(answer, error);
    waiting.delete(id);
  });
  const ask = (command, task = {}, seconds = 60) =>
    within(seconds, `load generator: ${command}`, new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, (answer, error) => (error ? reject(new Error(error)) : resolve(answer)));
      child.send({ id, command, task });
    }));
  return { child, ask };
}

function splitByDocument(seats, count) {
  const parts = Array.from({ length: count }, () => []);
  const owner = new Map();
  for (const seat of seats) {
    if (!owner.has(seat.document)) owner.set(seat.document, owner.size % count);
    parts[owner.get(seat.document)].push(seat);
  }
  return parts;
}

function joinMeasurements(parts) {
  const closed = {};
  for (const part of parts) for (const [code, times] of Object.entries(part.closed)) closed[code] = (closed[code] ?? 0) + times;
  const sum = (pick) => parts.reduce((total, part) => total + pick(part), 0);
  return {
    ages: Float64Array.from(parts.flatMap((part) => [...part.ages])),
    lag: Float64Array.from(parts.flatMap((part) => [...part.lag])),
    made: sum((part) => part.made),
    missed: sum((part) => part.missed),
    bytes: {
      typists: { out: sum((part) => part.bytes.typists.out), in: sum((part) => part.bytes.typists.in) },
      readers: { out: sum((part) => part.bytes.readers.out), in: sum((part) => part.bytes.readers.in) },
    },
    closed,
  };
}
