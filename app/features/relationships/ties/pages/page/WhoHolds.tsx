import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow, FormStack } from "~/kit/FormRow";
import { Select } from "~/kit/Select";
import { Tag } from "~/kit/Tag";
import { useOnline } from "~/kit/useOnline";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { formOf } from "../../../../shadowing/offer/refused";
import { useSending } from "../../../../shadowing/offer/useSending";
import { parts } from "../../../words";
import { andWords } from "../said";
import styles from "../ties.module.css";
import { Done } from "./Done";
import { HowToReach } from "./HowToReach";
import type { PartProps } from "./TiePage";
import type { SideView } from "./tie-view.server";

/** Who holds it on each side: posts, so that a change of person changes nothing, and whoever sits in them today. */
export function WhoHolds(props: PartProps) {
  const { view, refused } = props;
  const firstToName = view.sides.find(({ mayName }) => mayName)?.id;
  return (
    <section aria-labelledby="holds" id="holders" tabIndex={-1} className={`${styles.stack} ${styles.anchor}`}>
      <h2 id="holds">Who holds it</h2>
      <Done part="holders" {...props} />
      <div className={styles.sides}>
        {view.sides.map((side) => (
          <Card as="section" key={side.id} level={3} title={<Link to={`/directory/organisations/${side.id}`}>{side.name}</Link>}>
            <div className={styles.stack}>
              {side.holders.length === 0 ? <p className={styles.quiet}>{side.isHere ? "Nobody is named yet." : "Nobody from here is in the network yet. The other side keeps the tie alone until somebody is."}</p> : null}
              {side.holders.length > 0 ? (
                <ul className={styles.rows}>
                  {side.holders.map((holder) => (
                    <HolderRow key={holder.id} holder={holder} mayTakeBack={side.mayName} />
                  ))}
                </ul>
              ) : null}
              {side.isOwn ? null : <HowToReach side={side} />}
              {side.mayName ? <NameForm side={side} refused={refused} isFirst={side.id === firstToName} /> : null}
            </div>
          </Card>
        ))}
      </div>
    </section>
  );
}

function HolderRow({ holder: { id, part, postId, title, people }, mayTakeBack }: { holder: SideView["holders"][number]; mayTakeBack: boolean }) {
  const online = useOnline();
  return (
    <li className={styles.row}>
      <div className={styles.grow}>
        <p>
          <strong>{people.length > 0 ? andWords(people.map(({ name }) => name)) : "Nobody sits here now"}</strong> <Tag tone={people.length > 0 ? "people" : "needs"}>{parts[part]}</Tag>
        </p>
        <p className={styles.quiet}>
          <Link to={`/directory/posts/${postId}`}>{title}</Link>
        </p>
      </div>
      {mayTakeBack ? (
        <Form method="post" preventScrollReset className={styles.screen}>
          <input type="hidden" name="about" value="unname" />
          <input type="hidden" name="holderId" value={id} />
          <input type="hidden" name="postId" value={postId} />
          <input type="hidden" name="part" value={part} />
          <Button type="submit" name="intent" value="unname" variant="quiet" isDisabled={!online}>
            Take back
            <VisuallyHidden> {title}</VisuallyHidden>
          </Button>
        </Form>
      ) : null}
    </li>
  );
}

/** Names a post of one's side; the part that is still free comes first. */
function NameForm({ side, refused, isFirst }: { side: SideView; refused: PartProps["refused"]; isFirst: boolean }) {
  const about = `name-${side.id}`;
  const { field, errors } = formOf(about, refused);
  const online = useOnline();
  const isSending = useSending(about);
  const taken = new Set(side.holders.map(({ part }) => part));
  const free = taken.has("first") ? (taken.has("second") ? "senior" : "second") : "first";
  const holding = new Set(side.holders.map(({ postId }) => postId));
  return (
    <div id={isFirst ? "name" : undefined} tabIndex={isFirst ? -1 : undefined} className={`${styles.anchor} ${styles.screen}`}>
      <Form method="post" preventScrollReset noValidate key={`${side.holders.map(({ id }) => id).join()}${errors.length}`}>
        <input type="hidden" name="about" value={about} />
        <FormStack>
          <ErrorSummary errors={errors} />
          <FormRow>
            <Select label={`Name somebody of ${side.name}`} placeholder="Choose a post" choices={side.posts.map((post) => (holding.has(post.value) ? { ...post, label: `${post.label}, holds it already` } : post))} {...field("postId")} />
            <Select label="As" choices={Object.entries(parts).map(([value, label]) => ({ value, label }))} {...field("part", free)} />
          </FormRow>
          <div>
            <Button type="submit" name="intent" value="name" isPending={isSending} pendingLabel="Saving…" isDisabled={!online}>
              Name them
              <VisuallyHidden> for {side.name}</VisuallyHidden>
            </Button>
          </div>
        </FormStack>
      </Form>
    </div>
  );
}
