/** How many dates the form of a new event offers to choose from. */
export const mostOptions = 6;
/** So many are shown before somebody asks for more; without scripts all of them are. */
export const shownOptions = 3;
