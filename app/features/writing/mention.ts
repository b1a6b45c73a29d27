import { Mention } from "@tiptap/extension-mention";
import type { SuggestionKeyDownProps, SuggestionProps } from "@tiptap/suggestion";

/** Somebody one can turn to in a text: they may read it. */
export type Colleague = { accountId: string; name: string; post: string; organisation: string };
type Chosen = { id: string; label: string };

export type MentionState = { colleagues: Colleague[]; active: number; choose: (colleague: Colleague) => void; place: HTMLElement } | undefined;

/** The list under an "@", as something React can draw: Tiptap tells it what to show and which keys were pressed. */
export class MentionList {
  readonly id = `colleagues-${Math.random().toString(36).slice(2, 8)}`;
  #state: MentionState;
  #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly state = () => this.#state;

  /** @param find asks the server who may read this and is called something like it */
  constructor(readonly find: (words: string, signal: AbortSignal) => Promise<Colleague[]>) {}

  show(state: MentionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  move(step: number): void {
    if (!this.#state) return;
    const { length } = this.#state.colleagues;
    this.show({ ...this.#state, active: (this.#state.active + step + length) % length });
  }
}

export function optionId(list: MentionList, index: number): string {
  return `${list.id}-${index}`;
}

/** "@" and a colleague's name. The words stay as plain as any other when nobody is chosen. */
export function mentionOf(list: MentionList) {
  return Mention.configure({
    HTMLAttributes: { class: "mention" },
    suggestion: {
      char: "@",
      allow: ({ editor }) => editor.isFocused && editor.isEditable,
      debounce: 120,
      // Within the page's main part, for those who move by landmark.
      container: "main",
      items: ({ query, signal }) => list.find(query, signal),
      render: () => drawnBy(list),
    },
  });
}

function drawnBy(list: MentionList) {
  let place: HTMLElement | undefined;
  let unmount: (() => void) | undefined;

  function update(props: SuggestionProps<Colleague, Chosen>) {
    if (!place || props.loading) return;
    const colleagues = props.items;
    const choose = ({ accountId, name }: Colleague) => props.command({ id: accountId, label: name });
    list.show(colleagues.length === 0 ? undefined : { colleagues, active: 0, choose, place });
    describe(props.editor.view.dom, list);
  }

  return {
    onStart(props: SuggestionProps<Colleague, Chosen>) {
      place = document.createElement("div");
      unmount = props.mount(place);
      update(props);
    },
    onUpdate: update,
    onExit(props: SuggestionProps<Colleague, Chosen>) {
      unmount?.();
      place = undefined;
      list.show(undefined);
      if (!props.editor.isDestroyed) describe(props.editor.view.dom, list);
    },
    onKeyDown({ event, view }: SuggestionKeyDownProps): boolean {
      const state = list.state();
      if (!state) return false;
      if (event.key === "ArrowDown") list.move(1);
      else if (event.key === "ArrowUp") list.move(-1);
      else if (event.key === "Enter" || event.key === "Tab") {
        const chosen = state.colleagues[state.active];
        if (chosen) state.choose(chosen);
        return true;
      } else return false;
      describe(view.dom, list);
      return true;
    },
  };
}

/** Tells those who listen which name is offered; focus stays in the words. */
function describe(editor: HTMLElement, list: MentionList): void {
  const state = list.state();
  if (!state) {
    for (const name of ["aria-autocomplete", "aria-controls", "aria-activedescendant"]) editor.removeAttribute(name);
    return;
  }
  editor.setAttribute("aria-autocomplete", "list");
  editor.setAttribute("aria-controls", list.id);
  editor.setAttribute("aria-activedescendant", optionId(list, state.active));
}
