/** The ways to look at the list of people; each is a link. */
export const peopleFilters = ["all", "mine", "shared", "ends"] as const;
export type PeopleFilter = (typeof peopleFilters)[number];
