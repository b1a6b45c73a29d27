/** Background work as one would say it, by the name it is asked for under; every name has its words (tests/diary). */
export const workWords: Readonly<Record<string, string>> = {
  "send-letter": "Carry a letter",
  "check-import": "Read a list of organisations through",
  "run-import": "Bring organisations in",
  "clear-spent-keys": "Clear away codes nobody can use any more",
  "clear-old-imports": "Clear away old lists of organisations",
  sweep: "Pick up what was left lying",
  "daily-renewals": "Remind of consent that ends",
  "daily-quiet": "Ask whether quiet gaps are still true",
  "daily-ties": "Tell who holds a tie what it needs",
  "daily-actions": "Remind of what was agreed at events",
  "booking-told": "Tell both sides of a booking what changed",
  "booking-due": "Remind of a booking, or offer its place elsewhere",
  "day-told": "Tell who comes to a shadow day what changed",
  "host-told": "Tell who comes to a shadow day that somebody else hosts it",
  "event-told": "Tell who comes to an event what changed",
  "event-due": "Remind of an event",
  "handover-due": "Hand over what a post held",
  "seat-ends": "End a time in a post, and say what needs a home",
  "day-without-host": "Call off a shadow day that nobody hosts",
};

export function wordsOfWork(task: string): string {
  return workWords[task] ?? "Background work";
}

const causes: readonly (readonly [RegExp, string])[] = [
  [/^A letter was not taken/, "The mail server did not take a letter. The outbox says which one and why."],
  [/ECONNREFUSED|ENOTFOUND|ETIMEDOUT|ECONNRESET|EHOSTUNREACH|EAI_AGAIN|timed? ?out/i, "A server did not answer."],
  [/deadlock|could not serialize|connection (terminated|ended|closed|refused)|too many clients|CONNECTION_/i, "The database was busy, or away for a moment."],
  [/row-level security|permission denied/i, "The database did not allow it."],
  [/ENOSPC|No space left|disk full/i, "There is no room left on the disk."],
  [/without an id/, "It was not said what it was about."],
];

/**
 * What went wrong, in words of ours alone: what a server or the database answered may hold an address or a name, so it
 * stays in the server's log.
 */
export function causeOf(said: string): string {
  return causes.find(([sign]) => sign.test(said))?.[1] ?? "Something we did not expect. The server’s log says more under this number.";
}
