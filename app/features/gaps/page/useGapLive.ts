import { useEffect, useRef, useState } from "react";
import { useFetchers } from "react-router";
import { useNotices } from "~/shared/live/useNotices";

/** Gaps that this tab had open when they were taken down, or the right to them ended. */
const gone = new Set<string>();
export const wasOpen = (gapId: string | undefined) => gapId !== undefined && gone.has(gapId);

/** The last word the server says on a topic that may not be watched any more. */
const lastWords = new Set(["gap.taken_down", "case.ended"]);

/**
 * Asks the page again when somebody changes the gap. With a hand on a form nothing moves under it: `waiting` counts what
 * others did meanwhile, and `lookAgain` shows it.
 */
export function useGapLive({ id, readAt }: { id: string; readAt: string }) {
  const [heard, setHeard] = useState<readonly number[]>([]);
  const sending = useFetchers().some(({ formMethod }) => formMethod === "POST");
  const latest = useRef({ sending, readAt, showNow: false });
  useEffect(() => {
    latest.current = { sending, readAt, showNow: false };
  }, [sending, readAt]);
  const { notLive, lookAgain } = useNotices([`gap:${id}`], {
    isBusy: () => !latest.current.showNow && !gone.has(id) && (latest.current.sending || handsOnForm()),
    onNotice: ({ kind, at }) => {
      if (lastWords.has(kind)) gone.add(id);
      if (handsOnForm()) setHeard((before) => [...before.slice(-99), Number(at) / 1000]);
    },
  });
  const since = Date.parse(readAt);
  return {
    notLive,
    // What one did oneself is read with its answer; nothing of it waits.
    waiting: sending ? 0 : heard.filter((at) => at > since).length,
    lookAgain: () => {
      latest.current.showNow = true;
      lookAgain();
    },
  };
}

/** Somebody is in the middle of writing, or of a question: what others changed waits until they are done. */
export function handsOnForm(): boolean {
  const field = document.activeElement;
  if (document.querySelector("[role=dialog], [role=alertdialog]")) return true;
  if (!(field instanceof HTMLElement) || field.closest("main") === null) return false;
  if (field instanceof HTMLInputElement) return !["checkbox", "radio", "hidden"].includes(field.type);
  return field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement || field.isContentEditable;
}
