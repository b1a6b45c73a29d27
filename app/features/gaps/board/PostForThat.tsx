import { LinkButton } from "~/kit/LinkButton";
import { looksLikeName } from "../names";

/** An empty search is how a gap is noticed. The words go along, unless somebody may have been looked for. */
export function PostForThat({ words }: { words: string }) {
  return <LinkButton to={looksLikeName(words) ? "/gaps/new" : `/gaps/new?${new URLSearchParams({ sentence: words })}`}>Post a gap</LinkButton>;
}
