/** The usual hours of a half day, which nobody should have to type. */
export const halfDays = {
  morning: { from: "09:30", until: "12:30" },
  afternoon: { from: "13:30", until: "16:30" },
} as const;
export type HalfDay = keyof typeof halfDays;
export const isHalfDay = (part: string): part is HalfDay => Object.hasOwn(halfDays, part);

export const partChoices = [
  { value: "morning", label: "Morning, 9:30 am – 12:30 pm" },
  { value: "afternoon", label: "Afternoon, 1:30 – 4:30 pm" },
  { value: "times", label: "Times of my own" },
] as const;
