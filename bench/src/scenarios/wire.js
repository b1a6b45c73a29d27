/** Bytes of TCP payload for one keystroke: up from its writer, back to its writer, down to one reader. */
import { sleep } from "../processes/within.js";
import { sitDown } from "./seats.js";

export const wire = { title: "Bytes on the wire", size: () => ({ documents: 2, people: 2 }), run };

async function run(context) {
  const plain = await measure(context, { document: 0, cursor: false });
  const moving = await measure(context, { document: 1, cursor: true });
  return { ...plain, upWithCursor: moving.up, downWithCursor: moving.down };
}

async function measure({ server, load, options }, { document, cursor }) {
  const seats = [server.seat(document, 0), { ...server.seat(document, 1), silent: true }];
  await sitDown(load, { seats, field: options.field, cursor });
  await load.type({ rate: options.rate, seed: options.seed });
  await sleep(0.5);
  await load.startMeasuring();
  await sleep(options.keystrokes / options.rate);
  const { bytes, made } = await load.stopMeasuring();
  await load.leave();
  return { up: bytes.typists.out / made, back: bytes.typists.in / made, down: bytes.readers.in / made };
}
