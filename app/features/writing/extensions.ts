import { Bold } from "@tiptap/extension-bold";
import { Collaboration } from "@tiptap/extension-collaboration";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { Italic } from "@tiptap/extension-italic";
import { BulletList } from "@tiptap/extension-list/bullet-list";
import { ListItem } from "@tiptap/extension-list/item";
import { ListKeymap } from "@tiptap/extension-list/keymap";
import { OrderedList } from "@tiptap/extension-list/ordered-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Text } from "@tiptap/extension-text";
import { Placeholder } from "@tiptap/extensions/placeholder";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { Carets } from "./carets";
import { LinkMark } from "./link-mark";
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
 * Everything a text can hold, and nothing else. What the server writes as HTML (server/documents) and what
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
    LinkMark,
    mentionOf(mentions),
    Placeholder.configure({ placeholder, showOnlyWhenEditable: true }),
    Collaboration.configure({ document: doc }),
    Carets.configure({ awareness }),
    Shortcuts.configure({ onLink, onToolbar }),
  ];
}
