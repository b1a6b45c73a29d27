import { forgetDrafts } from "~/shared/drafts";
import { recordCover } from "./idleClock";
import styles from "./SignOut.module.css";

export interface SignOutProps {
  action: string;
  className?: string | undefined;
}

/**
 * A plain form, so that it works without scripts and the browser leaves the page for good:
 * nothing about a person stays in the memory of a computer somebody else sits down at. Should the server be
 * out of reach, the session counts as covered until it is asked for again.
 */
export function SignOut({ action, className = styles.link }: SignOutProps) {
  return (
    <form method="post" action={action} className={styles.form} onSubmit={coverFirst}>
      <button type="submit" className={className}>
        Sign out
      </button>
    </form>
  );
}

function coverFirst() {
  forgetDrafts();
  recordCover(Date.now());
}
