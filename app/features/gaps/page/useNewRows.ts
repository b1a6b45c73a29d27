import { useEffect, useRef, useState } from "react";

/** As long as the tint takes to fade. */
const fadesAfter = 3_000;

/** Rows that came since the page was opened, by somebody else: tinted while they are news. */
export function useNewRows(rows: readonly { id: string; accountId: string | null }[], me: string): ReadonlySet<string> {
  const known = useRef<Set<string>>(undefined);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const before = known.current;
    known.current = new Set(rows.map(({ id }) => id));
    // What is shown from further back is not news either: it stands below all that was known.
    const firstKnown = before ? rows.findIndex(({ id }) => before.has(id)) : 0;
    const came = rows.slice(0, Math.max(0, firstKnown)).filter(({ accountId }) => accountId !== me);
    if (came.length === 0) return;
    setFresh(new Set(came.map(({ id }) => id)));
    const timer = setTimeout(() => setFresh(new Set()), fadesAfter);
    return () => clearTimeout(timer);
  }, [rows, me]);
  return fresh;
}
