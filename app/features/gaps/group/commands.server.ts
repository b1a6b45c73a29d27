/** The verbs of the road from a gap to a group. Routes and seeds import from here. */
export { setKitTask, type KitEntry } from "./kit.server";
export { addTraining, addVolunteer, removeTraining, stepDownVolunteer, type NewTraining, type NewVolunteer } from "./volunteers.server";
export { saveGroup, type GroupFacts } from "./page.server";
export { addSessions, cancelSession, type NewSession } from "./sessions.server";
