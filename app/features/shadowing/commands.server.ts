/** The verbs of shadow days. Routes and seeds import from here. */
export { addDay, cancelDay, changeDay, offerDays, rewordOffer, type NewOffer, type OfferWords, type Times } from "./offering.server";
export { book, giveUp, holdPlace, hostCannot, moreTime, notThisTime, sayYes, waitForPlace } from "./booking.server";
export { agreeToTerms, currentTerms, hasAgreed, rewriteTerms } from "./agreements.server";
export { tellMe, tellMeNoMore } from "./find/alerts.server";
export { askForDay, declineWish, grantWish, takeBackWish, type NewWish } from "./find/wishes.server";
export { moveTo, sayWhatHelps, waitOrHold } from "./book/changing.server";
export { writeMessage } from "./book/messages.server";
export { reflect, shareLines, unshare } from "./after/reflecting.server";
