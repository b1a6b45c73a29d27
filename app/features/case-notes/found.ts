/** What a search answers: people one may see, and organisations. */
export type FoundPerson = { id: string; name: string; reference: string };
export type FoundOrganisation = { id: string; name: string; area: string | null };
export type Found = { people: FoundPerson[]; organisations: FoundOrganisation[] };
