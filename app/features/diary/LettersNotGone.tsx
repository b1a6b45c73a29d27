import { Banner } from "~/kit/Banner";
import { formatTime } from "~/kit/wallTime";
import type { NotGone } from "./letters.server";

/** Named one by one; the rest are counted. */
const mostNamed = 3;

/** Letters of one's own doing that no mail server has taken: to whom, and what to do meanwhile. */
export function LettersNotGone({ letters }: { letters: readonly NotGone[] }) {
  const [latest] = letters;
  if (!latest) return null;
  const one = letters.length === 1;
  return (
    <Banner tone="needs" title={`${one ? "A letter" : "Letters"} to ${namesOf(letters)} could not be sent yet`}>
      No mail server took {one ? "it" : "them"} on {formatTime(latest.at, "dayAndTime")}. We keep trying. What you did stands; if it matters soon, tell them another way, such as by phone.
    </Banner>
  );
}

/** "Aileen Muir", "Aileen Muir and Jo Reid", "Aileen Muir, Jo Reid, Bashir Khan and 4 others". */
function namesOf(letters: readonly NotGone[]): string {
  const names = letters.slice(0, mostNamed).map(({ to }) => to);
  const left = letters.length - names.length;
  const last = left > 0 ? `${left} ${left === 1 ? "other" : "others"}` : names.pop();
  return names.length === 0 ? (last ?? "") : `${names.join(", ")} and ${last}`;
}
