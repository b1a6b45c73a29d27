/**
 * The framework streams what loaders returned as inline scripts. Once they have run their text is of no more use,
 * and it must not outlive the words it holds: not under a cover, and not on a page somebody is shut out of.
 */
export function emptyStreamedScripts(document: Document): void {
  for (const script of document.querySelectorAll("script:not([src])")) {
    if (script.textContent?.includes("streamController")) script.textContent = "";
  }
}
