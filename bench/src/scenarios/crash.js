/** Everybody types, the server is killed with -9, comes back, and is asked what it still has. */
import { Acks } from "../client/acks.js";
import { seededRandom } from "../load/random.js";
import { sleep } from "../processes/within.js";
import { seatsAt, sitDown } from "./seats.js";

export const crash = {
  title: "kill -9",
  takesPart: (server) => server.stores,
  size: ({ documents, people }) => ({ documents, people }),
  run,
};

async function run({ server, load, options, repeat }) {
  const random = seededRandom(options.seed + repeat * 1000);
  const total = { rounds: 0, sent: 0, acknowledged: 0, lostAcknowledged: 0, shown: 0, lostShown: 0 };
  for (let round = 0; round < options.rounds; round++) {
    const ledger = await typeUntilKilled({ server, load, options, seconds: options.roundSeconds * (0.5 + random() / 2) });
    await server.restart();
    const kept = await load.askOne("keptClocks", { seats: seatsAt(server, options.documents, 1) }, 120);
    addLosses(total, ledger, new Map(kept.map(({ document, clocks }) => [document, clocks])));
  }
  return total;
}

async function typeUntilKilled({ server, load, options, seconds }) {
  await sitDown(load, { seats: seatsAt(server, options.documents, options.people), field: options.field });
  await load.type({ rate: options.rate, seed: options.seed });
  await sleep(seconds);
  await server.kill();
  await load.stopTyping();
  await sleep(0.3); // what the dead server had sent still arrives, and counts as shown
  const ledger = await load.ledger();
  await load.leave();
  return ledger;
}

function addLosses(total, ledger, keptOf) {
  total.rounds++;
  for (const { document, client, clocks, acknowledged, shownUpTo } of ledger) {
    const kept = keptOf.get(document).get(client) ?? 0;
    const updates = Object.assign(new Acks(), { clocks, count: acknowledged });
    const { shown, lost } = updates.shownAndLost(shownUpTo, kept);
    total.sent += clocks.length;
    total.acknowledged += acknowledged;
    total.lostAcknowledged += updates.lostBelow(kept);
    total.shown += shown;
    total.lostShown += lost;
  }
}
