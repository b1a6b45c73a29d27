import { type PointerEvent, type ReactNode, useId } from "react";
import { Button } from "react-aria-components/Button";
import { GridList, GridListItem } from "react-aria-components/GridList";
import { useDragAndDrop } from "react-aria-components/useDragAndDrop";
import icon from "../IconButton.module.css";
import { classes } from "../classes";
import { sixDots } from "../Dots";
import { useHydrated } from "../useHydrated";
import styles from "./Board.module.css";
import type { Column, How, RenderCard } from "./types";

export interface BoardColumnProps<T extends object> {
  column: Column<T>;
  cardKey: (card: T) => string;
  cardLabel: (card: T) => string;
  renderCard: RenderCard<T>;
  tinted?: ReadonlySet<string> | undefined;
  emptyWords?: ReactNode;
  isDisabled?: boolean | undefined;
  /** Its place among those not chosen, while they wait at the edge of a narrow screen. */
  place: number;
  isChosen: boolean;
  /** Whether it would take what is being dragged. */
  isOpen: boolean;
  onLift: (card: string, isLow: boolean) => void;
  onLaid: () => void;
  onDrop: (how: How) => void;
}

/** What is dragged stays within boards: text fields and other programs are offered nothing. */
const dragType = "x-board-card";

export function BoardColumn<T extends object>(props: BoardColumnProps<T>) {
  const { column, isChosen, isOpen, place } = props;
  const titleId = useId();
  const hydrated = useHydrated();
  return (
    <section
      className={styles.column}
      aria-labelledby={titleId}
      data-column={column.id}
      data-chosen={isChosen ? "" : undefined}
      data-open={isOpen ? "" : undefined}
      style={{ "--place": place } as object}
    >
      <header className={styles.head}>
        <h2 id={titleId}>{column.title}</h2>
        <span className={styles.count}>{column.count}</span>
      </header>
      {hydrated ? <LiveCards {...props} /> : <StillCards {...props} />}
      {column.more ? <div className={styles.more}>{column.more}</div> : null}
    </section>
  );
}

function LiveCards<T extends object>(props: BoardColumnProps<T>) {
  const { column, cardKey, cardLabel, renderCard, tinted } = props;
  const dragAndDropHooks = useCardsInColumn(props);
  return (
    <GridList
      // Not labelled by the heading: "Drop on Being worked on" is put together from this very name.
      aria-label={column.title}
      className={styles.cards ?? ""}
      selectionMode="none"
      keyboardNavigationBehavior="tab"
      dragAndDropHooks={dragAndDropHooks}
      onPointerDownCapture={letCardsBeDraggedByTheirLinks}
      renderEmptyState={() => <EmptyColumn {...props} />}
    >
      {column.cards.map((card) => (
        <GridListItem
          key={cardKey(card)}
          id={cardKey(card)}
          textValue={cardLabel(card)}
          className={styles.card ?? ""}
          data-card={cardKey(card)}
          data-tinted={tinted?.has(cardKey(card)) ? "" : undefined}
        >
          {({ isDragging }) => <>{renderCard(card, { dragHandle, isDragging: isDragging ?? false, isStill: false })}</>}
        </GridListItem>
      ))}
    </GridList>
  );
}

/** The same cards to read, before scripts arrive. */
function StillCards<T extends object>(props: BoardColumnProps<T>) {
  const { column, cardKey, renderCard } = props;
  if (column.cards.length === 0) {
    return (
      <div className={styles.cards}>
        <EmptyColumn {...props} />
      </div>
    );
  }
  return (
    <ul className={classes(styles.cards, styles.still)}>
      {column.cards.map((card) => (
        <li key={cardKey(card)} className={styles.card} data-card={cardKey(card)}>
          {renderCard(card, { dragHandle: stillHandle, isDragging: false, isStill: true })}
        </li>
      ))}
    </ul>
  );
}

function EmptyColumn<T extends object>({ column, emptyWords }: BoardColumnProps<T>) {
  return (
    <div className={styles.empty}>
      {emptyWords ? <p>{emptyWords}</p> : null}
      <p className={styles.meaning}>{column.meaning}</p>
    </div>
  );
}

const stillHandle = (
  <span className={classes(icon.button, styles.handle)} aria-hidden="true">
    {sixDots}
  </span>
);

/** React Aria names it: "Drag Evening debt advice". */
const dragHandle = (
  <Button slot="drag" className={classes(icon.button, styles.handle)}>
    {sixDots}
  </Button>
);

function useCardsInColumn<T extends object>({ isOpen, onLift, onLaid, onDrop, isDisabled }: BoardColumnProps<T>) {
  const { dragAndDropHooks } = useDragAndDrop<T>({
    isDisabled: isDisabled ?? false,
    acceptedDragTypes: [dragType],
    getItems: (keys) => [...keys].map((key) => ({ [dragType]: String(key) })),
    getAllowedDropOperations: () => ["move"],
    getDropOperation: (target) => (target.type === "root" && isOpen ? "move" : "cancel"),
    onDragStart: ({ keys, y }) => {
      const [card] = keys;
      if (card !== undefined) onLift(String(card), y > innerHeight / 2);
    },
    onRootDrop: () => onDrop(dragAndDropHooks.isVirtualDragging?.() ? "keyboard" : "drag"),
    onDragEnd: onLaid,
  });
  return dragAndDropHooks;
}

/** A browser drags a link by itself, as an address, unless it is told not to. */
function letCardsBeDraggedByTheirLinks({ target }: PointerEvent) {
  const link = target instanceof Element && target.closest<HTMLElement>("a[href], img");
  if (link) link.draggable = false;
}
