import { emptyStreamedScripts } from "~/shared/streamed-scripts";

const title = "Common Thread";

/** Words outside the page itself: the tab's title can name somebody, and scripts hold what loaders returned. */
export function hideTraces(document: Document): () => void {
  emptyStreamedScripts(document);
  const before = document.title;
  document.title = title;
  return () => {
    if (document.title === title) document.title = before;
  };
}
