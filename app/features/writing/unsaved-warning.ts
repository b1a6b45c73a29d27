import { useEffect } from "react";

/** Set by the live half of the page, which is not loaded before it is needed. */
let anythingUnsaved = (): boolean => false;

export function answerUnsaved(answer: () => boolean): void {
  anythingUnsaved = answer;
}

/** Asks before the tab is closed while words are still on their way. */
export function useUnsavedWarning(): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (anythingUnsaved()) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, []);
}
