import { Extension } from "@tiptap/core";

/** Keys beyond those each part brings: a link, and the way to the tools without a mouse. */
export const Shortcuts = Extension.create<{ onLink: () => void; onToolbar: () => void }>({
  name: "shortcuts",
  addOptions: () => ({ onLink: () => {}, onToolbar: () => {} }),
  addKeyboardShortcuts() {
    return {
      "Mod-k": () => {
        this.options.onLink();
        return true;
      },
      "Alt-F10": () => {
        this.options.onToolbar();
        return true;
      },
    };
  },
});
