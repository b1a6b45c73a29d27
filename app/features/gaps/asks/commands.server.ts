/** The verbs of questions to the network. Routes, seeds and, later, the post that brings letters import from here. */
export { askNetwork, withdrawAsk, type NewAsk, type Sent } from "./asking.server";
export { answerAsk, putBackAnswer, rewordAnswer, takeBackAnswer, type NewAnswer } from "./answering.server";
export { checkKept, keepAnswer, letGo } from "./keeping.server";
