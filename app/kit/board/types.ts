import type { ReactNode } from "react";

export interface Column<T> {
  id: string;
  title: string;
  /** What it means to be here; an empty column says it in its place. */
  meaning: ReactNode;
  /** All there are, of which `cards` may be the first: a number, or "200+" where counting stopped. */
  count: number | string;
  cards: readonly T[];
  /** Under the cards: a link to the rest. */
  more?: ReactNode;
}

export type How = "drag" | "keyboard";

export interface CardTools {
  /** A button with six dots; put it where it is reached before the menu. */
  dragHandle: ReactNode;
  isDragging: boolean;
  /**
   * Drawn on the server, or scripts are not there yet: nothing moves and no menu opens, so a card draws what looks
   * like its controls and leaves the machinery out. A page has some fifty cards, and that machinery is most of its price.
   */
  isStill: boolean;
}

export type RenderCard<T> = (card: T, tools: CardTools) => ReactNode;
