import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";

/** Keys beyond those each part brings: a link, and the way to the tools without a mouse. */
export const Shortcuts = Extension.create<{ onLink: () => void; onToolbar: () => void }>({
  name: "shortcuts",
  addOptions: () => ({ onLink: () => {}, onToolbar: () => {} }),
  addProseMirrorPlugins() {
    const { onLink } = this.options;
    const isLinkKey = (event: KeyboardEvent) => event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            keydown(_view, event) {
              if (!isLinkKey(event)) return false;
              // Everywhere else on the page these keys open the search.
              event.preventDefault();
              event.stopPropagation();
              onLink();
              return true;
            },
          },
        },
      }),
    ];
  },
  addKeyboardShortcuts() {
    return {
      "Alt-F10": () => {
        this.options.onToolbar();
        return true;
      },
    };
  },
});
