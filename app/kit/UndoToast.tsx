import { X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import {
  Text,
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components/Toast";
import { Button } from "./Button";
import { classes } from "./classes";
import icon from "./IconButton.module.css";
import styles from "./UndoToast.module.css";

/** Long enough to read it and to reach it; the clock stands while it is focused or under the pointer. */
const timeout = 10_000;

interface Undoable {
  words: string;
  /** Nothing to take back, where it is left out. */
  onUndo?: () => void;
}

export interface Undo {
  /** What was just done, and how to take it back. One at a time: a newer one takes the older one's place. */
  offer(what: Undoable): void;
  /** When there is nothing to take back any more. */
  withdraw(): void;
  queue: ToastQueue<Undoable>;
  subscribe(tell: () => void): () => void;
  isOffering(): boolean;
}

const never = () => false;

function createUndo(): Undo {
  const queue = new ToastQueue<Undoable>({ maxVisibleToasts: 1 });
  return {
    queue,
    subscribe: (tell) => queue.subscribe(tell),
    isOffering: () => queue.visibleToasts.length > 0,
    withdraw: () => queue.clear(),
    offer(what) {
      queue.clear();
      queue.add(what, { timeout });
    },
  };
}

/** For one page: what was offered goes when the page does. */
export function useUndo(): Undo {
  const [undo] = useState(createUndo);
  useEffect(() => undo.withdraw, [undo]);
  return undo;
}

export interface UndoToastProps {
  undo: Undo;
  /** The region's name and the word on the button. */
  action?: string | undefined;
  closeLabel?: string | undefined;
}

/**
 * What was just done, for who looks, and the way to take it back. Say it aloud too, and where it lasts: it goes by itself. F6 reaches it.
 */
export function UndoToast({ undo, action = "Undo", closeLabel = "Close" }: UndoToastProps) {
  const { subscribe, isOffering } = undo;
  // Mounted with its toast: a region that was there before, and empty, is not on React Aria's list for F6.
  if (!useSyncExternalStore(subscribe, isOffering, never)) return null;
  return (
    <ToastRegion queue={undo.queue} aria-label={action} className={styles.region ?? ""}>
      {({ toast }) => (
        <AriaToast toast={toast} className={styles.toast ?? ""}>
          <ToastContent className={styles.words}>
            <Text slot="title">{toast.content.words}</Text>
          </ToastContent>
          {toast.content.onUndo ? (
            <Button
              className={styles.undo}
              onPress={() => {
                undo.queue.close(toast.key);
                toast.content.onUndo?.();
              }}
            >
              {action}
            </Button>
          ) : null}
          <AriaButton slot="close" aria-label={closeLabel} className={classes(icon.button, styles.close)}>
            <X aria-hidden="true" />
          </AriaButton>
        </AriaToast>
      )}
    </ToastRegion>
  );
}
