import type { Tone } from "~/kit/Tag";

export type Verb = "Read" | "Answer" | "Check" | "Decide";

/**
 * What waits for a post, by kind: the verb of its tag, the words, and whether opening the thing is enough. What wants
 * an answer waits until it has one, or until somebody says Done.
 */
export const newsKinds = {
  "gap.posted": { verb: "Read", words: "A gap was posted that you follow", opening: true },
  "gap.met": { verb: "Read", words: "A gap you see is met", opening: true },
  "gap.still_true": { verb: "Check", words: "Still true?", opening: false },
  "gap.invited": { verb: "Decide", words: "Could you do this here?", opening: false },
  "gap.answered": { verb: "Read", words: "They answered your invitation", opening: true },
  "gap.flagged": { verb: "Check", words: "Please put this in other words, so that nobody can be recognised", opening: false },
  "ask.matched": { verb: "Answer", words: "A question for you", opening: true },
  "ask.answered": { verb: "Read", words: "Your question has an answer", opening: true },
  "ask.accepted": { verb: "Read", words: "Your answer was kept", opening: true },
  "ask.check": { verb: "Check", words: "Is the answer still right?", opening: false },
  "shadow.asked": { verb: "Answer", words: "They would like to come along", opening: false },
  "shadow.confirmed": { verb: "Read", words: "You are going", opening: true },
  "shadow.refused": { verb: "Read", words: "Not this time", opening: true },
  "shadow.unanswered": { verb: "Read", words: "No answer came, your place is free again", opening: true },
  "shadow.cancelled": { verb: "Read", words: "It was cancelled", opening: true },
  "shadow.changed": { verb: "Check", words: "The time has changed. Does it still suit?", opening: true },
  "shadow.place": { verb: "Answer", words: "A place is free, and kept for you for 24 hours", opening: false },
  "shadow.host_left": { verb: "Read", words: "Your host has left. Their colleagues look for another, or call it off", opening: true },
  "shadow.host_changed": { verb: "Read", words: "Somebody else is your host now", opening: true },
  "shadow.message": { verb: "Read", words: "They wrote to you", opening: true },
  "shadow.tomorrow": { verb: "Read", words: "It is tomorrow", opening: true },
  "shadow.reflect": { verb: "Answer", words: "Two lines about the day?", opening: false },
  "shadow.wished": { verb: "Answer", words: "They ask you for a day", opening: false },
  "shadow.wish_answered": { verb: "Read", words: "They answered you", opening: true },
  "shadow.appeared": { verb: "Read", words: "A shadow day is on offer", opening: true },
  "event.invited": { verb: "Answer", words: "Will you come?", opening: false },
  "event.date_set": { verb: "Answer", words: "The date is set. Will you come?", opening: false },
  "event.changed": { verb: "Read", words: "It was changed", opening: true },
  "event.cancelled": { verb: "Read", words: "It was cancelled", opening: true },
  "event.place": { verb: "Read", words: "There is a place for you", opening: true },
  "event.job": { verb: "Read", words: "A job for you", opening: true },
  "event.recap": { verb: "Read", words: "What was said there", opening: true },
  "event.action": { verb: "Check", words: "You took this on", opening: false },
  "tie.proposed": { verb: "Answer", words: "They would like a tie with you", opening: false },
  "tie.answered": { verb: "Read", words: "They answered about the tie", opening: true },
  "tie.ended": { verb: "Read", words: "The tie was ended", opening: true },
  "tie.goes_on": { verb: "Read", words: "An organisation went into another, and the tie goes on", opening: true },
  "tie.holds": { verb: "Read", words: "Your post holds this tie", opening: true },
  "tie.quiet": { verb: "Check", words: "It has been quiet for a while", opening: false },
  "tie.leaving": { verb: "Check", words: "Somebody who holds it leaves soon", opening: false },
  "tie.unheld": { verb: "Check", words: "Nobody holds one side of this tie now", opening: false },
  "tie.agreement": { verb: "Answer", words: "They wrote down what was agreed. Is it right?", opening: false },
  "tie.review": { verb: "Check", words: "Time to look again at what was agreed", opening: false },
  "handover.asked": { verb: "Answer", words: "Could you take this over?", opening: false },
  "handover.answered": { verb: "Read", words: "They answered about a handover", opening: true },
  "handover.moved": { verb: "Read", words: "It was handed over", opening: true },
  "handover.failed": { verb: "Decide", words: "The handover did not work, and nothing moved. Try it again?", opening: false },
  "handover.called_off": { verb: "Read", words: "You are not asked to take this over any more", opening: true },
  "handover.changed": { verb: "Read", words: "A handover has changed: its day, or who comes next", opening: true },
  "handover.newcomer_left": { verb: "Decide", words: "Somebody who was to take over has left. Choose again", opening: true },
  "notice.given": { verb: "Read", words: "Somebody leaves. See until when, and who comes next", opening: true },
  "home.needed": { verb: "Decide", words: "Nobody sits here now. What it held needs a home", opening: false },
  "cover.begins": { verb: "Read", words: "Somebody is away", opening: true },
  "cover.ends": { verb: "Read", words: "They are back", opening: true },
  "cover.look_again": { verb: "Decide", words: "Nobody steps in any more. Who does?", opening: false },
  "cover.briefing": { verb: "Read", words: "What happened while you were away", opening: true },
  "charter.clash": { verb: "Check", words: "Two bosses answer differently", opening: true },
  "charter.note": { verb: "Answer", words: "A note on supervision. Is it right?", opening: false },
  "decision.named": { verb: "Read", words: "Your organisation is named in a proposal", opening: true },
  "decision.asked": { verb: "Decide", words: "What does your organisation say?", opening: false },
  "decision.concern": { verb: "Read", words: "Somebody has a concern about it", opening: true },
  "decision.made": { verb: "Read", words: "It is decided", opening: true },
  "introduction.asked": { verb: "Decide", words: "Could you introduce them?", opening: false },
  "introduction.taken": { verb: "Read", words: "Somebody takes it on", opening: true },
  "introduction.made": { verb: "Read", words: "You are introduced", opening: true },
  "introduction.declined": { verb: "Read", words: "Not this time", opening: true },
} as const satisfies Record<string, { verb: Verb; words: string; opening: boolean }>;
export type NewsKind = keyof typeof newsKinds;

export const verbTones: Record<Verb, Tone> = { Read: "info", Answer: "needs", Check: "people", Decide: "needs" };

/** Kinds for which opening the thing is enough. */
export const seenByOpening = (Object.keys(newsKinds) as NewsKind[]).filter((kind) => newsKinds[kind].opening);
