import { type ReactNode, useId } from "react";
import { Disclosure } from "./Disclosure";
import styles from "./Plot.module.css";
import { PlotPattern } from "./PlotPattern";
import { Table } from "./Table";

export interface PlotProps {
  /** What it shows, in a few words: "Who came, by role". */
  label: string;
  /** What it says, in a sentence: "Twelve to nineteen people came; receptionists came twice." */
  words?: ReactNode;
  /** Heads the table's first column: "Month". */
  over: string;
  /** In place of the plot while there is nothing to show. */
  empty: ReactNode;

  /** As the server drew it (`stackedBars`). */
  id: string;
  wide: string;
  narrow: string;
  keys: readonly string[];
  kinds: readonly string[];
  rows: readonly { at: string; counts: readonly number[] }[];
}

/** A plot that the server drew: its key in colours, patterns and words, and every number under "Show as table". */
export function Plot({ label, words, over, empty, id, wide, narrow, keys, kinds, rows }: PlotProps) {
  const heading = useId();
  if (rows.every(({ counts }) => counts.every((count) => count === 0))) return empty;
  return (
    <figure className={styles.figure} aria-labelledby={heading}>
      <figcaption className={styles.caption}>
        <strong id={heading}>{label}</strong>
        {words ? <p>{words}</p> : null}
      </figcaption>
      <ul className={styles.keys}>
        {keys.map((key, index) => (
          <li key={key}>
            <PlotPattern id={`${id}-${index}`} index={index} />
            {key}
          </li>
        ))}
      </ul>
      <div role="img" aria-label={`${label}. The numbers are in the table below.`} className={styles.drawing}>
        {/* Plot made these on the server, from text set as text (app/shared/plots.server.ts). */}
        <div className={styles.wide} dangerouslySetInnerHTML={{ __html: wide }} />
        <div className={styles.narrow} dangerouslySetInnerHTML={{ __html: narrow }} />
      </div>
      <Disclosure summary="Show as table">
        {/* What moves sideways is reached by keyboard, also in browsers that do not do so by themselves. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div role="region" aria-label={`${label}, as a table`} tabIndex={0} className={styles.table}>
          <Table caption={label} rows={rows} rowKey={({ at }) => at} columns={columnsOf(over, kinds)} compact />
        </div>
      </Disclosure>
    </figure>
  );
}

function columnsOf(over: string, kinds: readonly string[]) {
  type Row = PlotProps["rows"][number];
  return [
    { key: "at", label: over, cell: ({ at }: Row) => at, isRowHeader: true },
    ...kinds.map((kind, index) => ({ key: `kind-${index}`, label: kind, cell: ({ counts }: Row) => counts[index] ?? 0, align: "end" as const })),
    { key: "all", label: "All", cell: ({ counts }: Row) => counts.reduce((all, count) => all + count, 0), align: "end" as const },
  ];
}
