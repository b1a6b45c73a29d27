import { useEffect, useRef } from "react";
import { isTypingInForm } from "~/features/writing/typing";
import { useNotices } from "~/shared/live/useNotices";

const ends = ["consent.withdrawn", "consent.expired", "case.ended"];

/**
 * Keeps the pages of a person true while they are open. A form that is being filled in holds still, except when
 * somebody's right to see may have ended: then the page asks at once.
 */
export function useLivePerson(clientId: string, loaded: unknown): void {
  const ending = useRef(false);
  const shown = useRef(loaded);
  useEffect(() => {
    if (shown.current !== loaded) ending.current = false;
    shown.current = loaded;
  }, [loaded]);
  useNotices([`client:${clientId}`], {
    isBusy: () => !ending.current && isTypingInForm(),
    onNotice: ({ kind }) => {
      if (ends.includes(kind)) ending.current = true;
    },
  });
}
