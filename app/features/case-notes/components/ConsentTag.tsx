import { Tag } from "~/kit/Tag";
import { stateWords, type ConsentState } from "../consent";
import { dayWords } from "../days";

/** Where consent stands, as a word on a leaf: "Ends Mon 30 Nov". */
export function ConsentTag({ state, endsFirst }: { state: ConsentState; endsFirst?: Date | null | undefined }) {
  const { word, tone } = stateWords[state];
  return <Tag tone={tone}>{state === "ends_soon" && endsFirst ? `Ends ${dayWords(endsFirst)}` : word}</Tag>;
}
