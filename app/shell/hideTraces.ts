import { forgetDrafts } from "~/shared/drafts";
import { emptyStreamedScripts } from "~/shared/streamed-scripts";

const title = "Common Thread";

/** Words outside the page itself: the tab's title can name somebody, scripts hold what loaders returned, and a draft what was typed. */
export function hideTraces(document: Document): () => void {
  emptyStreamedScripts(document);
  forgetDrafts();
  const before = document.title;
  document.title = title;
  return () => {
    if (document.title === title) document.title = before;
  };
}
