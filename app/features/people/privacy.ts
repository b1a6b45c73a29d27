/** What everyone reads once before they join, and can read again under Privacy. Change the version with the words. */
export const privacyVersion = "2026-11";

export const privacySentences: readonly { sentence: string; example: string }[] = [
  {
    sentence: "You see a person’s notes only while they agree, and only what they agreed to.",
    example: "If Mrs K. shares her visits with the food hub and not her health, the food hub sees the visits and nothing else.",
  },
  {
    sentence: "Every look at anything about a person is written down, with your name.",
    example: "Opening a note, finding someone in search and printing a page each leave a line that the person can ask to read.",
  },
  {
    sentence: "When someone says stop, it stops within a second, for everyone it concerns.",
    example: "If you are writing when Mr D. withdraws, the page locks; what you had saved stays where the law needs it.",
  },
  {
    sentence: "Write as if the person reads over your shoulder, because they may.",
    example: "“Worried about the rent, wants a letter” is a note. What you think of the family is not.",
  },
  {
    sentence: "Nothing about a person leaves this place by email, and nothing is kept on your computer.",
    example: "Letters from here never name a person supported; when you sign out, the browser keeps no page.",
  },
];
