/** The verbs of asking somebody elsewhere. Routes and seeds import from here. */
export { answerInvitation, inviteElsewhere, withdrawInvitation, type NewInvitation } from "./invitations.server";
