import { InputRule, Mark, mergeAttributes } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { isAllowedLink } from "./links";

const safe = { target: "_blank", rel: "noopener noreferrer nofollow" };

/**
 * A link in somebody's words. Ours, since Tiptap's brings a list of every top-level domain for guessing links,
 * 13 kB that a phone would load; here only a whole https address becomes one by itself. The address is checked
 * wherever it comes from: typed, pasted, or in a document that somebody forged.
 */
export const LinkMark = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  exitable: true,

  addAttributes: () => ({ href: { default: null, parseHTML: (element: HTMLElement) => element.getAttribute("href") } }),

  parseHTML: () => [{ tag: "a[href]", getAttrs: (element) => (isAllowedLink(element.getAttribute("href")) ? null : false) }],

  renderHTML: ({ HTMLAttributes }) => {
    const href: unknown = HTMLAttributes["href"];
    const address = typeof href === "string" && isAllowedLink(href) ? { href } : {};
    return ["a", mergeAttributes(safe, address), 0];
  },

  addInputRules() {
    return [
      new InputRule({
        find: /(?:^|\s)(https:\/\/[^\s]+[^\s.,;:!?)])[.,;:!?)]*\s$/,
        handler: ({ state, range, match }) => {
          const address = match[1] ?? "";
          if (!isAllowedLink(address)) return;
          const start = range.from + match[0].indexOf(address);
          state.tr.addMark(start, start + address.length, this.type.create({ href: address })).insertText(" ", range.to);
          state.tr.removeStoredMark(this.type);
        },
      }),
    ];
  },

  /** An address pasted over words makes them lead there; pasted alone it is its own link. */
  addProseMirrorPlugins() {
    const { type } = this;
    return [
      new Plugin({
        props: {
          handlePaste(view, _event, slice) {
            const address = slice.content.textBetween(0, slice.content.size).trim();
            if (!/^https:\/\/\S+$/i.test(address) || !isAllowedLink(address)) return false;
            const { from, to, empty } = view.state.selection;
            const mark = type.create({ href: address });
            const change = empty ? view.state.tr.replaceSelectionWith(view.state.schema.text(address, [mark]), false) : view.state.tr.addMark(from, to, mark);
            view.dispatch(change.removeStoredMark(type).scrollIntoView());
            return true;
          },
        },
      }),
    ];
  },
});
