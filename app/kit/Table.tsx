import type { Key, ReactNode } from "react";
import { classes } from "./classes";
import styles from "./Table.module.css";

export interface Column<Row> {
  key: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** The cell that names its row; give it to one column. */
  isRowHeader?: boolean | undefined;
  align?: "start" | "end" | undefined;
  /** Sorted by this column, for those who cannot see the arrow in its link. */
  sort?: "ascending" | "descending" | undefined;
  /** A link that sorts, in place of the plain label. */
  head?: ReactNode;
}

export interface TableProps<Row> {
  /** What the table is; read first. */
  caption: string;
  showCaption?: boolean | undefined;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => Key;
  compact?: boolean | undefined;
  empty?: ReactNode;
}

/** A plain table that sorts by link. On a phone each row becomes a card that says its columns' names. */
export function Table<Row>({ caption, showCaption, columns, rows, rowKey, compact, empty }: TableProps<Row>) {
  if (rows.length === 0 && empty) return empty;
  // The roles are said again because `display: block` on a phone takes a table's own away.
  return (
    <table className={styles.table} data-compact={compact ? "" : undefined} role="table">
      <caption className={classes(styles.caption, !showCaption && styles.unseen)}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ key, label, head, align, sort }) => (
            <th key={key} scope="col" role="columnheader" data-align={align} aria-sort={sort}>
              {head ?? label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            {columns.map(({ key, label, cell, isRowHeader, align }) =>
              isRowHeader ? (
                <th key={key} scope="row" role="rowheader" data-align={align}>
                  {cell(row)}
                </th>
              ) : (
                <td key={key} role="cell" data-label={label} data-align={align}>
                  {cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
