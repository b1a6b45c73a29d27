import { type FocusEvent, useEffect, useState } from "react";

export type Hold = "pointer" | "drag";

/** Whether somebody has a hand on something, so that what others do must not move it. */
export interface Held {
  /** True while a pointer is over it, focus is inside, or a drag is on. Ask at the moment; it does not re-render. */
  isHeld(): boolean;
  hold(by: Hold): void;
  release(by: Hold): void;
  focusOn(element: Element): void;
  focusLeft(): void;
  /** Told when the last hold has gone; a moment later, since focus often only moves within. */
  whenFree(tell: (() => void) | undefined): void;
}

export function createHeld(): Held {
  const holds = new Set<Hold>();
  let focused: Element | null = null;
  let tell: (() => void) | undefined;
  let asked = false;

  // Asked, not remembered: a focused element that is taken away says nothing when it goes.
  const isHeld = () => holds.size > 0 || (focused !== null && focused === document.activeElement);

  function tellSoon() {
    if (asked) return;
    asked = true;
    setTimeout(() => {
      asked = false;
      if (!isHeld()) tell?.();
    });
  }

  return {
    isHeld,
    hold: (by) => void holds.add(by),
    release(by) {
      if (holds.delete(by)) tellSoon();
    },
    focusOn(element) {
      focused = element;
    },
    focusLeft: tellSoon,
    whenFree(next) {
      tell = next;
    },
  };
}

/** Give the answer to `Board held`; ask it before showing what others changed. */
export function useHeld({ onFree }: { onFree?: (() => void) | undefined } = {}): Held {
  const [held] = useState(createHeld);
  useEffect(() => {
    held.whenFree(onFree);
    return () => held.whenFree(undefined);
  }, [held, onFree]);
  return held;
}

/** What an element does to hold. Menus opened from inside count as inside, since React's events come by way of them. */
export function holdingProps(held: Held | undefined) {
  if (!held) return {};
  return {
    onPointerEnter: () => held.hold("pointer"),
    onPointerLeave: () => held.release("pointer"),
    onFocusCapture: ({ target }: FocusEvent) => held.focusOn(target),
    onBlurCapture: held.focusLeft,
  };
}
