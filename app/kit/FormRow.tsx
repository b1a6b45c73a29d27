import type { ReactNode } from "react";
import styles from "./FormRow.module.css";

/** Fields side by side where there is room, or a form's buttons. */
export function FormRow({ kind = "fields", children }: { kind?: "fields" | "buttons" | undefined; children: ReactNode }) {
  return (
    <div className={styles.row} data-kind={kind}>
      {children}
    </div>
  );
}

/** The fields of a form, one under the other with even room between. */
export function FormStack({ children }: { children: ReactNode }) {
  return <div className={styles.stack}>{children}</div>;
}
