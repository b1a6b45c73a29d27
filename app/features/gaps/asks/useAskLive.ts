import { useEffect, useRef } from "react";
import { useFetchers } from "react-router";
import { useNotices } from "~/shared/live/useNotices";

/** Asks the page again when somebody answers; not while one's own act is on its way, since that may lead elsewhere. */
export function useAskLive(): { notLive: boolean } {
  const sending = useFetchers().some(({ formMethod }) => formMethod === "POST");
  const acting = useRef(sending);
  useEffect(() => {
    acting.current = sending;
  });
  return useNotices(["asks"], { isBusy: () => acting.current });
}
