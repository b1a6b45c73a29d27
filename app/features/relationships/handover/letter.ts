import { formatTime } from "~/kit/wallTime";

type About = { person: string; leaver: string; next: string | null; lastDay: string };

/** The letter as it would read if nobody changed it: who leaves, when, who comes, and that they may say no. */
export function letterWords({ person, leaver, next, lastDay }: About): string {
  return [
    `Dear ${person},`,
    `I am leaving my post. My last day is ${formatTime(lastDay, "longDate")}.`,
    next ? `${next} would like to carry on where we are. If that suits you, you need do nothing.` : "We are finding somebody who can carry on where we are, and will tell you who.",
    "If you would rather not, or would like somebody else, tell us. Nothing is passed on that you did not agree to.",
    "Thank you for letting me walk part of the way with you.",
    leaver,
  ].join("\n\n");
}
