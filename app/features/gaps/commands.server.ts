/** The verbs of gaps. Routes and seeds import from here. */
export { postGap, rewordGap, takeDownGap, type GapFacts, type NewGap } from "./posting.server";
export { seeThisToo, takeBackSeeing } from "./joins.server";
export { meetGap, moveGap, type Move } from "./moves.server";
export { stepBack, takeRole } from "./roles.server";
export { reachStage, undoStage } from "./stages.server";
export { addTried, removeTried, restoreTried } from "./tried.server";
export { linkAgain, linkTo, unlink, type NewLink } from "./links.server";
export { answerStillTrue } from "./checks.server";
export { reviewFlag } from "./reviews.server";
