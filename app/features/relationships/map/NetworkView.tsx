import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { Tag } from "~/kit/Tag";
import styles from "./map.module.css";
import type { Network, Resting, ThinTie } from "./network.server";
import { thinSigns } from "./words";

/** Where the network hangs by one thread, and on whom. */
export function NetworkView({ network: { ties, count, resting } }: { network: Network }) {
  return (
    <div className={`${styles.lists} ${styles.network}`}>
      <Card as="section" title="If this post fell empty" flush>
        {resting.length === 0 ? (
          <EmptyState title="No tie rests on one post">Each side of each tie is held by two people at least.</EmptyState>
        ) : (
          <ul className={styles.list}>
            {resting.map((post) => (
              <Rests key={post.postId} post={post} />
            ))}
          </ul>
        )}
      </Card>
      <div className={styles.lists}>
        <Card as="section" title={count === 0 ? "Ties by one thread" : `Ties by one thread: ${count}`} flush>
          {ties.length === 0 ? (
            <EmptyState title="None at the moment">Every tie has two people on each side who know it.</EmptyState>
          ) : (
            <ul className={styles.list}>
              {ties.map((tie) => (
                <Thin key={tie.tieId} tie={tie} />
              ))}
            </ul>
          )}
        </Card>
        {count > ties.length ? <p className={styles.quiet}>The {ties.length} that need somebody most are shown.</p> : null}
      </div>
    </div>
  );
}

function Rests({ post: { postId, title, organisation, people, ties } }: { post: Resting }) {
  return (
    <li className={styles.row}>
      <p className={styles.name}>
        <Link to={`/directory/posts/${postId}`}>{title}</Link>, {organisation}
      </p>
      <p className={styles.does}>
        {people.join(" and ")} {people.length === 1 ? "is" : "are"} all there is between {organisation} and {ties.length === 1 ? "1 organisation" : `${ties.length} organisations`}.
      </p>
      <ul className={styles.ways}>
        {ties.map((tie) => (
          <li key={tie.id}>
            <Link to={`/directory/ties/${tie.id}`} className={styles.more}>
              {tie.with}
            </Link>
          </li>
        ))}
      </ul>
    </li>
  );
}

function Thin({ tie: { tieId, one, other, oneId, sides } }: { tie: ThinTie }) {
  return (
    <li className={styles.row}>
      <p className={styles.name}>
        <Link to={`/directory/ties/${tieId}`}>
          {one} and {other}
        </Link>
      </p>
      {sides.map(({ sign, sideId }) => (
        <p key={`${sign}${sideId}`} className={styles.does}>
          <Tag tone={sign === "nobody" ? "danger" : "needs"}>{thinSigns[sign]}</Tag> at {sideId === oneId ? one : other}
        </p>
      ))}
      <div className={styles.ways}>
        <Link to={`/directory/ties/${tieId}#holders`} className={styles.more} aria-label={`Name somebody for the tie of ${one} and ${other}`}>
          Name somebody
        </Link>
        <Link to={`/directory/map?organisation=${oneId}`} className={styles.more} aria-label={`${one} on the map`}>
          On the map
        </Link>
      </div>
    </li>
  );
}
