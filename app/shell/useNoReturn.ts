import { useEffect } from "react";

/**
 * The Back button can bring a whole page back from the browser's memory, after signing out too.
 * It is emptied as it leaves, and asked for afresh if it returns.
 */
export function useNoReturn(blank: () => void) {
  useEffect(() => {
    function onHide(event: PageTransitionEvent) {
      if (event.persisted) blank();
    }
    function onShow(event: PageTransitionEvent) {
      if (event.persisted) location.reload();
    }
    window.addEventListener("pagehide", onHide);
    window.addEventListener("pageshow", onShow);
    return () => {
      window.removeEventListener("pagehide", onHide);
      window.removeEventListener("pageshow", onShow);
    };
  }, [blank]);
}
