import type { NotePageData } from "./note-page.server";

/** Where a note's page is; its acts are sent below it. */
export function noteUrlOf({ person, note }: Pick<NotePageData, "person" | "note">): string {
  return `/people/${person.id}/notes/${note.id}`;
}
