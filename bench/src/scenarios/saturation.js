/** More and more people, until words take longer than the limit to appear. */
import { sleep } from "../processes/within.js";
import { measureTyping } from "./propagation.js";
import { seatsAt } from "./seats.js";

/** In this many documents everybody really reads, and these are measured; in the others people only write. */
const measuredDocuments = 20;
/** Below this share of the intended keystrokes the server, or the generator, no longer keeps up. */
const enoughTyped = 0.95;
/** At most this share of people may fail to join or lose their connection. */
const enoughPresent = 0.99;

const documentsFor = (people, options) => Math.ceil(people / options.people);

export const saturation = {
  title: "Saturation",
  size: (options) => ({ documents: documentsFor(Math.max(...options.steps), options), people: options.people }),
  run,
};

async function run({ server, load, options }) {
  const steps = [];
  let seated = 0;
  for (const people of options.steps) {
    const documents = documentsFor(people, options);
    const refused = await addDocuments({ server, load, options, from: seated, documents });
    seated = documents;
    const step = { people, ...(await measureStep({ server, load, options })), refused };
    steps.push(step);
    step.endedBy = reasonToStop(step, options);
    if (step.endedBy) break;
  }
  await load.leave();
  return summary(steps);
}

async function addDocuments({ server, load, options, from, documents }) {
  await load.stopTyping();
  const seats = seatsAt(server, documents - from, options.people, from);
  seats.forEach((seat, index) => {
    const document = from + Math.floor(index / options.people);
    seat.deaf = document >= measuredDocuments;
  });
  const { failures, firstFailure } = await load.sit({ seats, field: options.field });
  if (failures === seats.length && seats.length) throw new Error(`nobody could join: ${firstFailure}`);
  await load.type({ rate: options.rate, seed: options.seed });
  return failures;
}

async function measureStep({ server, load, options }) {
  await sleep(Math.min(2, options.stepSeconds / 2));
  return measureTyping({ server, load, seconds: options.stepSeconds });
}

function reasonToStop(step, options) {
  const gone = step.refused + Object.values(step.closed).reduce((sum, count) => sum + count, 0);
  const late = !(step.p99 <= options.p99LimitMs);
  if (gone > step.people * (1 - enoughPresent)) return `connections refused or closed (${gone})`;
  if (late) return step.lagP99 > options.p99LimitMs / 2 ? "p99 (the load generator was late too)" : "p99";
  if (step.made < enoughTyped * (step.made + step.missed)) return "keystrokes could not be made in time";
  return null;
}

function summary(steps) {
  const good = steps.filter((step) => !step.endedBy).at(-1);
  return {
    people: good?.people ?? 0,
    updatesPerSecond: good?.updatesPerSecond ?? 0,
    reachedTheEnd: !steps.at(-1).endedBy,
    endedBy: steps.at(-1).endedBy,
    steps,
  };
}
