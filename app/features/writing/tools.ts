import type { Editor } from "@tiptap/core";

/** What the toolbar shows as on, and what can be taken back. */
export type ToolState = { heading: boolean; bold: boolean; italic: boolean; bullets: boolean; numbers: boolean; link: boolean; canUndo: boolean; canRedo: boolean };

export function toolStateOf(editor: Editor): ToolState {
  return {
    heading: editor.isActive("heading"),
    bold: editor.isActive("bold"),
    italic: editor.isActive("italic"),
    bullets: editor.isActive("bulletList"),
    numbers: editor.isActive("orderedList"),
    link: editor.isActive("link"),
    canUndo: editor.isEditable && editor.can().undo(),
    canRedo: editor.isEditable && editor.can().redo(),
  };
}

export type Tool = "heading" | "bold" | "italic" | "bullets" | "numbers" | "undo" | "redo";

/** Does one thing to the words where the caret is, and gives the caret back. */
export function applyTool(editor: Editor, tool: Tool): void {
  // At once, not in the next frame: what is typed right after a press must not be lost.
  if (!editor.view.hasFocus()) editor.view.focus();
  const chain = editor.chain();
  switch (tool) {
    case "heading":
      return void chain.toggleHeading({ level: 2 }).run();
    case "bold":
      return void chain.toggleBold().run();
    case "italic":
      return void chain.toggleItalic().run();
    case "bullets":
      return void chain.toggleBulletList().run();
    case "numbers":
      return void chain.toggleOrderedList().run();
    case "undo":
      return void chain.undo().run();
    case "redo":
      return void chain.redo().run();
  }
}
