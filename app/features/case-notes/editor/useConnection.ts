import { useEffect, useState, useSyncExternalStore } from "react";
import { giveBack, takeConnection } from "./connections";
import type { ConnectionState, SectionConnection } from "./provider";

const nothing = () => () => {};

/** One section's connection for as long as this is on the page, and what may be said about it. */
export function useConnection(documentId: string, accountId: string, attempt: number): { connection: SectionConnection | undefined; state: ConnectionState | undefined } {
  const [connection, setConnection] = useState<SectionConnection>();
  useEffect(() => {
    const taken = takeConnection(documentId, accountId);
    setConnection(taken);
    return () => {
      setConnection(undefined);
      giveBack(documentId, taken);
    };
  }, [documentId, accountId, attempt]);
  const state = useSyncExternalStore(connection?.subscribe ?? nothing, connection?.state ?? (() => undefined), () => undefined);
  return { connection, state };
}
