import { type ComponentType, type ReactNode, useEffect, useId, useState } from "react";
import { Link, useLocation } from "react-router";
import { AvatarStack } from "~/kit/AvatarStack";
import { Banner } from "~/kit/Banner";
import { LinkButton } from "~/kit/LinkButton";
import { useAnnounce } from "~/kit/LiveRegion";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { hereLine } from "./here";
import type { LiveTextProps } from "./LiveFrame";
import { LivePlace } from "./LivePlace";
import styles from "./LiveWords.module.css";
import { avatarColour } from "./presence";
import type { ConnectionState } from "./provider";
import { SaveState } from "./SaveState";
import { isEnd } from "./status";
import { Unsaved } from "./Unsaved";
import { useComingsAndGoings } from "./useComingsAndGoings";
import { useUnsavedWarning } from "./unsaved-warning";

export type LiveWordsProps = {
  documentId: string;
  /** Of whoever is signed in here. */
  accountId: string;
  /** The heading above the words, and their name for those who listen: "The proposal". */
  title: string;
  /** The words as they are stored: `html` of words.server.ts. */
  html: string;
  mayWrite: boolean;
  placeholder: string;
  /** Of the heading; 2 unless told. */
  level?: 2 | 3;
  /** Said while nobody else is here: "Everybody who works on gaps can write here." */
  about?: string;
  /** A page with HistoryPlayer for these words. */
  historyUrl?: string;
  /** Answers `?words=` with Colleague[] (mention.ts); without it an "@" is a letter. */
  colleaguesUrl?: string;
  /** Where the words are no paragraphs: how they look while stored, and what they are written with (LivePlace). */
  stored?: ReactNode;
  text?: ComponentType<LiveTextProps>;
};

/**
 * A text that is about no person, written together: a heading, who is here, whether it is saved, and the words. It
 * shows what is stored at once, without scripts too, and joins the live words when it comes into view. It looks after
 * itself: endings, unsaved words and the question before the tab is closed are said here, once on a page.
 */
export function LiveWords(props: LiveWordsProps) {
  return <Words key={props.documentId} {...props} />;
}

function Words({ title, level = 2, about, historyUrl, mayWrite, ...place }: LiveWordsProps) {
  const headingId = useId();
  const [state, setState] = useState<ConnectionState>();
  const people = state?.people ?? nobody;
  const isOver = state?.status === "ended" || state?.status === "signed out";
  const Heading = `h${level}` as const;
  useComingsAndGoings(people);
  useUnsavedWarning();
  useEndAnnounced(state?.status);

  return (
    <section aria-labelledby={headingId} className={styles.words}>
      <div className={styles.head} data-over={isOver ? "" : undefined}>
        <Heading id={headingId}>{title}</Heading>
        <div className={styles.here}>
          {people.length > 0 ? <AvatarStack label="Here now" people={people.map(({ accountId, name }) => ({ id: accountId, name, colour: avatarColour(accountId) }))} /> : null}
          <SaveState status={state?.status} saved={state?.saved} brief />
        </div>
      </div>
      {isOver ? null : (
        <p className={styles.who}>
          {people.length > 0 ? hereLine(people, mayWrite) : about}{" "}
          {historyUrl ? (
            <Link to={historyUrl} className={styles.history}>
              History<VisuallyHidden> of {title}</VisuallyHidden>
            </Link>
          ) : null}
        </p>
      )}
      <LivePlace
        {...place}
        name={title}
        mayWrite={mayWrite}
        empty={mayWrite ? "Nothing written yet." : "Nothing here yet."}
        lowered="You can read this, but no longer write in it"
        over={over}
        onState={setState}
      />
    </section>
  );
}

const nobody: ConnectionState["people"] = [];
const over = (state: ConnectionState) => <Over state={state} />;

/** In the place of the words once this person may not have them any more, or is signed out. */
function Over({ state: { status, unsent, lastSavedAt } }: { state: ConnectionState }) {
  const { pathname } = useLocation();
  const kept = unsent ? "Your last words were not saved. They are here until you leave this page." : lastSavedAt && "What you wrote was saved.";
  return (
    <div className={styles.news}>
      {status === "signed out" ? (
        <Banner tone="needs" title="You are signed out">
          {kept}
        </Banner>
      ) : (
        <Banner tone="danger" title="Writing has stopped">
          This is no longer open to you. {kept}
        </Banner>
      )}
      {unsent ? <Unsaved text={unsent.text} /> : null}
      {status === "signed out" ? (
        <p>
          <LinkButton to={`/sign-in?${new URLSearchParams({ then: pathname })}`} reloadDocument variant="primary">
            Sign in again
          </LinkButton>
        </p>
      ) : null}
    </div>
  );
}

/** Says it to those who listen. */
function useEndAnnounced(status: ConnectionState["status"] | undefined): void {
  const announce = useAnnounce();
  const words = status === "signed out" ? "You are signed out." : isEnd(status) ? "Writing has stopped." : undefined;
  useEffect(() => {
    if (words) announce(words, "assertive");
  }, [words, announce]);
}
