/** How long a session lives. Read by the server, and by the page that covers itself before then. */
export const sessionLife = {
  /** Hours until a session ends whatever happens (OWASP: 4-8 h for office work). */
  absoluteHours: 8,
  /** Minutes without a request until it ends. */
  idleMinutes: { shared: 20, mine: 60 },
  /** Minutes without a hand on the device until the page is covered. */
  coverMinutes: { shared: 10, mine: 30 },
} as const;
