import type { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { AppError } from "~/shared/errors";
import { columnsOf, readRow, type Columns, type RegisterRow } from "./columns";
import { textOf, type FileForm } from "./file.server";

/** One line of the file: a row to keep, or a refusal with its reason. `last` says that nothing after it can be read. */
export type Line =
  | { line: number; row: RegisterRow; bytesRead: number }
  | { line: number; reason: string; excerpt: string; area: string | undefined; bytesRead: number; last?: true };

/** Longer than any honest line; what goes on beyond it is never held in memory. */
export const longestRecord = 64_000;

/**
 * Reads a register file line by line in constant memory. A quote that is never closed and a line without an
 * end are told once, as the last line; what came before them stands.
 * @throws wrong_entry when the first line does not name the columns we need
 */
export async function* linesOf(file: string, form: FileForm): AsyncGenerator<Line> {
  const { text, bytesRead } = textOf(file, form);
  const records = recordsOf(text, form);
  const seen = new Numbers();
  let columns: Columns | undefined;
  let line = 0;
  try {
    for await (const record of records) {
      line = record.line;
      if (columns) yield { line, bytesRead: bytesRead(), ...judged(record.cells, columns, seen) };
      else columns = requireColumns(record.cells);
    }
  } catch (error) {
    const reason = brokenBy(error);
    if (!reason) throw error;
    if (!columns) throw new AppError("wrong_entry", `This is not a CSV file of the register. ${reason}`);
    yield { line: line + 1, reason: `${reason} Nothing after this could be read.`, excerpt: "", area: undefined, bytesRead: bytesRead(), last: true };
  } finally {
    text.destroy();
  }
  if (!columns) throw new AppError("wrong_entry", "The file holds no lines.");
}

/** Piece by piece, so that what was read before a break is handed over before the break is thrown. */
async function* recordsOf(text: Readable, { delimiter }: FileForm) {
  const read: { cells: string[]; line: number }[] = [];
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
    on_record: (cells: string[], { lines }: { lines: number }) => {
      read.push({ cells, line: lines });
      return null;
    },
  });
  let broken: Error | undefined;
  parser.on("error", (error) => (broken = error));
  const take = () => read.splice(0, read.length);
  for await (const piece of text) {
    await new Promise<void>((resolve) => parser.write(piece, () => resolve()));
    yield* take();
    if (broken) throw broken;
  }
  await new Promise<void>((resolve) => parser.once("close", resolve).resume().end());
  yield* take();
  if (broken) throw broken;
}

function requireColumns(header: string[]): Columns {
  const columns = columnsOf(header);
  if (!("missing" in columns)) return columns;
  const names = columns.missing.map((name) => `“${name}”`).join(", ");
  throw new AppError("wrong_entry", `The first line should name the register’s columns. Missing: ${names}.`);
}

function judged(record: string[], columns: Columns, seen: Numbers) {
  const read = readRow(record, columns);
  const refused = (reason: string, area: string | undefined) => ({ reason, area, excerpt: record.join(", ").replaceAll(/\s+/g, " ").replaceAll("\u0000", "").slice(0, 120) });
  if ("reason" in read) return refused(read.reason, read.area);
  if (seen.add(Number(read.number.slice(2)))) return { row: read };
  return refused(`${read.number} stands on an earlier line too. The earlier one is kept.`, read.area);
}

function brokenBy(error: unknown): string | undefined {
  if (!(error instanceof CsvError)) return undefined;
  if (error.code === "CSV_MAX_RECORD_SIZE") return "A line goes on for more than 64,000 characters; a quote may have been opened and never closed.";
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return "A quote is opened and never closed; the file may be cut off.";
  return "The lines cannot be told apart.";
}

/** Which of the million possible charity numbers were met, in 125 kB whatever the file. */
class Numbers {
  readonly #bits = new Uint8Array(125_000);
  /** @returns false when it was there already */
  add(number: number): boolean {
    const at = number >> 3;
    const bit = 1 << (number & 7);
    const before = this.#bits[at] ?? 0;
    this.#bits[at] = before | bit;
    return (before & bit) === 0;
  }
}
