import { useEffect, useRef } from "react";

/** Moves focus to a heading when what the page asks changes, so that everybody hears the next question. */
export function useFocusOn<T extends HTMLElement>(key: string) {
  const target = useRef<T>(null);
  const before = useRef(key);
  useEffect(() => {
    if (before.current === key) return;
    before.current = key;
    target.current?.focus();
  }, [key]);
  return target;
}
