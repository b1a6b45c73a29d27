import { Link } from "react-router";
import { Card } from "~/kit/Card";
import type { Seat } from "~/shared/actor";
import type { ShownLine } from "../directory-read.server";
import { LineList } from "./LineList";
import styles from "./people.module.css";

/** The posts one sits in. Rights belong to them, so this is also why one sees what one sees. */
export function OwnPosts({ posts }: { posts: readonly (Seat & { lines: readonly ShownLine[] })[] }) {
  return (
    <Card as="div" title="My posts">
      {posts.length === 0 ? <p>You sit in no post now, so there is nothing to see. Ask whoever invited you.</p> : null}
      <ul className={styles.list}>
        {posts.map((post) => (
          <li key={post.tenureId}>
            <p>
              <Link to={`/directory/posts/${post.postId}`}>{post.postTitle}</Link>
            </p>
            <p className={styles.quiet}>{post.organisationName}</p>
            <LineList lines={post.lines} />
          </li>
        ))}
      </ul>
      {posts.some(({ role }) => role !== "commissioner") ? (
        <p>
          <Link to="/me/interests">What my posts hear of</Link>
        </p>
      ) : null}
    </Card>
  );
}
