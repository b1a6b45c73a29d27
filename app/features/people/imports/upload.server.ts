import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import busboy from "busboy";
import type { Config } from "~/shared/config";
import { AppError, errorCode } from "~/shared/errors";

export const largestFile = 25 * 1024 * 1024;
const tooLarge = "The file is larger than 25 MB. The whole register is about 2 MB; check which file you chose.";
const noFile = "Choose a CSV file first.";
const notWhole = "The file did not arrive whole. Try again.";

/** Where the file of an import waits until it has been read. */
export function importFile(config: Pick<Config, "dataDir">, importId: string): string {
  return path.join(config.dataDir, "imports", `${importId}.csv`);
}

/**
 * Writes the one file of a multipart form to disk as it arrives; never more than a piece is in memory.
 * @throws too_large, wrong_entry when there is no file in the form
 */
export async function receiveFile(request: Request, target: string): Promise<{ fileName: string; bytes: number }> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("multipart/form-data") || !request.body) throw new AppError("wrong_entry", noFile, { file: [noFile] });
  if (Number(request.headers.get("content-length") ?? 0) > largestFile + 10_000) throw new AppError("too_large", tooLarge, { file: [tooLarge] });
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  try {
    const received = await streamTo(target, request.body, type);
    if (!received || received.bytes === 0) throw new AppError("wrong_entry", received?.fileName ? "The file is empty." : noFile, { file: [received?.fileName ? "The file is empty." : noFile] });
    return received;
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
}

async function streamTo(target: string, body: ReadableStream<Uint8Array>, type: string) {
  const form = readerOf(type);
  let writing: Promise<{ fileName: string; bytes: number }> | undefined;
  form.on("file", (_name, stream, info) => {
    writing = writeFile(stream, target, info.filename ?? "");
    writing.catch((error: unknown) => errorCode(error) || form.destroy(error instanceof Error ? error : new Error(String(error))));
  });
  await pipeline(Readable.fromWeb(body as WebStream), form).catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    throw new AppError("wrong_entry", notWhole, { file: [notWhole] });
  });
  return writing;
}

/** @throws wrong_entry for a form that does not say where its parts end */
function readerOf(type: string) {
  try {
    return busboy({ headers: { "content-type": type }, limits: { files: 1, fields: 4, fieldSize: 1_000, parts: 8, fileSize: largestFile }, defParamCharset: "utf8" });
  } catch {
    throw new AppError("wrong_entry", notWhole, { file: [notWhole] });
  }
}

/** What comes after the limit is read and thrown away: whoever is cut off while sending never sees the answer. */
async function writeFile(stream: Readable & { truncated?: boolean }, target: string, fileName: string) {
  let bytes = 0;
  stream.on("data", (piece: Buffer) => (bytes += piece.length));
  await pipeline(stream, createWriteStream(target, { mode: 0o600 }));
  if (stream.truncated) throw new AppError("too_large", tooLarge, { file: [tooLarge] });
  return { fileName: path.basename(fileName.replaceAll("\\", "/")).slice(0, 200), bytes };
}
