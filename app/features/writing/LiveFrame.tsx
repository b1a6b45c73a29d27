import { type ComponentType, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import styles from "./LivePlace.module.css";
import type { ConnectionState, WordsConnection } from "./provider";
import { Unsaved } from "./Unsaved";
import { useConnection } from "./useConnection";

/** After this, the page says that it could not join, and goes on trying. */
const lateAfter = 8_000;

/** What a text is, and what its page has to say of it. */
export type Live = {
  documentId: string;
  /** Whose tab this is. */
  accountId: string;
  /** Names the words for those who listen: "Shared plan". */
  name: string;
  placeholder: string;
  mayWrite: boolean;
  /** Nobody types here just now, and nothing goes out once the connection breaks: something else goes first. */
  locked?: boolean;
  /** Where colleagues are found for an "@"; without it an "@" is a letter. */
  colleaguesUrl?: string;
  onState: (state: ConnectionState | undefined) => void;
  /** Access has ended. */
  onEnded?: (state: ConnectionState) => void;
  /** In the place of the words once access, or the session, has ended. */
  over: (state: ConnectionState) => ReactNode;
  /** Said when the pen was taken away: "You can read this, but no longer write in it". */
  lowered: string;
};

/** What whoever writes gets in their hands, once the text has joined. */
export type EditorProps = {
  connection: WordsConnection;
  /** Names the words for those who listen: "Shared plan". */
  name: string;
  placeholder: string;
  /** May write at all: a reader gets no tools. */
  mayWrite: boolean;
  /** Nobody types here just now: a withdrawal is being recorded. */
  locked: boolean;
  /** Without it an "@" is a letter like any other. */
  colleaguesUrl: string | undefined;
  startFocused: boolean;
};

export type LiveTextProps = Live & {
  /** Shown until joined: room for the tools, and the stored words. */
  waiting: ReactNode;
  stored: ReactNode;
  wantsFocus: boolean;
  /** Begins again from what was saved. */
  onAgain: () => void;
};

type Props = LiveTextProps & { editor: ComponentType<EditorProps> };

/** The live half of a text: joins, hands over to the editor, and takes everything down when access ends. */
export function LiveFrame(props: Props) {
  const { documentId, accountId, locked = false, onState, onEnded } = props;
  const { connection, state } = useConnection(documentId, accountId);
  const body = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);
  const late = useLate(state?.status === "joining");

  useEffect(() => onState(state), [state, onState]);
  useEffect(() => () => onState(undefined), [onState]);
  usePaused(connection, locked);
  useEnding(state, { onEnded, hadFocus, body });

  return (
    <div
      ref={body}
      tabIndex={-1}
      className={styles.body}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={(event) => {
        // Also an editor that was locked drops its focus: to nothing, and the place keeps it.
        hadFocus.current = event.relatedTarget === null || event.currentTarget.contains(event.relatedTarget);
      }}
    >
      <Contents {...props} connection={connection} state={state} late={late} />
    </div>
  );
}

type Now = { connection: WordsConnection | undefined; state: ConnectionState | undefined; late: boolean };

function Contents({ connection, state, late, waiting, stored, over, editor: Editor, ...live }: Props & Now) {
  if (!connection || !state || state.status === "joining") {
    return (
      <>
        {late ? <p className={styles.late}>We could not join yet. You can read what is stored; this page keeps trying.</p> : null}
        {late ? stored : waiting}
      </>
    );
  }
  if (state.status === "ended" || state.status === "signed out") return over(state);
  if (state.status === "lowered" || state.status === "refused") return <Stopped {...live} state={state} />;
  return (
    <Editor
      connection={connection}
      name={live.name}
      placeholder={live.placeholder}
      mayWrite={live.mayWrite && state.status !== "read only"}
      locked={live.locked ?? false}
      colleaguesUrl={live.colleaguesUrl}
      startFocused={live.wantsFocus && live.mayWrite}
    />
  );
}

/** The pen was taken away, or a change was not taken in: what was saved is there to go on from. */
function Stopped({ state, lowered, onAgain }: Pick<Props, "lowered" | "onAgain"> & { state: ConnectionState }) {
  const isLowered = state.status === "lowered";
  return (
    <div className={styles.news}>
      <Banner tone="needs" title={isLowered ? lowered : "The last change could not be taken in"}>
        {isLowered ? null : <>It may have been too large. Everything before it was saved{state.unsent ? "; your last words are below until you leave this page" : ""}.</>}
      </Banner>
      {state.unsent ? <Unsaved text={state.unsent.text} /> : null}
      <Button variant="primary" onPress={onAgain}>
        {isLowered ? "Show what was saved" : "Go on from what was saved"}
      </Button>
    </div>
  );
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

/** While something else is to go first, no words go before it. */
function usePaused(connection: WordsConnection | undefined, locked: boolean): void {
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

type Place = { onEnded: Live["onEnded"]; hadFocus: { current: boolean }; body: { current: HTMLDivElement | null } };

/** When access ends the place keeps the focus, and whoever shows it is told once. */
function useEnding(state: ConnectionState | undefined, { onEnded, hadFocus, body }: Place): void {
  const ended = state?.status === "ended";
  const told = useRef(false);
  useLayoutEffect(() => {
    if (!ended) told.current = false;
    if (!ended || told.current) return;
    told.current = true;
    if (hadFocus.current && document.activeElement === document.body) body.current?.focus({ preventScroll: true });
    onEnded?.(state);
  });
}
