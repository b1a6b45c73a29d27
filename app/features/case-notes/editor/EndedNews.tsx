import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { Unsaved } from "~/features/writing/Unsaved";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { useAnnounce } from "~/kit/LiveRegion";
import { endingSentence } from "./ended-words";
import { type Ending, endingsNow, forgetUnsent, holdEndings, isFirstToSay, tellGone, watchEndings } from "./endings";
import styles from "./EndedNews.module.css";
import type { NotePageData } from "./note-page.server";

const none: readonly Ending[] = [];

/** What has ended on this note while its page was open. */
export function useEndings(noteId: string): readonly Ending[] {
  const all = useSyncExternalStore(watchEndings, endingsNow, () => none);
  useEffect(() => holdEndings(noteId), [noteId]);
  return all.filter((ending) => ending.noteId === noteId);
}

/** What could be told of the note whose page is open; none of its words. */
type Open = { clientId: string; noteId: string; personName: string; parts: { documentId: string; sectionTitle: string }[] };
let open: Open | undefined;

/** For the note's page: a part that it is no longer shown has ended for it, whatever its connection knows by then. */
export function useShownParts({ person, note, sections }: Pick<NotePageData, "person" | "note" | "sections">): void {
  useEffect(() => {
    const parts = sections.map(({ documentId, title }) => ({ documentId, sectionTitle: title }));
    const now = { clientId: person.id, noteId: note.id, personName: person.name, parts };
    if (open?.noteId === note.id) tellMissing(open, parts);
    open = now;
    return () => void setTimeout(() => (open = open === now ? undefined : open), 0);
  }, [person, note, sections]);
}

/** For what stands in the page's place once it is gone. @returns whether it was open until now: then every part has ended */
export function useWasOpen(noteId: string, isGone: boolean): boolean {
  const [wasOpen] = useState(() => isGone && open?.noteId === noteId);
  useEffect(() => {
    if (isGone && open?.noteId === noteId) tellMissing(open, []);
  }, [noteId, isGone]);
  return wasOpen;
}

function tellMissing({ parts, ...note }: Open, left: Open["parts"]): void {
  for (const part of parts) if (!left.some(({ documentId }) => documentId === part.documentId)) tellGone({ ...note, ...part });
}

/** Says it once to those who listen, however many parts ended together. */
function useEndingAnnounced([first]: readonly Ending[]): void {
  const announce = useAnnounce();
  useEffect(() => {
    if (first && isFirstToSay(first.noteId)) announce(endingSentence(first), "assertive");
  }, [first, announce]);
}

/** Asks the page again once more of it has ended. */
export function useAskedAgain(endings: readonly Ending[], ask: () => void): void {
  const many = endings.length;
  useEffect(() => {
    if (many > 0) ask();
  }, [many, ask]);
}

type Props = {
  endings: readonly Ending[];
  /** It stands where the whole page stood, also before the reason is known: when that took the focus with it, this is where it is read on from. */
  takesFocus?: boolean;
};

/** The news on the page, in the place of what was there, with one's own unsaved words. */
export function EndedNews({ endings, takesFocus = false }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const news = endings.find((ending) => ending.lastSavedAt) ?? endings[0];
  useEndingAnnounced(endings);
  useLayoutEffect(() => {
    if (takesFocus && document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  if (!news && !takesFocus) return null;
  return (
    <div className={styles.news}>
      <div ref={box} tabIndex={-1} className={styles.said}>
        <Banner tone="danger" title={news ? endingSentence(news) : "Writing has stopped."}>
          {news?.why === "withdrawn" ? "Please stop using what you were shown. What you must keep by law, you may keep; nothing new will come." : null}
        </Banner>
      </div>
      {endings.map((ending) => (ending.unsent ? <UnsavedBox key={ending.documentId} ending={ending} unsent={ending.unsent} /> : null))}
    </div>
  );
}

function UnsavedBox({ ending, unsent }: { ending: Ending; unsent: NonNullable<Ending["unsent"]> }) {
  const announce = useAnnounce();
  const [failed, setFailed] = useState(false);
  const [sending, setSending] = useState(false);

  async function decide(decision: "throw" | "hand-over") {
    setSending(true);
    const words = decision === "hand-over" ? btoa(Array.from(unsent.update, (byte) => String.fromCharCode(byte)).join("")) : "";
    const response = await fetch(`/people/${ending.clientId}/notes/${ending.noteId}/late-words`, {
      method: "POST",
      body: new URLSearchParams({ document: ending.documentId, decision, words }),
    }).catch(() => undefined);
    setSending(false);
    if (decision === "throw" || response?.ok) {
      forgetUnsent(ending.documentId);
      announce(decision === "throw" ? "Thrown away." : "Sent to the data lead.");
    } else setFailed(true);
  }

  return (
    <div>
      <Unsaved text={unsent.text} />
      {failed ? <p role="alert">They could not be sent. They stay here until you leave this page.</p> : null}
      <div className={styles.buttons}>
        <Button variant="primary" onPress={() => void decide("throw")} isDisabled={sending}>
          Throw away
        </Button>
        <Button onPress={() => void decide("hand-over")} isPending={sending} pendingLabel="Sending…">
          Send to the data lead
        </Button>
      </div>
    </div>
  );
}
