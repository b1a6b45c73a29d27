import { Link } from "react-router";
import { Tag } from "~/kit/Tag";
import styles from "./inbox.module.css";

/** Background work that went wrong, for facilitators. */
export function FailedWorkRow({ count }: { count: number }) {
  return (
    <div className={styles.row}>
      <Tag tone="danger">Check</Tag>
      <div className={styles.words}>
        <p>
          <Link to="/outbox/jobs">{count === 1 ? "1 piece of work failed" : `${count} pieces of work failed`}</Link>
        </p>
        <p className={styles.quiet}>A reminder or a letter may not have gone out</p>
      </div>
    </div>
  );
}
