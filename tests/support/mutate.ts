import type { Random } from "./size";

const extremes = [0, 1, 0x7f, 0x80, 0xff, 0xfe, 0x3f, 0x40];

/** A frame with one to four things done to its bytes: cut, flipped, stuffed, spliced with another, doubled. */
export function mutated(frame: Uint8Array, all: Uint8Array[], random: Random): Uint8Array {
  let bytes = Uint8Array.from(frame);
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = random.below(bytes.length + 1);
    const how = random.below(7);
    if (how === 0) bytes = bytes.slice(0, at);
    else if (how === 1 && bytes.length > 0) bytes[Math.min(at, bytes.length - 1)] = random.pick(extremes);
    else if (how === 2 && bytes.length > 0) bytes[Math.min(at, bytes.length - 1)] = (bytes[Math.min(at, bytes.length - 1)] ?? 0) ^ (1 << random.below(8));
    else if (how === 3) bytes = Uint8Array.from([...bytes.slice(0, at), ...random.bytes(1 + random.below(8)), ...bytes.slice(at)]);
    else if (how === 4) bytes = Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + 1 + random.below(4))]);
    else if (how === 5) bytes = Uint8Array.from([...bytes.slice(0, at), ...random.pick(all).slice(random.below(8))]).slice(0, 2_000);
    else bytes = Uint8Array.from([...bytes, ...bytes]).slice(0, 2_000);
  }
  return bytes;
}
