import { useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { Avatar } from "~/kit/Avatar";
import styles from "./MentionPopup.module.css";
import { type MentionList, optionId } from "./mention";
import { avatarColour } from "./presence";

/** Colleagues under an "@": arrows and Enter, or a thumb. */
export function MentionPopup({ list }: { list: MentionList }) {
  const state = useSyncExternalStore(list.subscribe, list.state, () => undefined);
  if (!state) return null;
  return createPortal(
    <ul className={styles.list} role="listbox" id={list.id} aria-label="Colleagues who can read this">
      {state.colleagues.map((colleague, index) => (
        <li
          key={colleague.accountId}
          id={optionId(list, index)}
          role="option"
          aria-selected={index === state.active}
          className={styles.option}
          // Before the editor loses its place to the press.
          onPointerDown={(event) => {
            event.preventDefault();
            state.choose(colleague);
          }}
        >
          <Avatar name={colleague.name} colour={avatarColour(colleague.accountId)} size="small" decorative />
          <span className={styles.words}>
            <span className={styles.name}>{colleague.name}</span>
            <span className={styles.post}>
              {colleague.post}, {colleague.organisation}
            </span>
          </span>
        </li>
      ))}
    </ul>,
    state.place,
  );
}
