import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { Card, Tag, useHydrated } from "~/kit";
import type { NotePageData, SectionData } from "./note-page.server";
import type { ConnectionState } from "./provider";
import styles from "./SectionCard.module.css";
import { SaveState } from "./SaveState";
import { StoredText } from "./StoredText";
import { useInView } from "./useInView";
import { whoLine } from "./who";

/** The editor and everything it needs; never part of the first route. Without it there is still the stored text. */
const LiveSection = lazy(() => import("./LiveSection").catch(() => ({ default: NotLoaded })));

type Props = {
  section: SectionData;
  page: Pick<NotePageData, "me" | "person" | "note">;
  locked: boolean;
  onState: (sectionId: string, state: ConnectionState | undefined) => void;
};

/**
 * One part of a note: what it is, who is here, who can read it, its words. It shows what is stored at once and
 * joins the live words when it comes into view.
 */
export function SectionCard({ section, page, locked, onState }: Props) {
  const card = useRef<HTMLDivElement>(null);
  const hydrated = useHydrated();
  const inView = useInView(card);
  const [state, setState] = useState<ConnectionState>();
  const [attempt, setAttempt] = useState(0);
  const [wantsFocus, setWantsFocus] = useState(false);
  const { id, title } = section;

  useEffect(() => {
    onState(id, state);
    return () => onState(id, undefined);
  }, [id, state, onState]);

  const stored = <StoredText html={section.html} name={title} empty={section.mayWrite ? "Nothing written yet." : "Nothing here yet."} />;
  const waiting = (
    <>
      {section.mayWrite ? (
        <div className={styles.toolsToCome}>
          {hydrated ? "Joining…" : null}
          <noscript>To write here, your browser must let this page run scripts. You can read what is stored.</noscript>
        </div>
      ) : null}
      {stored}
    </>
  );
  const people = state?.people ?? [];
  return (
    <section ref={card} id={`section-${id}`} aria-labelledby={`title-${id}`} className={styles.section} onPointerDown={() => setWantsFocus(true)}>
      <div className={styles.head}>
        <div className={styles.title}>
          <h2 id={`title-${id}`}>{title}</h2>
          {section.sectionClass === "own" ? <Tag>{section.organisation}</Tag> : null}
        </div>
        <SaveState status={state?.status} saved={state?.saved} brief />
      </div>
      <p className={styles.who}>
        {whoLine({ here: people, readers: section.readers, mayWrite: section.mayWrite, myOrganisations: page.me.organisations })}{" "}
        <Link to={`/people/${page.person.id}/notes/${page.note.id}/sections/${id}/history`} className={styles.history}>
          History<span className={styles.hidden}> of {title}</span>
        </Link>
      </p>
      <Card flush>
        {hydrated && inView ? (
          <Suspense fallback={waiting}>
            <LiveSection key={attempt} section={section} page={page} locked={locked} waiting={waiting} stored={stored} wantsFocus={wantsFocus} onState={setState} onAgain={() => setAttempt(attempt + 1)} />
          </Suspense>
        ) : (
          waiting
        )}
      </Card>
    </section>
  );
}

function NotLoaded({ stored }: { stored: ReactNode }) {
  return (
    <>
      <p className={styles.late}>We could not join. You can read what is stored. Load this page again once you are connected.</p>
      {stored}
    </>
  );
}
