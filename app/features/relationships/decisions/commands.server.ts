/** The verbs of proposals and decisions. Routes and seeds import from here. */
export { nameOrganisation, propose, rewordProposal, unnameOrganisation, type NewProposal } from "./proposing.server";
export { askForVoices, decide, giveVoice, takeBackToWriting, withdrawProposal, type NewVoice, type Seen } from "./deciding.server";
