/** The verbs of the demand pack. Routes and seeds import from here. */
export { takeBackLetter, writeLetter, type SupportLetter } from "./letters.server";
