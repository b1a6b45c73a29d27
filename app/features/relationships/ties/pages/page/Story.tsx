import { Form, Link, useSearchParams } from "react-router";
import { Button } from "~/kit/Button";
import { Disclosure } from "~/kit/Disclosure";
import { Tag } from "~/kit/Tag";
import { Time } from "~/kit/Time";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { storyKinds } from "../../../words";
import { sourceOf, turnWords } from "../said";
import styles from "../ties.module.css";
import type { InsideProps } from "./TiePage";
import type { InsideView } from "./tie-view.server";

/** Everything that passed between the two, newest first; older on demand; and how the tie itself came about. */
export function Story({ view: { tie, now }, inside: { story, more, turns }, online }: InsideProps) {
  const nameOf = (id: string | null) => (id === tie.oneId ? tie.one : id === tie.otherId ? tie.other : undefined);
  return (
    <section aria-labelledby="passed" id="story" tabIndex={-1} className={`${styles.stack} ${styles.anchor}`}>
      <h2 id="passed">What passed between you</h2>
      {story.length === 0 ? <p className={styles.quiet}>Nothing yet. A visit, a call, a message: one line each, and whoever comes after you knows.</p> : null}
      {story.length > 0 ? (
        <ol className={styles.rows}>
          {story.map((item) => (
            <StoryRow key={item.id} item={item} isToCome={item.at > now} organisation={nameOf(item.organisationId)} began={nameOf(item.fromId)} online={online} />
          ))}
        </ol>
      ) : null}
      {more ? (
        <p className={styles.screen}>
          <Link to={`?shown=${more}`} preventScrollReset>
            Show what was before
          </Link>
        </p>
      ) : null}
      <Disclosure summary="How this tie came about">
        <ol className={styles.plain}>
          {turns.toReversed().map((turn) => (
            <li key={turn.id}>
              <p>
                {turnWords(turn)}, <Time iso={turn.at} format="date" />. {turn.elsewhere ? <Link to={`/directory/ties/${turn.elsewhere}`}>{turn.why === "merged" ? "The tie that goes on" : "What was there before"}</Link> : null}
              </p>
              {turn.line ? <p className={styles.voice}>{turn.line}</p> : null}
            </li>
          ))}
        </ol>
      </Disclosure>
    </section>
  );
}

type RowProps = { item: InsideView["story"][number]; isToCome: boolean; organisation: string | undefined; began: string | undefined; online: boolean };

function StoryRow({ item, isToCome, organisation, began, online }: RowProps) {
  const { id, kind, at, line, by, sourceId, about, mayTakeBack } = item;
  const words = line || about;
  const [search] = useSearchParams();
  const source = kind === "gap" && !about ? undefined : sourceOf(kind, sourceId);
  const said = [by ? [by, organisation].filter(Boolean).join(", ") : "Seen by the network", began ? `${began} began` : ""].filter(Boolean).join(" · ");
  return (
    <li className={styles.row}>
      <div className={styles.grow}>
        <p>
          <strong>{source ? <Link to={source}>{storyKinds[kind]}</Link> : storyKinds[kind]}</strong> · <Time iso={at} format="dayYear" /> {isToCome ? <Tag tone="info">To come</Tag> : null}
        </p>
        {words ? <p className={styles.voice}>{words}</p> : null}
        <p className={styles.quiet}>{said}</p>
      </div>
      {mayTakeBack ? (
        <Form method="post" preventScrollReset className={styles.screen}>
          <input type="hidden" name="about" value="uncontact" />
          <input type="hidden" name="shown" value={search.get("shown") ?? ""} />
          <input type="hidden" name="contactId" value={id} />
          <Button type="submit" name="intent" value="uncontact" variant="quiet" isDisabled={!online}>
            Take out
            <VisuallyHidden>
              {" "}
              {storyKinds[kind]} {line}
            </VisuallyHidden>
          </Button>
        </Form>
      ) : null}
    </li>
  );
}
