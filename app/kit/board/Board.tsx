import { type ReactNode, type Ref, useEffect, useImperativeHandle, useState } from "react";
import { Chips } from "../Chips";
import styles from "./Board.module.css";
import { BoardColumn } from "./BoardColumn";
import { type Held, holdingProps } from "./held";
import type { Column, How, RenderCard } from "./types";
import { useCardFocus } from "./useCardFocus";

export interface BoardHandle {
  /** Puts focus on a card, once it is there; with a column, once it is there in that column. */
  focusCard(card: string, column?: string): void;
}

export interface BoardProps<T extends object> {
  /** Names the chips that choose a column on a phone: "Columns". */
  label: string;
  columns: readonly Column<T>[];
  cardKey: (card: T) => string;
  /** What a card is called when it is dragged or read aloud. */
  cardLabel: (card: T) => string;
  renderCard: RenderCard<T>;
  /** Called once per drop; focus follows the card as soon as it is in its new column. */
  onMove: (card: string, column: string, how: How) => void;
  /** Asked of a card and a column it is not in. All, unless told. */
  canDrop?: ((card: string, column: string) => boolean) | undefined;
  /** Cards that others have just changed: a tint that fades. */
  tinted?: ReadonlySet<string> | undefined;
  /** On narrow screens one column shows. */
  chosen: string;
  onChoose: (column: string) => void;
  /** With addresses the chips are links, and choose without scripts too. */
  hrefOf?: ((column: string) => string) | undefined;
  /** "Nothing here yet." over the meaning of an empty column. */
  emptyWords?: ReactNode;
  /** No dragging: offline, or not theirs to move. */
  isDisabled?: boolean | undefined;
  held?: Held | undefined;
  ref?: Ref<BoardHandle> | undefined;
}

interface Drag {
  card: string;
  from: string;
  /** Where, on a narrow screen, the other columns wait: away from the card. */
  edge: "top" | "bottom";
}

/**
 * Columns of cards that people move: by mouse, by a long press, by keyboard from the handle, and (the page's affair)
 * by a menu. Narrow screens show one column; while a card is dragged there, the others wait at the edge to catch it.
 */
export function Board<T extends object>({ columns, chosen, onChoose, hrefOf, held, ref, label, onMove, canDrop, ...cards }: BoardProps<T>) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const { attach, focus } = useCardFocus(onChoose);
  useImperativeHandle(ref, () => ({ focusCard: focus }), [focus]);

  useEffect(
    () => () => {
      held?.release("pointer");
      held?.release("drag");
    },
    [held],
  );

  const mayDrop = (column: string) => drag !== null && drag.from !== column && (canDrop?.(drag.card, column) ?? true);

  function setDragged(now: Drag | null) {
    setDrag(now);
    if (now) held?.hold("drag");
    else held?.release("drag");
  }

  function drop(column: string, how: How) {
    if (!drag) return;
    onMove(drag.card, column, how);
    focus(drag.card, column);
  }

  const others = columns.filter(({ id }) => id !== chosen);

  return (
    <div ref={attach} className={styles.board} data-dragging={drag ? "" : undefined} data-edge={drag?.edge}>
      <div className={styles.chips} data-links={hrefOf ? "" : undefined}>
        <Chips
          label={label}
          chips={columns.map(({ id, title, count }) => ({ id, label: `${title} (${count})`, href: hrefOf?.(id) }))}
          chosen={chosen}
          onChoose={onChoose}
        />
      </div>
      <div className={styles.columns} {...holdingProps(held)}>
        {columns.map((column) => (
          <BoardColumn
            key={column.id}
            {...cards}
            column={column}
            place={others.indexOf(column)}
            isChosen={column.id === chosen}
            isOpen={mayDrop(column.id)}
            onLift={(card, isLow) => setDragged({ card, from: column.id, edge: isLow ? "top" : "bottom" })}
            onLaid={() => setDragged(null)}
            onDrop={(how) => drop(column.id, how)}
          />
        ))}
      </div>
    </div>
  );
}
