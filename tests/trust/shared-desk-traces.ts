import { lstatSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync, constants, inflateRawSync, inflateSync } from "node:zlib";

export type Trace = { file: string; canary: string; how: string };

/**
 * Finds words in every byte of a browser's profile: as they are, in the two bytes a letter that Chromium also
 * writes, and inside whatever is compressed. LevelDB packs with Snappy, which keeps bytes it has not met before as
 * they are: a random canary is found in it without unpacking.
 */
export function tracesOf(canaries: readonly string[], folder: string): Trace[] {
  return filesIn(folder).flatMap((file) => {
    const bytes = readFileSync(file);
    const found = (inside: Buffer, how: string) => canaries.filter((canary) => inside.includes(canary) || inside.includes(Buffer.from(canary, "utf16le"))).map((canary) => ({ file: path.relative(folder, file), canary, how }));
    return [...found(bytes, "plain"), ...[...unpacked(bytes)].flatMap(([how, inside]) => found(inside, how))];
  });
}

export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    .filter((file) => lstatSync(file, { throwIfNoEntry: false })?.isFile());
}

const lenient = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * 2 ** 20 };
/** A file of Chromium's cache: this number, version, length of the key at 12, the key at 24, then the body. */
const cacheStart = Buffer.from("305c72a71b6dfbfc", "hex");
const cacheEnd = Buffer.from("d8410d97456ffaf4", "hex");

/** Every stream in the bytes that unpacks to something. */
function* unpacked(bytes: Buffer): Iterable<[how: string, inside: Buffer]> {
  // A gzip member without its ten bytes of head is raw deflate, which does not mind what comes after its end.
  for (const at of everywhere(bytes, Buffer.from([0x1f, 0x8b, 0x08]))) yield* tried("gzip", () => inflateRawSync(bytes.subarray(at + 10), lenient));
  for (const second of [0x01, 0x5e, 0x9c, 0xda]) for (const at of everywhere(bytes, Buffer.from([0x78, second]))) yield* tried("deflate", () => inflateSync(bytes.subarray(at), lenient));
  if (!bytes.subarray(0, 8).equals(cacheStart)) return;
  const end = bytes.indexOf(cacheEnd);
  const body = bytes.subarray(24 + bytes.readUInt32LE(12), end < 0 ? undefined : end);
  yield* tried("brotli", () => brotliDecompressSync(body, { finishFlush: constants.BROTLI_OPERATION_FLUSH, maxOutputLength: 64 * 2 ** 20 }));
  yield* tried("raw deflate", () => inflateRawSync(body, lenient));
}

function* everywhere(bytes: Buffer, mark: Buffer): Iterable<number> {
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) yield at;
}

function* tried(how: string, unpack: () => Buffer): Iterable<[string, Buffer]> {
  try {
    yield [how, unpack()];
  } catch {
    // These bytes only looked like a beginning.
  }
}
