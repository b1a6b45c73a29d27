import { type ReactNode, useEffect, useRef, useState } from "react";
import styles from "./Countdown.module.css";
import { useAnnounce } from "./LiveRegion";
import { formatTime } from "./wallTime";

export interface CountdownProps {
  /** The moment it ends. */
  until: string;
  /** What the server's clock said when it told `until`: the one on this desk may be minutes off. */
  now: string;
  /** "Held for you" */
  label: string;
  /** Said once to those who listen, when a minute is left. */
  warning: string;
  /** Shown when it is over. */
  over: string;
  onOver?: (() => void) | undefined;
  /** "More time": a button or form. Nobody is hurried without a way to ask for it. */
  more?: ReactNode;
}

const minute = 60_000;

/** A quiet clock: minutes, and in the last one seconds. It says itself once, a minute before the end. */
export function Countdown({ until, now, label, warning, over, onOver, more }: CountdownProps) {
  const left = useTimeLeft(until, now);
  useOnceBelow(left, minute, `${until} ${now}`, useWarning(warning));
  useOnceBelow(left, 0, `${until} ${now}`, onOver);
  const ended = left !== undefined && left <= 0;
  return (
    <div className={styles.countdown} data-soon={left !== undefined && left <= minute ? "" : undefined}>
      <p>
        {ended ? over : `${label} until ${formatTime(until, "time")}`}
        {left === undefined || ended ? null : (
          <>
            {" · "}
            <span role="timer" className={styles.left}>
              {wordsOf(left)}
            </span>
          </>
        )}
      </p>
      {ended ? null : more}
    </div>
  );
}

/** Milliseconds left; nothing before scripts run, since words that cannot change would soon be wrong. */
function useTimeLeft(until: string, now: string): number | undefined {
  const [left, setLeft] = useState<number>();
  useEffect(() => {
    const end = performance.now() + Date.parse(until) - Date.parse(now);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const still = end - performance.now();
      setLeft(still);
      if (still > 0) timer = setTimeout(look, untilNextWords(still));
    };
    look();
    return () => clearTimeout(timer);
  }, [until, now]);
  return left;
}

/** Runs once for each `key`, as soon as `left` is no more than `mark`; not when it is over already. */
function useOnceBelow(left: number | undefined, mark: number, key: string, act: (() => void) | undefined) {
  const done = useRef("");
  useEffect(() => {
    if (left === undefined || left > mark || (mark > 0 && left <= 0) || done.current === key) return;
    done.current = key;
    act?.();
  });
}

function useWarning(warning: string) {
  const announce = useAnnounce();
  return () => announce(warning);
}

/** How long the words stay true: whole minutes, then whole seconds. */
function untilNextWords(left: number): number {
  const step = left > minute ? minute : 1000;
  return left - step * (Math.ceil(left / step) - 1) + 1;
}

function wordsOf(left: number): string {
  if (left > minute) return `${Math.ceil(left / minute)} min left`;
  const seconds = Math.ceil(left / 1000);
  return seconds === 1 ? "1 second left" : `${seconds} seconds left`;
}
