import { formatTime } from "~/kit/wallTime";
import type { DiaryLetter } from "../../diary/letters.server";
import type { NextDay } from "../book/next-like.server";
import { visitsWords, type Visits } from "../words";
import type { Story } from "./story.server";
import { dayWords, expectWords, lineWords, nextWords, timesWords } from "./words";

/** A letter without whom it goes to: the same to everybody who reads it. */
export type Letter = Pick<DiaryLetter, "subject" | "lines" | "link">;
export type Said = { line: string; visits?: Visits | null; next?: NextDay | undefined; baseUrl: string };

const known = ({ day, guest }: Story) => [day.host, day.hostOrganisation, guest.name, guest.organisation, day.where];
const booking = ({ bookingId }: Story, { baseUrl }: Said) => `${baseUrl}/diary/shadow/bookings/${bookingId}`;
const elsewhere = ({ next, baseUrl }: Said) => (next ? { words: "Look at that day", url: `${baseUrl}/diary/shadow/${next.id}` } : { words: "Find a day", url: `${baseUrl}/diary/shadow` });
const whereWords = ({ day }: Story) => `Where: ${day.where}${day.access ? `\n${day.access}` : ""}`;
const withHost = ({ day }: Story) => `${day.host}, ${day.hostOrganisation}`;

export function goingLetter(story: Story, said: Said): Letter {
  return {
    subject: `You are going: shadow day with ${story.day.host} on ${dayWords(story.day)}`,
    lines: [
      `${withHost(story)} said yes to ${timesWords(story.day)}.`,
      whereWords(story),
      ...expectWords(story.day.expect, known(story)),
      ...(said.visits ? [`${visitsWords[said.visits]}.`] : []),
      ...lineWords(story.day.host, said.line, known(story)),
      "If something comes up, change or cancel on the page, so that somebody else can go. We remind you the day before.",
    ],
    link: { words: "Your day, with everything about it", url: booking(story, said) },
  };
}

export function notThisTimeLetter(story: Story, said: Said): Letter {
  return {
    subject: `Not this time: shadow day on ${dayWords(story.day)}`,
    lines: [`${withHost(story)} cannot have you on ${timesWords(story.day)}.`, ...lineWords(story.day.host, said.line, known(story)), nextWords(said.next)],
    link: elsewhere(said),
  };
}

export function noAnswerLetter(story: Story, said: Said): Letter {
  return {
    subject: `No answer came for ${dayWords(story.day)}`,
    lines: [`${withHost(story)} has not answered in time about ${timesWords(story.day)}. Days get full, so please do not take it to heart. Your place there is given back.`, nextWords(said.next)],
    link: elsewhere(said),
  };
}

export function placeLetter(story: Story, said: Said): Letter {
  return {
    subject: `A place is free for you on ${dayWords(story.day)}`,
    lines: [
      `You waited for a place with ${withHost(story)}, ${timesWords(story.day)}. One has come free.`,
      ...(story.until ? [`It is kept for you until ${formatTime(story.until, "dayAndTime")}. After that the next in line is asked.`] : []),
    ],
    link: { words: "Take the place, or let it go", url: booking(story, said) },
  };
}

export function placeGoneLetter(story: Story, said: Said): Letter {
  return {
    subject: `The place on ${dayWords(story.day)} went to the next in line`,
    lines: [`The place with ${withHost(story)} was kept for you for 24 hours and is no longer.`, nextWords(said.next)],
    link: elsewhere(said),
  };
}

/** Given up from the guest's side; in the words of whoever did, where it was a colleague. */
export function givenUpLetter(story: Story, said: Said): Letter {
  return {
    subject: `Cancelled: shadow day with ${story.day.host} on ${dayWords(story.day)}`,
    lines: [`You are no longer going on ${timesWords(story.day)}. It was cancelled from your side, and your host has been told.`],
    link: { words: "Look at it", url: booking(story, said) },
  };
}

export function hostCannotLetter(story: Story, said: Said): Letter {
  const whole = story.day.cancelled;
  return {
    subject: `Cancelled: shadow day with ${story.day.host} on ${dayWords(story.day)}`,
    lines: [
      whole ? `${withHost(story)} had to cancel the day, ${timesWords(story.day)}.` : `${withHost(story)} cannot have you after all on ${timesWords(story.day)}.`,
      ...lineWords(story.day.host, said.line, known(story)),
      nextWords(said.next),
    ],
    link: elsewhere(said),
  };
}

export function movedLetter(story: Story, said: Said): Letter {
  return {
    subject: `A new time: shadow day with ${story.day.host}, ${dayWords(story.day)}`,
    lines: [`${withHost(story)} has moved the day. It is now ${timesWords(story.day)}.`, whereWords(story), "Does it still suit? If so, there is nothing to do. If not, change or cancel on the page."],
    link: { words: "Change or cancel", url: booking(story, said) },
  };
}

export function otherHostLetter(story: Story, said: Said): Letter {
  return {
    subject: `${story.day.host} hosts your shadow day on ${dayWords(story.day)}`,
    lines: [`Whoever would have hosted it has passed it on. ${withHost(story)}, hosts it now: ${timesWords(story.day)}.`, whereWords(story), "Does it still suit? If so, there is nothing to do. If not, change or cancel on the page."],
    link: { words: "Your day, with everything about it", url: booking(story, said) },
  };
}

export function tomorrowLetter(story: Story, said: Said): Letter {
  return {
    subject: `Tomorrow: shadow day with ${story.day.host}`,
    lines: [`${withHost(story)} expects you: ${timesWords(story.day)}.`, whereWords(story), "What you see and hear about people stays there."],
    link: { words: "Your day, with everything about it", url: booking(story, said) },
  };
}

export function reflectLetter(story: Story, said: Said): Letter {
  return {
    subject: `Two lines about your day with ${story.day.host}?`,
    lines: ["What surprised you, and what will you do differently? A line each is plenty.", "Both of you write one. It stays between the two of you, unless you both want to share it. Name nobody you support."],
    link: { words: "Write two lines", url: booking(story, said) },
  };
}
