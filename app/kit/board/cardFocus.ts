interface Wanted {
  card: string;
  column?: string | undefined;
}

/** Menus and lists give focus back some frames after they close; for so long we look whether it stayed. */
const framesToSettle = 20;

/**
 * After a move, focus goes to the moved card, never to a neighbour that took its place. The card may only arrive in
 * its column when the server has answered, so the wish is kept until then, or until the person does something else.
 */
export function createCardFocus() {
  let board: HTMLElement | null = null;
  let show: (column: string) => void = () => {};
  let wanted: Wanted | null = null;
  let watch: MutationObserver | undefined;

  function forget() {
    wanted = null;
    watch?.disconnect();
  }

  /** Tries to grant the wish; a list draws its cards later than the board, so it is tried after every change of either. */
  function settle() {
    const card = wanted && cardIn(board, wanted);
    if (!card) return;
    if (card.getClientRects().length === 0) return show(columnOf(card));
    watch?.disconnect();
    stayOn(wanted, card, framesToSettle);
  }

  /** Focuses again what lost focus to something other than a person; then lets go. Under an open dialog nothing takes focus: the frames count from when it has closed. */
  function stayOn(wish: Wanted | null, card: HTMLElement, frames: number) {
    if (!wish || wanted !== wish) return;
    const now = cardIn(board, wish) ?? card;
    const isCovered = now.closest("[inert], [aria-hidden=true]") !== null;
    if (!isCovered && !now.contains(document.activeElement)) now.focus();
    if (frames > 0) requestAnimationFrame(() => stayOn(wish, now, isCovered ? frames : frames - 1));
    else forget();
  }

  return {
    forget,
    focus(card: string, column?: string) {
      forget();
      wanted = { card, column };
      watch = new MutationObserver(settle);
      if (board) watch.observe(board, { childList: true, subtree: true, attributeFilter: ["data-chosen"] });
      settle();
    },
    attach(element: HTMLElement | null) {
      board = element;
    },
    /** What shows a column that a narrow screen hides. */
    showBy(how: (column: string) => void) {
      show = how;
    },
  };
}

function cardIn(board: HTMLElement | null, { card, column }: Wanted): HTMLElement | null {
  const within = column === undefined ? "" : `[data-column="${CSS.escape(column)}"] `;
  return board?.querySelector<HTMLElement>(`${within}[data-card="${CSS.escape(card)}"]`) ?? null;
}

const columnOf = (card: HTMLElement) => card.closest<HTMLElement>("[data-column]")?.dataset["column"] ?? "";
