/** The verbs of introductions. Routes and seeds import from here. */
export { askForIntroduction, withdrawIntroduction, type NewIntroduction } from "./asking.server";
export { declineIntroduction, giveIntroductionBack, makeIntroduction, takeIntroduction } from "./brokering.server";
