/** Read models about a person supported. Each that shows something of a person writes its look in the same transaction. */
export { findNote, notesOf, noteTitle, type FoundNote, type NoteLine, type NoteSection } from "./notes-read.server";
export { colleaguesWhoMayRead, readersOf, type Colleague, type Reader, type Readers } from "./readers.server";
export { consentSummary, type ConsentSummary } from "./consent-read.server";
export { abilitiesOn, factsOf, readPerson, type PersonFacts } from "./person-read.server";
export { stepOwners, stepsOf, type Step, type StepOwner } from "./steps-read.server";
