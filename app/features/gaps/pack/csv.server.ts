import { stringify } from "csv-stringify/sync";
import { formatTime } from "~/kit/wallTime";
import type { Pack } from "./pack.server";

type Line = { part: string; what: string; when: string; who: string; words: string };
const columns = { part: "Part", what: "What", when: "When", who: "Who", words: "In words" } satisfies Record<keyof Line, string>;

/**
 * The pack as a table: one line for each fact, in the order of the page. Words that begin like a formula are quoted for
 * spreadsheets, and the mark at the start tells them that the letters are UTF-8.
 */
export function packCsv(pack: Pack): string {
  return stringify(linesOf(pack), { header: true, columns, bom: true, escape_formulas: true, record_delimiter: "windows" });
}

function linesOf(pack: Pack): Line[] {
  const line = (part: string, what: string, more: Partial<Line>): Line => ({ part, what, when: "", who: "", words: "", ...more });
  const figures = (when: string, { organisations, colleagues, estimate }: Pack["now"]) => [
    line("Over time", "Organisations that see it", { when, words: String(organisations) }),
    line("Over time", "Colleagues that see it", { when, words: colleagues }),
    line("Over time", "People they know of", { when, words: estimate }),
  ];
  return [
    line("The gap", "What is missing", { words: pack.sentence }),
    line("The gap", "Where", { words: pack.area }),
    line("The gap", "What it is about", { words: pack.need }),
    line("The gap", "Who it affects", { words: pack.groups.join(", ") || "Not said" }),
    line("The gap", "Known since", { when: formatTime(pack.since, "date") }),
    ...figures(formatTime(pack.madeOn, "date"), pack.now),
    ...pack.months.flatMap((month) => figures(month.month, month)),
    ...pack.organisations.map(({ name, since }) => line("Who sees it", "Organisation", { who: name, when: since })),
    ...pack.tried.map((one) => line("What was tried", "Tried", { who: one.organisation, when: one.month, words: one.line })),
    ...pack.stages.map(({ title, month }) => line("How far it is", "Stage reached", { when: month, words: title })),
    ...(pack.host ? [line("How far it is", "Host", { who: pack.host })] : []),
    ...pack.outcome.map((one) => line("How far it is", "What there is now", { when: one.month, words: one.line })),
    ...pack.letters.map((one) => line("Letters of support", "Letter", { who: `${one.name}, ${one.post}, ${one.organisation}`, when: formatTime(one.at, "date"), words: one.line })),
    ...(pack.leftOut > 0 ? [line("About this pack", "Lines left out until somebody has looked at them", { words: String(pack.leftOut) })] : []),
    line("About this pack", "Made on", { when: formatTime(pack.madeOn, "date") }),
    line("About this pack", "How people are counted", { words: "Never fewer than 5, and in steps of five, so that nobody can be read out of it." }),
  ];
}

/** "demand-pack-nowhere-warm-after-five.csv": plain letters, short enough for every computer. */
export function packFileName(sentence: string): string {
  const plain = sentence
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-[^-]*$/, (end) => (sentence.length > 60 ? "" : end));
  return `demand-pack${plain ? `-${plain}` : ""}.csv`;
}
