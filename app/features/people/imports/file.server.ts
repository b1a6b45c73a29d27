import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { Transform, type Readable } from "node:stream";
import { AppError } from "~/shared/errors";

export type FileForm = { encoding: "utf-8" | "windows-1252"; delimiter: "," | ";" | "\t" };

/**
 * How a chosen file is written: UTF-8 when every byte of it is, otherwise the Windows form of Latin-1;
 * its separator from the first line. Reads it through once, holding one piece at a time.
 * @throws wrong_entry with a sentence for an empty file, a spreadsheet or something that is not text
 */
export async function formOf(file: string): Promise<FileForm> {
  const start = await beginningOf(file);
  if (start.length === 0) throw new AppError("wrong_entry", "The file is empty.");
  if (start.subarray(0, 2).toString("latin1") === "PK" || start.subarray(0, 4).toString("hex") === "d0cf11e0") {
    throw new AppError("wrong_entry", "This looks like a spreadsheet. Open it, choose Save as, and pick CSV.");
  }
  if (start.includes(0)) throw new AppError("wrong_entry", "This is not a CSV file: it holds bytes that are not text. If it is “Unicode text”, save it as CSV (UTF-8).");
  const encoding = (await isUtf8(file)) ? "utf-8" : "windows-1252";
  return { encoding, delimiter: delimiterOf(new TextDecoder(encoding).decode(start)) };
}

/** The file's text, piece by piece, with a count of the bytes taken so far. */
export function textOf(file: string, { encoding }: FileForm): { text: Readable; bytesRead: () => number } {
  let bytes = 0;
  const decoder = new TextDecoder(encoding);
  const decoding = new Transform({
    decodeStrings: true,
    encoding: "utf8",
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      done(null, decoder.decode(piece, { stream: true }));
    },
    flush(done) {
      done(null, decoder.decode());
    },
  });
  const source = createReadStream(file);
  source.once("error", (error) => decoding.destroy(error));
  decoding.once("close", () => source.destroy());
  return { text: source.pipe(decoding), bytesRead: () => bytes };
}

async function beginningOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16_384), 0, 16_384, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function isUtf8(file: string): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const piece of createReadStream(file)) decoder.decode(piece, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function delimiterOf(start: string): FileForm["delimiter"] {
  const [first = ""] = start.split(/\r\n|\n|\r/, 1);
  const counts = ([",", ";", "\t"] as const).map((delimiter) => ({ delimiter, count: first.split(delimiter).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).delimiter;
}
