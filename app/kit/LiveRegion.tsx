import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { createAnnouncer } from "./announcer";
import styles from "./VisuallyHidden.module.css";

export type Announce = (message: string, urgency?: "polite" | "assertive") => void;

const AnnounceContext = createContext<Announce>(() => {});

/** Say something to people who listen. Polite unless it cannot wait. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}

/** The page's one polite region, and one for what cannot wait. Render once, near the root. */
export function LiveRegionProvider({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState("");
  const [assertive, setAssertive] = useState("");
  const [announcer] = useState(() => createAnnouncer(setPolite));
  const turn = useRef(false);

  useEffect(() => () => announcer.stop(), [announcer]);

  const [announce] = useState(() => (message: string, urgency: "polite" | "assertive" = "polite") => {
    if (urgency === "polite") return announcer.say(message);
    // The same words twice would change nothing in the page; a trailing space makes them new.
    turn.current = !turn.current;
    setAssertive(turn.current ? message : `${message}\u00a0`);
  });

  return (
    <AnnounceContext value={announce}>
      {children}
      <div className={styles.hidden} role="status" aria-live="polite" aria-atomic="true" data-live="polite">
        {polite}
      </div>
      <div className={styles.hidden} role="alert" aria-live="assertive" aria-atomic="true" data-live="assertive">
        {assertive}
      </div>
    </AnnounceContext>
  );
}
