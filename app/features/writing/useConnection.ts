import { useState, useSyncExternalStore } from "react";
import { giveBack, takeConnection } from "./connections";
import type { ConnectionState, WordsConnection } from "./provider";

/** A text's connection for as long as this is on the page, and what may be said about it. */
export function useConnection(documentId: string, accountId: string): { connection: WordsConnection | undefined; state: ConnectionState | undefined } {
  const [store] = useState(() => connectionStore(documentId, accountId));
  const state = useSyncExternalStore(store.subscribe, store.state, nothing);
  return { connection: store.connection(), state };
}

/** Takes the connection when somebody begins to watch, gives it back when they stop. */
function connectionStore(documentId: string, accountId: string) {
  let current: WordsConnection | undefined;
  return {
    subscribe(listener: () => void) {
      const taken = takeConnection(documentId, accountId);
      current = taken;
      const stop = taken.subscribe(listener);
      listener();
      return () => {
        stop();
        current = undefined;
        giveBack(documentId, taken);
      };
    },
    connection: () => current,
    state: () => current?.state(),
  };
}

function nothing(): undefined {
  return undefined;
}
