/** Who came, by what they do: roles of posts, and what guests said of themselves. */
export const turnoutRoles = {
  practice: "Practice staff",
  link_worker: "Link workers",
  worker: "Third sector workers",
  manager: "Managers",
  volunteer: "Volunteers",
  facilitator: "Facilitators",
  other: "Others",
} as const;
export type TurnoutRole = keyof typeof turnoutRoles;

export const turnoutRole = (role: string | null): TurnoutRole => (role !== null && Object.hasOwn(turnoutRoles, role) ? (role as TurnoutRole) : "other");

/** So few that one might read a person out of it are not told apart. */
const fewest = 5;
export const fewWords = (count: number): string => (count === 0 ? "none" : count < fewest ? `fewer than ${fewest}` : String(count));

/** How far one can look back, in months. */
export const periods: Readonly<Record<string, string>> = { 3: "Three months", 6: "Six months", 12: "A year", 24: "Two years" };
