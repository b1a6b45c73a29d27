import { type RefObject, useEffect } from "react";

/**
 * A browser that moves the focus into a box of words brings its caret into sight, and leaves the rest of the box under
 * the phone's bar. This brings all of it (WCAG 2.4.11). Only for those who come by keyboard: nothing moves under a finger.
 */
export function useWholeBoxes(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const here = page.current;
    let byKey = false;
    const key = () => (byKey = true);
    const finger = () => (byKey = false);
    const focus = ({ target }: FocusEvent) => {
      if (byKey && target instanceof HTMLTextAreaElement) target.scrollIntoView({ block: "nearest" });
    };
    document.addEventListener("keydown", key, true);
    document.addEventListener("pointerdown", finger, true);
    here?.addEventListener("focusin", focus);
    return () => {
      document.removeEventListener("keydown", key, true);
      document.removeEventListener("pointerdown", finger, true);
      here?.removeEventListener("focusin", focus);
    };
  }, [page]);
}
