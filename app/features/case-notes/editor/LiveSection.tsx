import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Banner, Button } from "~/kit";
import LiveEditor from "./LiveEditor";
import { tellEnding } from "./endings";
import type { NotePageData, SectionData } from "./note-page.server";
import type { ConnectionState, SectionConnection } from "./provider";
import styles from "./SectionCard.module.css";
import { Unsaved } from "./Unsaved";
import { useConnection } from "./useConnection";

/** After this, the page says that it could not join, and goes on trying. */
const lateAfter = 8_000;

type Props = {
  section: SectionData;
  page: Pick<NotePageData, "me" | "person" | "note">;
  locked: boolean;
  /** Shown until joined: room for the tools, and the stored words. */
  waiting: ReactNode;
  stored: ReactNode;
  wantsFocus: boolean;
  onState: (state: ConnectionState | undefined) => void;
  /** Begins again from what was saved. */
  onAgain: () => void;
};

/** The live half of a section: joins, hands over to the editor, and takes everything down when access ends. */
export default function LiveSection({ section, page, locked, waiting, stored, wantsFocus, onState, onAgain }: Props) {
  const { connection, state } = useConnection(section.documentId, page.me.accountId);
  const body = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);
  const late = useLate(state?.status === "joining");

  useEffect(() => onState(state), [state, onState]);
  useEffect(() => () => onState(undefined), [onState]);
  usePaused(connection, locked);
  useEnding(state, { section, page, hadFocus, body });

  return (
    <div
      ref={body}
      tabIndex={-1}
      className={styles.body}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={(event) => {
        hadFocus.current = event.currentTarget.contains(event.relatedTarget);
      }}
    >
      {contents()}
    </div>
  );

  function contents() {
    if (!connection || !state || state.status === "joining") {
      return (
        <>
          {late ? <p className={styles.late}>We could not join yet. You can read what is stored; this page keeps trying.</p> : null}
          {late ? stored : waiting}
        </>
      );
    }
    if (state.status === "ended") {
      return (
        <div className={styles.news}>
          <Banner tone="danger" title="Writing has stopped">
            This part is no longer shared with you.
          </Banner>
        </div>
      );
    }
    // The page itself is covered.
    if (state.status === "signed out") return null;
    if (state.status === "lowered") {
      return (
        <div className={styles.news}>
          <Banner tone="needs" title="You can read this part, but no longer write in it" />
          {state.unsent ? <Unsaved text={state.unsent.text} /> : null}
          <Button variant="primary" onPress={onAgain}>
            Show what was saved
          </Button>
        </div>
      );
    }
    if (state.status === "refused") {
      return (
        <div className={styles.news}>
          <Banner tone="needs" title="The last change could not be taken in">
            It may have been too large. Everything before it was saved{state.unsent ? "; your last words are below until you leave this page" : ""}.
          </Banner>
          {state.unsent ? <Unsaved text={state.unsent.text} /> : null}
          <Button variant="primary" onPress={onAgain}>
            Go on from what was saved
          </Button>
        </div>
      );
    }
    return (
      <LiveEditor
        connection={connection}
        name={section.title}
        placeholder="Write here. Only what they would be glad to read."
        mayWrite={section.mayWrite && state.status !== "read only"}
        locked={locked}
        colleaguesUrl={`/people/${page.person.id}/notes/${page.note.id}/sections/${section.id}/colleagues`}
        startFocused={wantsFocus && section.mayWrite}
      />
    );
  }
}

function useLate(joining: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!joining) return;
    const timer = setTimeout(() => setLate(true), lateAfter);
    return () => clearTimeout(timer);
  }, [joining]);
  return late && joining;
}

/** While a withdrawal is on its way, no words go before it. */
function usePaused(connection: SectionConnection | undefined, locked: boolean): void {
  useEffect(() => {
    if (!connection || !locked) return;
    const hold = () => connection.pause();
    if (!navigator.onLine) hold();
    window.addEventListener("offline", hold);
    return () => {
      window.removeEventListener("offline", hold);
      connection.resume();
    };
  }, [connection, locked]);
}

type Shown = Pick<Props, "section" | "page"> & { hadFocus: { current: boolean }; body: { current: HTMLDivElement | null } };

/** When access ends: the place keeps the focus, and what may still be told is put where the page can find it. */
function useEnding(state: ConnectionState | undefined, { section, page, hadFocus, body }: Shown): void {
  const ended = state?.status === "ended";
  const told = useRef(false);
  useLayoutEffect(() => {
    if (!ended) told.current = false;
    if (!ended || told.current) return;
    told.current = true;
    if (hadFocus.current) body.current?.focus({ preventScroll: true });
    void tellEnding({
      clientId: page.person.id,
      noteId: page.note.id,
      documentId: section.documentId,
      personName: page.person.name,
      sectionTitle: section.title,
      lastSavedAt: state?.lastSavedAt,
      unsent: state?.unsent,
      hadFocus: hadFocus.current,
    });
  });
}
