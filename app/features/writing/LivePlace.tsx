import { type ComponentType, lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { Card } from "~/kit/Card";
import { useHydrated } from "~/kit/useHydrated";
import styles from "./LivePlace.module.css";
import type { Live, LiveTextProps } from "./LiveFrame";
import { StoredText } from "./StoredText";
import { useInView } from "./useInView";

/** The editor and everything it needs; never part of the first route. Without it there is still the stored text. */
export const liveText = (load: () => Promise<{ default: ComponentType<LiveTextProps> }>) => lazy(() => load().catch(() => ({ default: NotLoaded })));
const LiveParagraphs = liveText(() => import("./LiveText"));

type Props = Live & {
  /** The words as they are stored, from the document server (services.documents.read). */
  html: string;
  /** What stands there while nothing does. */
  empty: string;
  /** Where the words are no paragraphs: how they look while stored, and what they are written with (`liveText`). */
  stored?: ReactNode;
  text?: ComponentType<LiveTextProps> | undefined;
};

/** Where a text is written: it shows what is stored at once and joins the live words when it comes into view. */
export function LivePlace({ html, empty, name, stored = <StoredText html={html} name={name} empty={empty} />, text: LiveText = LiveParagraphs, ...rest }: Props) {
  const card = useRef<HTMLDivElement>(null);
  const hydrated = useHydrated();
  const inView = useInView(card);
  const [attempt, setAttempt] = useState(0);
  const [wantsFocus, setWantsFocus] = useState(false);

  const live = { ...rest, name };
  const waiting = (
    <>
      {live.mayWrite ? (
        <div className={styles.toolsToCome}>
          {hydrated ? "Joining…" : null}
          <noscript>To write here, your browser must let this page run scripts. You can read what is stored.</noscript>
        </div>
      ) : null}
      {stored}
    </>
  );
  return (
    <Card flush ref={card} onPointerDown={() => setWantsFocus(true)}>
      {hydrated && inView ? (
        <Suspense fallback={waiting}>
          <LiveText key={attempt} {...live} waiting={waiting} stored={stored} wantsFocus={wantsFocus} onAgain={() => setAttempt(attempt + 1)} />
        </Suspense>
      ) : (
        waiting
      )}
    </Card>
  );
}

function NotLoaded({ stored }: { stored: ReactNode }) {
  return (
    <>
      <p className={styles.late}>We could not join. You can read what is stored. Load this page again once you are connected.</p>
      {stored}
    </>
  );
}
