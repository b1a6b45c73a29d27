import { Bold } from "@tiptap/extension-bold";
import { Collaboration } from "@tiptap/extension-collaboration";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { Italic } from "@tiptap/extension-italic";
import { Link } from "@tiptap/extension-link";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Text } from "@tiptap/extension-text";
import { Placeholder } from "@tiptap/extensions";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { Carets } from "./carets";
import { isAllowedLink } from "./links";
import { type MentionList, mentionOf } from "./mention";
import { Shortcuts } from "./shortcuts";

type Live = {
  doc: Y.Doc;
  awareness: Awareness;
  placeholder: string;
  mentions: MentionList;
  onLink: () => void;
  onToolbar: () => void;
};

/**
 * Everything a section can hold, and nothing else. What the server writes as HTML (server/documents) and what
 * is pasted are held to the same list.
 */
export function extensionsFor({ doc, awareness, placeholder, mentions, onLink, onToolbar }: Live) {
  return [
    Document,
    Paragraph,
    Text,
    Heading.configure({ levels: [2, 3] }),
    Bold,
    Italic,
    BulletList,
    OrderedList,
    ListItem,
    ListKeymap,
    HardBreak,
    Link.configure({
      openOnClick: false,
      defaultProtocol: "https",
      isAllowedUri: (href) => isAllowedLink(href),
      HTMLAttributes: { target: "_blank", rel: "noopener noreferrer nofollow" },
    }),
    mentionOf(mentions),
    Placeholder.configure({ placeholder, showOnlyWhenEditable: true }),
    Collaboration.configure({ document: doc }),
    Carets.configure({ awareness }),
    Shortcuts.configure({ onLink, onToolbar }),
  ];
}
