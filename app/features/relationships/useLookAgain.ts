import { handsOnForm } from "~/features/gaps/page/useGapLive";
import { useNotices } from "~/shared/live/useNotices";

/** Asks the page again when somebody changes what these topics are about; not under a hand that writes, nor while one's own form is on its way. */
export function useLookAgain(topic: string): { notLive: boolean } {
  return useNotices([topic], { isBusy: handsOnForm });
}
