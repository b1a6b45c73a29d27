/** The verbs of a handover. */
export { callOffHandover, changeLastDay, nameNewcomer, openHandover, refreshHandover, sendHandover, takeBackHandover } from "./opening.server";
export { accept, choose, decline } from "./choosing.server";
export { sayLastDay } from "./notice.server";
export { moveNow, moveWhatIsDue } from "./moving.server";
export { dropVisit, planVisit, signVisit } from "./visits.server";
export { readWords, writeWords } from "./words-to-know.server";
