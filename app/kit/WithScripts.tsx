import type { ReactNode } from "react";
import { useHydrated } from "./useHydrated";
import styles from "./WithScripts.module.css";

/** Buttons that scripts alone can serve. Their room is kept until scripts are there, so that nothing moves under a hand that presses. */
export function WithScripts({ children }: { children: ReactNode }) {
  return <div className={useHydrated() ? styles.here : styles.waits}>{children}</div>;
}
