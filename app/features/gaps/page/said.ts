/** What the page says once something was done, by a code that may stand in an address. */
export const saidWords = {
  seen: "You see this too.",
  unseen: "Taken back. You no longer stand beside it.",
  lead: "You have the lead.",
  host: "Your organisation is the host.",
  spotter: "You are the spotter. You may step back at any time.",
  stepped_back: "You stepped back. Somebody else may take this part now.",
  moved: "Moved.",
  rested: "It rests now, with its history.",
  revived: "Revived.",
  met: "Met. Everyone who joined has been told.",
  reworded: "The words are changed.",
  reworded_flagged: "The words are changed. They may name someone; whoever leads will look at them.",
  stage: "Marked.",
  stage_undone: "Taken back.",
  tried: "Added to what has been tried.",
  tried_flagged: "Added. It may name someone; whoever leads will look at it.",
  tried_removed: "Taken out.",
  linked: "Linked.",
  unlinked: "Taken away.",
  still_true: "Thank you. It stays where it is.",
  reviewed: "Looked at.",
  put_back: "Put back.",
} as const;
export type Said = keyof typeof saidWords;
export const isSaid = (code: string | null): code is Said => code !== null && Object.hasOwn(saidWords, code);
