import { Extension } from "@tiptap/core";
import { yCursorPlugin } from "@tiptap/y-tiptap";
import type { Awareness } from "y-protocols/awareness";
import { presenceColour } from "~/shared/realtime";
import styles from "./prose.module.css";
import { personOf } from "./presence";

/**
 * Where the others are writing. The colour is worked out here from who the server says they are; a caret of
 * somebody the server has not named yet is not drawn.
 */
export const Carets = Extension.create<{ awareness: Awareness | undefined }>({
  name: "carets",
  priority: 999,
  addOptions: () => ({ awareness: undefined }),
  addProseMirrorPlugins() {
    const { awareness } = this.options;
    if (!awareness) return [];
    return [
      yCursorPlugin(awareness, {
        awarenessStateFilter: (mine: number, theirs: number, state: unknown) => mine !== theirs && personOf(state) !== undefined,
        cursorBuilder: (user: unknown) => drawCaret(user),
        selectionBuilder: (user: unknown) => ({ class: styles.selection ?? "", style: `--presence: ${colourOf(user)}` }),
      }),
    ];
  },
});

function drawCaret(user: unknown): HTMLElement {
  const person = personOf({ user });
  const caret = document.createElement("span");
  caret.className = styles.caret ?? "";
  caret.style.setProperty("--presence", colourOf(user));
  caret.dataset.caret = person?.accountId ?? "";
  const label = document.createElement("span");
  label.className = styles.caretLabel ?? "";
  // Drawn by CSS from an attribute, so that a name is never part of the text that is copied or read out.
  label.dataset.name = person?.name.split(/\s+/)[0] ?? "";
  caret.append(label);
  return caret;
}

function colourOf(user: unknown): string {
  return presenceColour(personOf({ user })?.accountId ?? "");
}

/** Shows the names of carets that just moved again for two seconds. Returns how to stop. */
export function showNamesOfMoving(awareness: Awareness, editor: () => HTMLElement | undefined): () => void {
  const onChange = ({ added, updated }: { added: number[]; updated: number[] }) => {
    for (const client of [...added, ...updated]) {
      const person = client === awareness.clientID ? undefined : personOf(awareness.getStates().get(client));
      if (!person) continue;
      for (const label of editor()?.querySelectorAll(`[data-caret="${CSS.escape(person.accountId)}"] > span`) ?? []) {
        for (const animation of label.getAnimations()) {
          animation.cancel();
          animation.play();
        }
      }
    }
  };
  awareness.on("change", onChange);
  return () => awareness.off("change", onChange);
}
