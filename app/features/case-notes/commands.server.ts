/** Every change about a person supported: `(trx, actor, …)`, each with its door, policy, rule and activity. */
export { addClient, addWords, changeClient, type PersonInput } from "./clients.server";
export { recordConsent, type ConsentInput, type Said } from "./consents.server";
export { askForErasure, withdrawConsent, withdrawGrant, type Stop, type WithdrawalInput } from "./withdrawals.server";
export { addSection, beginNote, closeNote, type NewSection, type NoteInput } from "./notes.server";
export { addStep, changeStep, completeStep, type StepInput } from "./steps.server";
export { endCase, handOnLead, recordBasis, shareCase, type BasisInput } from "./cases.server";
