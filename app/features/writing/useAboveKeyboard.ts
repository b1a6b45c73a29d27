import type { Editor } from "@tiptap/core";
import { useEffect, useState } from "react";

/** A keyboard takes at least this much of the page; an address bar takes less. */
const smallestKeyboard = 120;

/**
 * Where the visible page ends while a phone's keyboard covers the rest of it and the editor has the caret,
 * in pixels from the top of the page's frame; undefined otherwise.
 */
export function useAboveKeyboard(editor: Editor): number | undefined {
  const [offset, setOffset] = useState<number>();
  useEffect(() => {
    const view = window.visualViewport;
    if (!view) return;
    const look = () => {
      const covered = window.innerHeight - view.height;
      setOffset(editor.isFocused && covered > smallestKeyboard ? Math.round(view.offsetTop + view.height) : undefined);
    };
    view.addEventListener("resize", look);
    view.addEventListener("scroll", look);
    editor.on("focus", look);
    editor.on("blur", look);
    return () => {
      view.removeEventListener("resize", look);
      view.removeEventListener("scroll", look);
      editor.off("focus", look);
      editor.off("blur", look);
    };
  }, [editor]);
  return offset;
}
