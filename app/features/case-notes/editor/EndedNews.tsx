import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Banner, Button, useAnnounce } from "~/kit";
import { endingSentence } from "./ended-words";
import { type Ending, endingsNow, forgetUnsent, holdEndings, watchEndings } from "./endings";
import styles from "./Unsaved.module.css";
import { Unsaved } from "./Unsaved";

const none: readonly Ending[] = [];

/** What has ended on this note while its page was open. */
export function useEndings(noteId: string): readonly Ending[] {
  const all = useSyncExternalStore(watchEndings, endingsNow, () => none);
  useEffect(() => holdEndings(noteId), [noteId]);
  return all.filter((ending) => ending.noteId === noteId);
}

/** Says it once to those who listen, however many parts ended together; `then` asks the page again. */
export function useEndingAnnounced(endings: readonly Ending[], then: () => void): void {
  const announce = useAnnounce();
  const told = useRef(new Set<string>());
  useEffect(() => {
    const fresh = endings.filter((ending) => !told.current.has(ending.documentId));
    const [first] = fresh;
    if (!first) return;
    const isFirstEver = told.current.size === 0;
    for (const ending of fresh) told.current.add(ending.documentId);
    if (isFirstEver) announce(endingSentence(first), "assertive");
    then();
  }, [endings, announce, then]);
}

type Props = { endings: readonly Ending[]; takesFocus?: boolean };

/** The news on the page, in the place of what was there, with one's own unsaved words. */
export function EndedNews({ endings, takesFocus = false }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const hadFocus = endings.some((ending) => ending.hadFocus);
  useEffect(() => {
    if (takesFocus && hadFocus) box.current?.focus({ preventScroll: true });
  }, [takesFocus, hadFocus]);
  const news = endings.find((ending) => ending.lastSavedAt) ?? endings[0];
  if (!news) return null;
  return (
    <div className={styles.news}>
      <div ref={box} tabIndex={-1} className={styles.said}>
        <Banner tone="danger" title={endingSentence(news)}>
          {news.why === "withdrawn" ? "Please stop using what you were shown. What you must keep by law, you may keep; nothing new will come." : null}
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
