import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import { Bold, Heading2, Italic, Link2, List, ListOrdered, Redo2, Undo2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { IconButton } from "~/kit/IconButton";
import { ToggleButton, Toolbar } from "~/kit/Toolbar";
import styles from "./EditorToolbar.module.css";
import { applyTool, type Tool, toolStateOf } from "./tools";
import { useAboveKeyboard } from "./useAboveKeyboard";

const toggles: { tool: Exclude<Tool, "undo" | "redo">; label: string; icon: typeof Bold }[] = [
  { tool: "heading", label: "Heading", icon: Heading2 },
  { tool: "bold", label: "Bold", icon: Bold },
  { tool: "italic", label: "Italic", icon: Italic },
  { tool: "bullets", label: "List", icon: List },
  { tool: "numbers", label: "Numbered list", icon: ListOrdered },
];

/** A press takes the focus neither from the caret nor, with it, the keyboard from a phone's screen. */
const caretStays = { preventFocusOnPress: true };

type Props = { editor: Editor; id: string; label: string; isDisabled: boolean; onLink: () => void };

/** The few tools a text needs. On a phone they stand on the keyboard while one writes. */
export function EditorToolbar({ editor, id, label, isDisabled, onLink }: Props) {
  const tools = useRef<HTMLDivElement>(null);
  const state = useEditorState({ editor, selector: ({ editor: now }) => toolStateOf(now) });
  const offset = useAboveKeyboard(editor);

  useEffect(() => {
    const box = tools.current;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") editor.commands.focus();
    };
    box?.addEventListener("keydown", onKey);
    return () => box?.removeEventListener("keydown", onKey);
  }, [editor]);

  return (
    <div className={styles.place}>
      <div
        ref={tools}
        id={id}
        className={styles.tools}
        data-floating={offset === undefined ? undefined : ""}
        style={offset === undefined ? undefined : { insetBlockStart: offset }}
      >
        <Toolbar label={label}>
          {toggles.map(({ tool, label: words, icon: Icon }) => (
            <ToggleButton {...caretStays} key={tool} label={words} icon={<Icon />} isSelected={state[tool]} isDisabled={isDisabled} onChange={() => applyTool(editor, tool)} />
          ))}
          <ToggleButton label="Link" icon={<Link2 />} isSelected={state.link} isDisabled={isDisabled} onChange={onLink} />
          <IconButton {...caretStays} label="Undo" icon={<Undo2 />} isDisabled={isDisabled || !state.canUndo} onPress={() => applyTool(editor, "undo")} />
          <IconButton {...caretStays} label="Redo" icon={<Redo2 />} isDisabled={isDisabled || !state.canRedo} onPress={() => applyTool(editor, "redo")} />
        </Toolbar>
      </div>
    </div>
  );
}
