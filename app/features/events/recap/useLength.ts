import { type RefObject, useEffect, useState } from "react";
import { wordsIn } from "./reading";

/** How many words there are, as they are written: counted at most once a second, and only where they stand. */
export function useLength(box: RefObject<HTMLElement | null>, start: number): number {
  const [length, setLength] = useState(start);
  useEffect(() => {
    const frame = box.current;
    if (!frame) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const count = () => {
      timer = undefined;
      const editor = frame.querySelector<HTMLElement>("[role=textbox]");
      if (editor) setLength(wordsIn([...editor.children].map((block) => block.textContent).join(" ")));
    };
    const watcher = new MutationObserver(() => (timer ??= setTimeout(count, 1_000)));
    watcher.observe(frame, { subtree: true, childList: true, characterData: true });
    return () => {
      watcher.disconnect();
      clearTimeout(timer);
    };
  }, [box]);
  return length;
}
