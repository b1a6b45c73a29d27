import type { Editor } from "@tiptap/core";
import { useState } from "react";
import { Button } from "~/kit/Button";
import { Dialog } from "~/kit/Dialog";
import { TextField } from "~/kit/TextField";
import { linkFrom } from "./links";

type Props = { editor: Editor; onClose: () => void };

/** Where the words lead. Only pages, mailboxes and phones; anything else gets a sentence, and is kept to mend. */
export function LinkDialog({ editor, onClose }: Props) {
  const before: unknown = editor.getAttributes("link")["href"];
  const [address, setAddress] = useState(typeof before === "string" ? before : "");
  const [error, setError] = useState<string>();

  function close(change?: () => void) {
    onClose();
    // After the dialog has given focus back, so that the caret is where it was.
    requestAnimationFrame(() => (change ? change() : editor.commands.focus()));
  }

  function save() {
    const href = linkFrom(address);
    if (!href) return setError("Give a web address, an email address or a phone number.");
    close(() => {
      const chain = editor.chain().focus().extendMarkRange("link");
      if (editor.state.selection.empty && !editor.isActive("link")) {
        chain.insertContent({ type: "text", text: address.trim(), marks: [{ type: "link", attrs: { href } }] }).run();
      } else chain.setMark("link", { href }).run();
    });
  }

  return (
    <Dialog
      title="Link"
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
      footer={
        <>
          <Button variant="primary" onPress={save}>
            Keep the link
          </Button>
          {before ? (
            <Button variant="quiet" onPress={() => close(() => editor.chain().focus().extendMarkRange("link").unsetMark("link").run())}>
              Take it off
            </Button>
          ) : null}
        </>
      }
    >
      <TextField
        label="Where does it lead?"
        hint="A web address, an email address or a phone number"
        error={error}
        value={address}
        autoFocus
        autoComplete="off"
        onChange={(event) => setAddress(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          save();
        }}
      />
    </Dialog>
  );
}
