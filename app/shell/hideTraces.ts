const title = "Common Thread";

/**
 * Words outside the page itself: the tab's title can name somebody, and the framework streams
 * what loaders returned as inline scripts. Those have run; their text is of no more use.
 */
export function hideTraces(document: Document): () => void {
  for (const script of document.querySelectorAll("script:not([src])")) {
    if (script.textContent?.includes("streamController")) script.textContent = "";
  }
  const before = document.title;
  document.title = title;
  return () => {
    if (document.title === title) document.title = before;
  };
}
