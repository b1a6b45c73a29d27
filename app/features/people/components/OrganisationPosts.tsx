import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import { Tag } from "~/kit/Tag";
import { Time } from "~/kit/Time";
import type { ShownLine } from "../directory-read.server";
import { LineList } from "./LineList";
import styles from "./people.module.css";

export type ShownPost = {
  id: string;
  title: string;
  role: string;
  lines: readonly ShownLine[];
  sitting: readonly { tenureId: string; accountId: string; name: string; since: string; /** The last day of their time here, where one is said. */ until?: string | undefined; cover: boolean }[];
  canLookAfter: boolean;
  /** Whether the reader may read who decides what about it. */
  hasCharter?: boolean;
};

/** The seats of an organisation, and who sits in each today. */
export function OrganisationPosts({ organisationId, posts, canAddPost, level = 2 }: { organisationId: string; posts: readonly ShownPost[]; canAddPost: boolean; level?: 2 | 3 }) {
  const adding = canAddPost ? <LinkButton to={`/directory/organisations/${organisationId}/posts/new`}>Add a post</LinkButton> : undefined;
  if (posts.length === 0) {
    return (
      <EmptyState title="No posts here yet" action={adding}>
        A post is a seat that outlives whoever sits in it. People are invited to posts.
      </EmptyState>
    );
  }
  return (
    <Card as="section" title="Posts" level={level} footer={adding}>
      <ul className={styles.list}>
        {posts.map((post) => (
          <li key={post.id} className={styles.apart}>
            <div>
              <p>
                <Link to={`/directory/posts/${post.id}`}>{post.title}</Link> <Tag>{post.role}</Tag>
              </p>
              <Sitting sitting={post.sitting} canLookAfter={post.canLookAfter} />
              <LineList lines={post.lines} />
              {post.hasCharter ? (
                <p>
                  <Link to={`/team/charter/${post.id}`} aria-label={`Role charter of ${post.title}`}>
                    Role charter
                  </Link>
                </p>
              ) : null}
            </div>
            {post.canLookAfter ? (
              <LinkButton to={`/team/invitations/new?post=${post.id}`} aria-label={`Invite someone to ${post.title}`}>
                Invite
              </LinkButton>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Sitting({ sitting, canLookAfter }: Pick<ShownPost, "sitting" | "canLookAfter">) {
  if (sitting.length === 0) return <p className={styles.quiet}>Nobody sits here now.</p>;
  return sitting.map((one) => (
    <p key={one.tenureId}>
      {one.name}
      {one.cover ? " (cover)" : ""} <span className={styles.quiet}>since <Time iso={one.since} format="date" />{canLookAfter ? " · " : ""}</span>
      {canLookAfter && one.until && !one.cover ? (
        <>
          <Tag tone="needs">
            Leaves on <Time iso={one.until} format="date" />
          </Tag>{" "}
        </>
      ) : null}
      {canLookAfter ? (
        <Link to={`/team/leaving/${one.accountId}`} aria-label={`When they leave: ${one.name}`}>
          When they leave
        </Link>
      ) : null}
    </p>
  ));
}
