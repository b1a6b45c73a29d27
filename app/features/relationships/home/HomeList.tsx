import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import { Time } from "~/kit/Time";
import styles from "../handover/handover.module.css";
import { countedWords } from "../handover/words";
import type { EmptyPost } from "./home.server";

/** Posts that nobody sits in and that still hold something. */
export function HomeList({ posts }: { posts: readonly EmptyPost[] }) {
  if (posts.length === 0) return <EmptyState title="Everything has a home">When somebody leaves a post without a handover, what it held is listed here at once.</EmptyState>;
  return (
    <Card as="section" title="Posts that nobody sits in">
      <ul className={styles.list}>
        {posts.map(({ postId, title, organisation, since, counts }) => (
          <li key={postId}>
            <div className={styles.beside}>
              <div>
                <p>
                  <Link to={`/team/home/${postId}`}>
                    {title}, {organisation}
                  </Link>
                </p>
                <p>It holds {countedWords(counts)}.</p>
                {since ? (
                  <p className={styles.quiet}>
                    Empty since <Time iso={since} format="dayAndTime" />
                  </p>
                ) : null}
              </div>
              <LinkButton to={`/team/home/${postId}`} aria-label={`Find it a home: ${title}, ${organisation}`}>
                Find it a home
              </LinkButton>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
