import type { Letter, Said } from "./guest-letters";
import type { Story, StoryDay } from "./story.server";
import { dayWords, lineWords, timesWords } from "./words";

const guest = ({ guest: { name, organisation } }: Story) => `${name}, ${organisation}`;
const page = ({ bookingId }: Story, { baseUrl }: Said) => `${baseUrl}/diary/shadow/bookings/${bookingId}`;

export function askedLetter(story: Story, said: Said): Letter {
  return {
    subject: `${story.guest.name} would like to shadow you on ${dayWords(story.day)}`,
    lines: [
      `${guest(story)}, would like to come along on ${timesWords(story.day)}.`,
      ...(story.saysWhatHelps ? ["They wrote what would help them. It is on the page."] : []),
      "A yes or a “not this time” is enough, with a line if you like. After two working days we ask once more; after four we point them to another day.",
    ],
    link: { words: "Say yes, or not this time", url: page(story, said) },
  };
}

export function stillAskedLetter(story: Story, said: Said): Letter {
  return {
    subject: `${story.guest.name} still waits for your answer about ${dayWords(story.day)}`,
    lines: [`${guest(story)}, asked to come along on ${timesWords(story.day)}.`, "“Not this time” is a fine answer. In two working days we point them to another day."],
    link: { words: "Say yes, or not this time", url: page(story, said) },
  };
}

export function comingLetter(story: Story, said: Said): Letter {
  return {
    subject: `${story.guest.name} is coming on ${dayWords(story.day)}`,
    lines: [
      `${guest(story)}, comes along on ${timesWords(story.day)}.`,
      ...(story.saysWhatHelps ? ["They wrote what would help them. It is on the page."] : []),
      "The day is with this letter, for your own calendar. We remind you both the day before.",
    ],
    link: { words: "Look at who comes, or write to them", url: page(story, said) },
  };
}

export function cannotComeLetter(story: Story, said: Said): Letter {
  const next = story.day.waiting > 0 ? "Whoever waits longest is asked next." : "The place is free again.";
  return {
    subject: `${story.guest.name} cannot come on ${dayWords(story.day)}`,
    lines: [`${guest(story)}, had to cancel ${timesWords(story.day)}. ${next}`, ...lineWords(story.guest.name, said.line, [story.guest.name, story.guest.organisation, story.day.host, story.day.hostOrganisation])],
    link: { words: "Look at the day", url: `${said.baseUrl}/diary/shadow/${story.day.id}` },
  };
}

export function comesTomorrowLetter(story: Story, said: Said): Letter {
  return {
    subject: `Tomorrow: ${story.guest.name} comes along`,
    lines: [`${guest(story)}, comes along: ${timesWords(story.day)}.`, ...(story.saysWhatHelps ? ["They wrote what would help them. It is on the page."] : [])],
    link: { words: "Look at who comes, or write to them", url: page(story, said) },
  };
}

export function hostReflectLetter(story: Story, said: Said): Letter {
  return {
    subject: `Two lines about your day with ${story.guest.name}?`,
    lines: ["What surprised you, and what will you do differently? A line each is plenty.", "Both of you write one. It stays between the two of you, unless you both want to share it. Name nobody you support."],
    link: { words: "Write two lines", url: page(story, said) },
  };
}

/** To whoever a day was passed on to, once somebody comes. */
export function nowYoursLetter(day: StoryDay, baseUrl: string): Letter {
  return {
    subject: `You host a shadow day on ${dayWords(day)}`,
    lines: [`It was passed on to you: ${timesWords(day)}. Who comes stands on its page.`, "This letter puts it in your own calendar."],
    link: { words: "Look at the day", url: `${baseUrl}/diary/shadow/${day.id}` },
  };
}

/** To the host about the day as a whole, so that their own calendar follows it. */
export function ownDayLetter(day: StoryDay, baseUrl: string): Letter {
  return {
    subject: day.cancelled ? `Your shadow day on ${dayWords(day)} is cancelled` : `Your shadow day has a new time: ${dayWords(day)}`,
    lines: [day.cancelled ? "Whoever was coming, asked or waiting has been told." : `It is now ${timesWords(day)}. Whoever is coming has been asked whether it still suits.`, "This letter puts it right in your own calendar."],
    link: { words: "Look at the day", url: `${baseUrl}/diary/shadow/${day.id}` },
  };
}
