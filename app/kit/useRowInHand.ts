import { type FocusEvent, type KeyboardEvent, useState } from "react";
import { useAnnounce } from "./LiveRegion";

interface Rows {
  /** In the order in which they stand. */
  keys: readonly string[];
  nameOf: (key: string) => string;
  onMove: (key: string, to: number) => void;
  isDisabled: boolean;
}

/** A row that is held, and the place it would have, counted without itself. */
type InHand = { key: string; to: number };

/**
 * Moves rows by keyboard from their handles: Enter takes a row in hand, arrows say where it goes, Enter lays it there and
 * Escape leaves it where it was. React Aria would begin to listen a frame after that first Enter, and lose what quick
 * fingers press meanwhile. What others do to the rows changes nothing but the places; a row they remove is in no hand.
 */
export function useRowInHand({ keys, nameOf, onMove, isDisabled }: Rows) {
  const announce = useAnnounce();
  const [taken, setTaken] = useState<InHand>();
  const last = keys.length - 1;
  const inHand = taken && !isDisabled && keys.includes(taken.key) ? { ...taken, to: Math.min(taken.to, last) } : undefined;
  const number = (to: number) => `number ${to + 1} of ${keys.length}`;

  function take(key: string) {
    const to = keys.indexOf(key);
    setTaken({ key, to });
    announce(`${nameOf(key)} in hand, ${number(to)}. Arrow keys move it, Enter lays it down, Escape leaves it where it was.`, "assertive");
  }

  function point(key: string, to: number) {
    setTaken({ key, to });
    announce(`To ${number(to)}.`, "assertive");
  }

  function lay({ key, to }: InHand) {
    setTaken(undefined);
    if (to === keys.indexOf(key)) announce(`${nameOf(key)} stays where it was.`);
    else onMove(key, to);
  }

  function onKeyDownCapture(event: KeyboardEvent) {
    const key = keyOfHandle(event.target);
    if (isDisabled || key === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const mine = inHand?.key === key ? inHand : undefined;
    const to = mine ? placeFor(event.key, mine.to, last) : undefined;
    if (to !== undefined) point(key, to);
    else if (mine && event.key === "Escape") lay({ key, to: keys.indexOf(key) });
    else if (!isPress(event.key)) return;
    else if (!event.repeat && mine) lay(mine);
    else if (!event.repeat) take(key);
    swallow(event);
  }

  return {
    /** What a row shows of it: that it is held, or on which side of it the held one would come to lie. */
    markOf(key: string) {
      if (!inHand) return {};
      if (key === inHand.key) return { "data-in-hand": "" };
      const from = keys.indexOf(inHand.key);
      if (inHand.to === from || keys[inHand.to] !== key) return {};
      return { "data-lands": inHand.to < from ? "before" : "after" };
    },
    /** For what stands around the list: hears keys before the list and its rows do. */
    handlers: {
      onKeyDownCapture,
      onKeyUpCapture(event: KeyboardEvent) {
        if (!isDisabled && isPress(event.key) && keyOfHandle(event.target) !== undefined) swallow(event);
      },
      onBlurCapture({ target }: FocusEvent) {
        if (keyOfHandle(target) !== undefined) setTaken(undefined);
      },
    },
  };
}

const isPress = (key: string) => key === "Enter" || key === " ";

function placeFor(key: string, at: number, last: number): number | undefined {
  if (key === "ArrowUp") return Math.max(0, at - 1);
  if (key === "ArrowDown") return Math.min(last, at + 1);
  if (key === "Home") return 0;
  return key === "End" ? last : undefined;
}

/** Of the row whose handle this is. */
function keyOfHandle(target: EventTarget): string | undefined {
  const handle = target instanceof Element ? target.closest("[data-handle]") : null;
  return handle?.closest<HTMLElement>("[data-ordered]")?.dataset["ordered"];
}

function swallow(event: KeyboardEvent) {
  event.preventDefault();
  event.stopPropagation();
}
