import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { GridList, GridListItem } from "react-aria-components/GridList";
import { useDragAndDrop } from "react-aria-components/useDragAndDrop";
import { classes } from "./classes";
import { sixDots } from "./Dots";
import icon from "./IconButton.module.css";
import styles from "./OrderedRows.module.css";
import { useRowInHand } from "./useRowInHand";

export interface OrderedRowsProps<T extends object> {
  /** Names the list for those who listen. */
  label: string;
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** What a row is called when it is dragged or read aloud. */
  rowLabel: (row: T) => string;
  /** Draws a row; the handle is where it is taken hold of. */
  renderRow: (row: T, index: number, dragHandle: ReactNode) => ReactNode;
  /** A row was dropped: it belongs at this place, counted without itself. */
  onMove: (key: string, to: number) => void;
  emptyWords: ReactNode;
  isDisabled?: boolean;
}

const dragType = "x-ordered-row";

/**
 * Rows that people put in order: by mouse, by touch, or by keyboard from the handle. The page gives each row buttons
 * too, since nobody should have to drag (WCAG 2.5.7). Rows may hold fields: Tab goes through them.
 */
export function OrderedRows<T extends object>({ label, rows, rowKey, rowLabel, renderRow, onMove, emptyWords, isDisabled = false }: OrderedRowsProps<T>) {
  const { dragAndDropHooks } = useDragAndDrop<T>({
    isDisabled,
    acceptedDragTypes: [dragType],
    getItems: (keys) => [...keys].map((key) => ({ [dragType]: String(key) })),
    getAllowedDropOperations: () => ["move"],
    onReorder: ({ keys, target }) => {
      const [key] = keys;
      const others = rows.map(rowKey).filter((other) => other !== key);
      const at = others.indexOf(String(target.key));
      if (key !== undefined && at >= 0) onMove(String(key), target.dropPosition === "after" ? at + 1 : at);
    },
  });
  const { markOf, handlers } = useRowInHand({
    keys: rows.map(rowKey),
    nameOf: (key) => rows.filter((row) => rowKey(row) === key).map(rowLabel).join(),
    onMove,
    isDisabled,
  });
  return (
    <div {...handlers}>
      <GridList
        aria-label={label}
        className={styles.rows ?? ""}
        selectionMode="none"
        disallowTypeAhead
        keyboardNavigationBehavior="tab"
        dragAndDropHooks={dragAndDropHooks}
        renderEmptyState={() => <div className={styles.empty}>{emptyWords}</div>}
      >
        {rows.map((row, index) => (
          <GridListItem key={rowKey(row)} id={rowKey(row)} textValue={rowLabel(row)} className={styles.row ?? ""} data-ordered={rowKey(row)} {...markOf(rowKey(row))}>
            {renderRow(row, index, isDisabled ? null : dragHandle)}
          </GridListItem>
        ))}
      </GridList>
    </div>
  );
}

/** React Aria names it, "Drag Debt advice", and drags it for pointers and for screen readers that press by themselves. */
const dragHandle = (
  <Button slot="drag" data-handle="" className={classes(icon.button, styles.handle)}>
    {sixDots}
  </Button>
);
