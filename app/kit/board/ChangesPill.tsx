import { useEffect, useRef } from "react";
import { Button } from "react-aria-components/Button";
import { useAnnounce } from "../LiveRegion";
import styles from "./ChangesPill.module.css";

export interface ChangesPillProps {
  count: number;
  /** "2 changes from others". */
  words: string;
  /** What pressing it does: "show". */
  action: string;
  /** Said once they are shown: "Shown." */
  shownWords: string;
  onShow: () => void;
}

/**
 * What others did while somebody had a hand on the page: told, not done. It takes no room, so that nothing moves
 * when it comes; put it before the row it may float over.
 */
export function ChangesPill({ count, words, action, shownWords, onShow }: ChangesPillProps) {
  const announce = useAnnounce();
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(0);
  useEffect(() => {
    // Fewer are no news, and must not talk over what somebody has just done.
    if (count > before.current) announce(words);
    before.current = count;
  }, [announce, count, words]);

  function show() {
    onShow();
    // The button goes; whoever pressed it stays where it was.
    place.current?.focus();
    announce(shownWords);
  }

  return (
    <div ref={place} tabIndex={-1} className={styles.place}>
      {count > 0 ? (
        <Button className={styles.pill ?? ""} onPress={show}>
          {words} – <span className={styles.action}>{action}</span>
        </Button>
      ) : null}
    </div>
  );
}
