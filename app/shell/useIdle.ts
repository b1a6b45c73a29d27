import { useCallback, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { forgetCover, isCovered, lastActive, recordActivity, recordCover, watchOtherTabs } from "./idleClock";

export type IdleState = "open" | "covered" | "ended";

interface IdleTimes {
  coverAfter: number;
  signOutAfter: number;
  onEnd: () => void;
}

const signsOfLife = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/**
 * Open, covered or ended, by comparing times of day: a laptop that slept runs no timers, so the
 * first movement after it wakes is measured before it is counted as a sign of life.
 */
export function useIdle({ coverAfter, signOutAfter, onEnd }: IdleTimes) {
  const [state, setState] = useState<IdleState>("open");
  const now = useRef<IdleState>("open");
  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });

  const move = useCallback((next: IdleState) => {
    if (now.current === next || now.current === "ended") return;
    now.current = next;
    // At once, not when React has time: the words must leave the screen.
    flushSync(() => setState(next));
  }, []);

  const cover = useCallback(() => {
    recordCover(Date.now());
    move("covered");
  }, [move]);

  /** Takes the words away in this tab only, without counting as covered. */
  const blank = useCallback(() => move("covered"), [move]);

  const open = useCallback(() => {
    recordActivity(Date.now());
    forgetCover();
    move("open");
  }, [move]);

  const look = useCallback(() => {
    const idle = Date.now() - lastActive();
    if (idle >= coverAfter && now.current === "open") cover();
    if (idle >= signOutAfter && now.current === "covered") {
      move("ended");
      end.current();
    }
  }, [coverAfter, signOutAfter, cover, move]);

  useEffect(() => {
    const covered = isCovered();
    recordActivity(Date.now());
    // A reload is not a way round the cover. In a microtask, since React is still committing.
    if (covered) queueMicrotask(() => move("covered"));
    // Somebody else may have signed in there: the server says again what this tab may show.
    return watchOtherTabs((away) => (away ? move("covered") : location.reload()));
  }, [move]);

  useEffect(() => {
    function onLife() {
      look();
      if (now.current === "open") recordActivity(Date.now());
    }
    for (const sign of signsOfLife) window.addEventListener(sign, onLife, { capture: true, passive: true });
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);
    const timer = setInterval(look, 1_000);
    return () => {
      for (const sign of signsOfLife) window.removeEventListener(sign, onLife, { capture: true });
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("focus", look);
      clearInterval(timer);
    };
  }, [look]);

  return { state, cover, blank, open };
}
