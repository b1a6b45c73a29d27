/** How long it takes to open a note with a long past: after a restart, and while somebody else has it open. */
import { fileURLToPath } from "node:url";
import { longDocument } from "../content/long-document.js";
import { sleep } from "../processes/within.js";
import { median } from "../report/statistics.js";

const cache = fileURLToPath(new URL("../../out/cache/", import.meta.url));
const preloadSeconds = 420;
/** Some servers answer the first reader before they have loaded. */
const settleSeconds = 2;

export const open = {
  title: "Opening a long document",
  takesPart: (server) => server.name !== "relay",
  size: () => ({ documents: 2, people: 1 }),
  run,
};

async function run({ server, description, load, options }) {
  const content = longDocument({
    file: `${cache}long-${options.edits}-${options.seed}-${options.field}.bin`,
    edits: options.edits,
    field: options.field,
    seed: options.seed,
  });
  const place = { server, load, options, content };
  await load.sit({ seats: [{ ...server.seat(1, 0), silent: true }], field: options.field });
  const { editsPerMessage, messagesPerSecond: pace } = options;
  const writing = { seat: server.seat(1, 0), ...content, editsPerMessage, messagesPerSecond: pace, seconds: preloadSeconds };
  const { messagesPerSecond } = await load.askOne("preload", writing, preloadSeconds + 90);
  const cold = description.stores ? await openAfterRestarts(place) : [];
  const warm = await openBesideAnother(place);
  await load.leave();
  return { ...named("cold", cold), ...named("warm", warm), bytes: content.bytes, messagesPerSecond };
}

async function openAfterRestarts({ server, load, options, content }) {
  const times = [];
  await load.leave();
  for (let opening = 0; opening < options.openings; opening++) {
    await server.stopGently();
    await server.restart();
    await wakeUp({ server, load, options });
    times.push(await timeOpening({ server, load, options, content }));
  }
  return times;
}

async function openBesideAnother({ server, load, options, content }) {
  await load.sit({ seats: [{ ...server.seat(1, 0), silent: true }], field: options.field });
  await sleep(settleSeconds);
  const times = [];
  for (let opening = 0; opening < options.openings; opening++) times.push(await timeOpening({ server, load, options, content }));
  return times;
}

/** A process that has just started reads its own code first; another, small document pays for that. */
async function wakeUp({ server, load, options }) {
  await load.sit({ seats: [server.seat(0, 0)], field: options.field });
  await load.leave();
}

const timeOpening = ({ server, load, options, content }) =>
  load.askOne("timeOpening", { seat: server.seat(1, 0), field: options.field, ...content }, 90);

const named = (name, times) => ({
  [`${name}ReceivedMs`]: median(times.map((time) => time.receivedMs)),
  [`${name}AppliedMs`]: median(times.map((time) => time.appliedMs)),
});
