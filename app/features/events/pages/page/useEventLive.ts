import { handsOnForm } from "~/features/gaps/page/useGapLive";
import { useNotices } from "~/shared/live/useNotices";

/** Asks the page again when somebody changes the event; not under a hand that writes, nor while one's own form is on its way. */
export function useEventLive(eventId: string): { notLive: boolean } {
  return useNotices([`event:${eventId}`], { isBusy: handsOnForm });
}
