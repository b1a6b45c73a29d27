import { Link } from "react-router";
import { Tag } from "~/kit/Tag";
import styles from "./inbox.module.css";

/** Words in which somebody may be named, for whoever reviews them. */
export function ToCheckRow({ count }: { count: number }) {
  return (
    <div className={styles.row}>
      <Tag tone="people">Check</Tag>
      <div className={styles.words}>
        <p>
          <Link to="/gaps/to-check">{count === 1 ? "1 post to check" : `${count} posts to check`}</Link>
        </p>
        <p className={styles.quiet}>Somebody may be named in what was written</p>
      </div>
    </div>
  );
}
