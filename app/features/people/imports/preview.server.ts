import type { RegisterRow } from "./columns";
import { formOf, type FileForm } from "./file.server";
import { linesOf } from "./rows.server";

export type Problem = { line: number; reason: string; excerpt: string };
export type Preview = {
  form: FileForm;
  rows: number;
  areas: { name: string; count: number }[];
  sample: RegisterRow[];
  problems: Problem[];
  problemCount: number;
  /** The line after which nothing could be read. */
  breaksOffAt: number | null;
};

/** More local authorities than Scotland has; a file with more "areas" is not the register. */
const mostAreas = 400;

/**
 * Reads a file through without keeping anything: which areas it covers, what its rows look like, what is wrong.
 * @throws wrong_entry with a sentence when it is not a file of the register at all
 */
export async function previewOf(file: string): Promise<Preview> {
  const form = await formOf(file);
  const areas = new Map<string, number>();
  const preview: Preview = { form, rows: 0, areas: [], sample: [], problems: [], problemCount: 0, breaksOffAt: null };
  for await (const line of linesOf(file, form)) {
    preview.rows += 1;
    if ("row" in line) {
      const { row } = line;
      if (areas.has(row.area) || areas.size < mostAreas) areas.set(row.area, (areas.get(row.area) ?? 0) + 1);
      if (preview.sample.length < 5) preview.sample.push(row);
      continue;
    }
    preview.problemCount += 1;
    if (preview.problems.length < 20 || line.last) preview.problems.push({ line: line.line, reason: line.reason, excerpt: line.excerpt });
    if (line.last) preview.breaksOffAt = line.line;
  }
  preview.areas = [...areas].map(([name, count]) => ({ name, count })).sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
  return preview;
}
