/** What somebody's work is made of, when it has to go on without them. */
export const duties = {
  people: "People they support",
  new_people: "New people",
  ties: "Ties",
  gaps: "Gaps they lead",
  asks: "Questions they asked",
  events: "Events",
  shadow_days: "Shadow days",
  desk: "The desk",
  other: "Something else",
} as const;
export type Duty = keyof typeof duties;

export const hows = { runs: "Runs", pauses: "Pauses", goes_to: "Goes to" } as const;
export type How = keyof typeof hows;
