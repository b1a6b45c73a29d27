/** What a search answers: people one may see, organisations, and gaps for whoever acts on them. */
export type FoundPerson = { id: string; name: string; reference: string };
export type FoundOrganisation = { id: string; name: string; area: string | null };
export type FoundGap = { id: string; sentence: string; area: string | null };
export type Found = { people: FoundPerson[]; organisations: FoundOrganisation[]; gaps?: FoundGap[] };
