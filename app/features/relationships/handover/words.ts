/** What a post can hold, in the order it is handed over. */
export const itemKinds = ["person", "step", "tie", "gap", "event", "job", "action", "ask", "day", "booking", "wish"] as const;
export type ItemKind = (typeof itemKinds)[number];

/** How each kind is counted: "12 people, 3 ties". */
export const kindWords: Record<ItemKind, { one: string; many: string }> = {
  person: { one: "person", many: "people" },
  step: { one: "next step", many: "next steps" },
  tie: { one: "tie", many: "ties" },
  gap: { one: "gap", many: "gaps" },
  event: { one: "event", many: "events" },
  job: { one: "job at an event", many: "jobs at events" },
  action: { one: "action", many: "actions" },
  ask: { one: "question", many: "questions" },
  day: { one: "shadow day", many: "shadow days" },
  booking: { one: "booking", many: "bookings" },
  wish: { one: "wish for a day", many: "wishes for a day" },
};

export const choices = {
  pass: "Pass on",
  stays: "Stays with the post",
  close: "Close",
  ask_first: "Ask them first",
} as const;
export type Choice = keyof typeof choices;

export type HandoverState = "open" | "sent" | "moved" | "called_off" | "cut_short";
export type ItemState = "listed" | "offered" | "accepted" | "declined" | "moved" | "homeless" | "gone";

export const itemStates: Record<ItemState, string> = {
  listed: "Not sent yet",
  offered: "Waiting for an answer",
  accepted: "Accepted",
  declined: "Declined",
  moved: "Handed over",
  homeless: "With whoever looks after the post",
  gone: "Settled before the day",
};

export const most = { line: 300, words: 900, letter: 3000, why: 500 };
/** "What the next person should know" is three lines. */
export const linesToKnow = 3;
/** Somebody not spoken with for so long may be closed with. */
export const quietMonths = 3;
export const lastHour = "17:00";

export function isChoice(word: unknown): word is Choice {
  return typeof word === "string" && Object.hasOwn(choices, word);
}

/** A person is passed on, closed with, or asked first; bookings and wishes are somebody's own; the rest is passed on or stays. */
export function choicesFor(kind: ItemKind): readonly Choice[] {
  if (kind === "person") return ["pass", "stays", "close", "ask_first"];
  if (kind === "booking" || kind === "wish") return ["stays"];
  return ["pass", "stays"];
}

/** "12 people, 3 ties and 1 gap", in the order things are handed over. */
export function countedWords(counts: Partial<Record<ItemKind, number>>): string {
  const parts = itemKinds.flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count > 0 ? [`${count} ${count === 1 ? kindWords[kind].one : kindWords[kind].many}`] : [];
  });
  return parts.length < 2 ? (parts[0] ?? "nothing") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
