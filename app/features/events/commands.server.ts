/** The verbs of learning events. Routes and seeds import from here. */
export { cancelEvent, changeEvent, planEvent, reviveEvent, type EventChange, type NewEvent } from "./planning.server";
export { addOption, chooseOption, removeOption, vote, type VoteOn } from "./polls.server";
export { endSeries, exceptInSeries, startSeries, type NewSeries } from "./series.server";
export { addPlanner, invite, mostAsked, removePlanner, takeOffList, type Asked } from "./inviting.server";
export { answerInvitation, type NewAnswer, type Place } from "./answering.server";
export { guestAnswers, guestLeaves, guestPage, guestVotes, inviteGuest, renewGuestLink, type GuestPage, type NewGuest } from "./guests.server";
export { addJob, doJob, giveJob, putBackJob, removeJob, takeJob } from "./work.server";
export { closeSignIn, doorPage, markPresent, openSignIn, signInAsMyself, signInHere, takeBackPresence, walkIn, type Door } from "./presence.server";
export { addAction, changeAction, doAction, removeAction, sendRecap, type NewAction } from "./afterwards.server";
export { addLearning, learningLog, takeBackLearning, writeAgain, type Learned, type LearningFilter, type NewLearning } from "./learning.server";
