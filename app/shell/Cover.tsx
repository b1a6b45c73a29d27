import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "~/kit/Button";
import styles from "./Cover.module.css";
import { Wordmark } from "./Wordmark";

interface CoverProps {
  firstName: string;
  isShared: boolean;
  ended: boolean;
  onResume?: (() => boolean | void | Promise<boolean | void>) | undefined;
  onOpen: () => void;
  onSignOut: () => void;
  challenge?: ((resume: () => void) => ReactNode) | undefined;
}

/** What stands in place of the page: a name to know whose it is, and two ways on. */
export function Cover({ firstName, isShared, ended, onResume, onOpen, onSignOut, challenge }: CoverProps) {
  const [state, setState] = useState<"waiting" | "asking" | "refused">("waiting");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  async function resume() {
    setState("asking");
    const carriesOn = await Promise.resolve(onResume?.()).catch(() => false);
    if (carriesOn === false) setState("refused");
    else onOpen();
  }

  return (
    <main className={styles.cover}>
      <Wordmark />
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {ended ? "You are signed out" : `This page is covered, ${firstName}`}
      </h1>
      <p>{wordsFor({ ended, isShared, firstName })}</p>
      <div role="alert">{state === "refused" && !ended ? <p>That did not work. Try again, or sign out.</p> : null}</div>
      {!ended && challenge ? challenge(onOpen) : null}
      <div className={styles.ways}>
        {ended ? (
          <a href="/sign-in" className={styles.link}>
            Sign in
          </a>
        ) : (
          <>
            {challenge ? null : (
              <Button
                className={styles.carryOn}
                onPress={() => void resume()}
                isPending={state === "asking"}
                pendingLabel="One moment…"
              >
                Carry on
              </Button>
            )}
            <Button className={styles.signOut} onPress={onSignOut}>
              Sign out
            </Button>
          </>
        )}
      </div>
    </main>
  );
}

function wordsFor({ ended, isShared, firstName }: { ended: boolean; isShared: boolean; firstName: string }): string {
  if (ended) return "Nobody used this page for a while, so it was closed. What you saved is safe.";
  if (isShared) return `Other people use this computer. If you are not ${firstName}, sign out first.`;
  return "Nothing you were reading is on the screen. What you saved is safe.";
}
