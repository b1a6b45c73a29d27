export type AskIntent = "answer" | "reword" | "take-back" | "put-back" | "keep" | "let-go" | "still-right" | "out-of-date" | "withdraw";

/** What is answered to an act: what was done, or what stands in the way, with what was typed. */
export type AskAnswer = { about: string; done?: AskIntent; warning?: string; error?: string; line?: string };

/** What was done, said aloud and beside the thing. */
export const doneWords: Record<AskIntent, string> = {
  answer: "Answered. The asker is told.",
  reword: "Saved.",
  "take-back": "You took your answer back.",
  "put-back": "Your answer is back.",
  keep: "Kept. Everybody can find it.",
  "let-go": "Not kept any more. The question is open again.",
  "still-right": "Still right. We ask again in a year.",
  "out-of-date": "The question is open again.",
  withdraw: "Taken back.",
};
