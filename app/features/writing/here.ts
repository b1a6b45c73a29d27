import type { Present } from "./presence";

/** "Bashir K. is writing with you. Jo R. is here." */
export function hereLine(here: readonly Present[], mayWrite: boolean): string {
  const writers = here.filter((person) => person.writing);
  const readers = here.filter((person) => !person.writing);
  const sentences = [
    writers.length > 0 && `${listed(writers)} ${writers.length === 1 ? "is" : "are"} writing${mayWrite ? " with you" : ""}.`,
    readers.length > 0 && `${listed(readers)} ${readers.length === 1 ? "is" : "are"} here${mayWrite || writers.length > 0 ? "" : " with you"}.`,
  ];
  return sentences.filter(Boolean).join(" ");
}

function listed(people: readonly Present[]): string {
  const names = people.map((person) => person.name);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
