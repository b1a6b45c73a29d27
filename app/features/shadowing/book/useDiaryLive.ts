import { useNotices } from "~/shared/live/useNotices";

/** Asks the page again when something changed about this day; not while one's own form is on its way, since that may lead elsewhere. */
export function useDiaryLive(dayId: string): { notLive: boolean } {
  const { notLive, lookAgain } = useNotices(["diary"], {
    look: (ids) => {
      if (ids.has(dayId)) lookAgain();
    },
  });
  return { notLive };
}
