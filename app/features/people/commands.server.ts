/** Every verb of people and organisations, by noun. */
export { addOrganisation, changeOrganisation, type OrganisationFacts } from "./organisations.server";
export { addPost, changeLine, closePost, type ChangedLine, type NewPost } from "./posts.server";
export { acceptInvitation, askForInvitation, invite, takeSeat, withdrawInvitation, type Acceptance, type NewInvitation } from "./invitations.server";
export { endTenure } from "./tenures.server";
export { foundNetwork, type Founding } from "./founding.server";
