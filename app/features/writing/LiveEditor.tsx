import { EditorContent, useEditor } from "@tiptap/react";
import { useEffect, useId, useState } from "react";
import { showNamesOfMoving } from "./carets";
import { cleanPaste } from "./clean-paste";
import { EditorToolbar } from "./EditorToolbar";
import { extensionsFor } from "./extensions";
import { LinkDialog } from "./LinkDialog";
import type { EditorProps } from "./LiveFrame";
import { MentionPopup } from "./MentionPopup";
import { type Colleague, MentionList } from "./mention";
import styles from "./prose.module.css";

/** The words as they are written, by everyone who may. Mounted only once the text has joined. */
export default function LiveEditor({ connection, name, placeholder, mayWrite, locked, colleaguesUrl, startFocused }: EditorProps) {
  const [linking, setLinking] = useState(false);
  const toolsId = useId();
  const [mentions] = useState(() => new MentionList(async (words, signal) => (colleaguesUrl ? askColleagues(colleaguesUrl, words, signal) : [])));
  const canWrite = mayWrite && !locked;

  const editor = useEditor(
    {
      immediatelyRender: false,
      injectCSS: false,
      editable: canWrite,
      autofocus: startFocused ? "end" : false,
      extensions: extensionsFor({
        doc: connection.doc,
        awareness: connection.provider.awareness,
        placeholder,
        mentions,
        onLink: () => setLinking(true),
        onToolbar: () => document.getElementById(toolsId)?.querySelector("button")?.focus(),
      }),
      editorProps: {
        attributes: { class: `${styles.prose} ${styles.editor}`, role: "textbox", "aria-multiline": "true", "aria-label": name, "aria-readonly": String(!canWrite), spellcheck: "true" },
        transformPastedHTML: cleanPaste,
      },
    },
    [connection],
  );

  useEffect(() => {
    if (!editor || editor.isEditable === canWrite) return;
    editor.setEditable(canWrite, false);
    editor.view.dom.setAttribute("aria-readonly", String(!canWrite));
  }, [editor, canWrite]);

  useEffect(() => {
    if (!editor) return;
    return showNamesOfMoving(connection.provider.awareness, () => (editor.isDestroyed ? undefined : editor.view.dom));
  }, [editor, connection]);

  if (!editor) return null;
  return (
    <>
      {mayWrite ? <EditorToolbar id={toolsId} editor={editor} label={`Tools for ${name}`} isDisabled={!canWrite} onLink={() => setLinking(true)} /> : null}
      <EditorContent editor={editor} />
      <MentionPopup list={mentions} />
      {linking ? <LinkDialog editor={editor} onClose={() => setLinking(false)} /> : null}
    </>
  );
}

async function askColleagues(url: string, words: string, signal: AbortSignal): Promise<Colleague[]> {
  const response = await fetch(`${url}?${new URLSearchParams({ words })}`, { signal, headers: { Accept: "application/json" } });
  return response.ok ? ((await response.json()) as Colleague[]) : [];
}
