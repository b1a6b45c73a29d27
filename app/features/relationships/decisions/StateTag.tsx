import { Tag, type Tone } from "~/kit/Tag";
import { decisionStates, type DecisionState } from "./words";

const tones: Record<DecisionState, Tone> = { drafting: "info", asked: "needs", decided: "agreed", withdrawn: "plain" };

export function StateTag({ state }: { state: DecisionState }) {
  return <Tag tone={tones[state]}>{decisionStates[state]}</Tag>;
}
