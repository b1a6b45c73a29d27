/** The verbs of ties. Routes and seeds import from here. */
export { proposeAgain, proposeTie, sayWhatFor, type NewTie } from "./ties/proposing.server";
export { acceptTie, declineTie, endTie, reviveTie, withdrawTie, type Answer } from "./ties/answering.server";
export { nameHolder, takeBackHolder, type NewHolder } from "./ties/holders.server";
export { drawLine, rubOutLine } from "./ties/lines.server";
export { restoreContact, takeBackContact, writeContact, type NewContact } from "./ties/contacts.server";
export { agreeToIt, endAgreement, restoreAgreement, reviewAgreement, writeAgreement, type NewAgreement } from "./ties/agreements.server";
export { askForIntroduction, declineIntroduction, giveIntroductionBack, makeIntroduction, takeIntroduction, withdrawIntroduction, type NewIntroduction } from "./introductions/commands.server";
export { noteTry, sayHowToReach, sayWhatHelpsWith, takeBackReach, takeBackTry, type NewReach } from "./reach/commands.server";
