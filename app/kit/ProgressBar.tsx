import { useId } from "react";
import styles from "./ProgressBar.module.css";

export interface ProgressBarProps {
  label: string;
  value: number;
  max: number;
  /** "12 of 31 people ready"; read in place of a percentage. */
  words?: string | undefined;
}

/** How far along, in words first. */
export function ProgressBar({ label, value, max, words = `${value} of ${max}` }: ProgressBarProps) {
  const id = useId();
  return (
    <div className={styles.progress}>
      <div className={styles.words}>
        <span id={id}>{label}</span>
        <span>{words}</span>
      </div>
      <progress className={styles.bar} value={value} max={max} aria-labelledby={id} aria-valuetext={words} />
    </div>
  );
}
