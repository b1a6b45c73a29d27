/** What a document costs in memory while somebody has it open and nobody types. */
import { sleep } from "../processes/within.js";
import { seatsAt, sitDown } from "./seats.js";

const aLittleText = "She likes to be called in the afternoon, and the bus to the community garden is the number seven. ";
const settleSeconds = 3;

export const idle = {
  title: "Idle open documents",
  size: (options) => ({ documents: options.idle + 1, people: 1 }),
  run,
};

async function run({ server, load, options }) {
  const field = options.field;
  await sitDown(load, { seats: seatsAt(server, 1, 1, options.idle), field, words: aLittleText });
  await sleep(settleSeconds);
  const before = server.usage();
  await sitDown(load, { seats: seatsAt(server, options.idle, 1), field, words: aLittleText });
  await sleep(settleSeconds);
  const after = server.usage();
  await load.leave();
  return {
    documents: options.idle,
    bytesPerDocument: (after.server.memory - before.server.memory) / options.idle,
    postgresBytesPerDocument: (after.postgres.memory - before.postgres.memory) / options.idle,
    serverMemory: after.server.memory,
  };
}
