/** What is chosen on the map and in its list at once: an organisation, a tie, or a neighbour with its tie to the middle. */
export type Chosen = { organisation?: string; tie?: string };
