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
  sitting: readonly { tenureId: string; name: string; since: string; cover: boolean }[];
  canLookAfter: boolean;
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
              <Sitting sitting={post.sitting} />
              <LineList lines={post.lines} />
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

function Sitting({ sitting }: Pick<ShownPost, "sitting">) {
  if (sitting.length === 0) return <p className={styles.quiet}>Nobody sits here now.</p>;
  return sitting.map((one) => (
    <p key={one.tenureId}>
      {one.name}
      {one.cover ? " (cover)" : ""} <span className={styles.quiet}>since <Time iso={one.since} format="date" /></span>
    </p>
  ));
}
