import { listed } from "./consent";
import { classInSentence } from "./section";

const things: Record<string, string> = {
  person: "who they are",
  contact: "how to reach them",
  consent: "what they agreed to",
  basis: "the lawful basis",
  receipt: "a receipt of consent",
  note: "a note",
  notes: "the list of notes",
  steps: "the next steps",
  words: "what matters to them",
  activity: "the history",
  views: "who has looked",
  late_words: "words that were set apart",
};

/** "read what matters to them and the next steps": looks of one colleague at one time, in plain words. */
export function sentenceOfLooks(looks: { what: string; how: string }[]): string {
  const seen = [...new Set(looks.map((look) => thing(look.what)))];
  switch (looks[0]?.how) {
    case "live":
      // Whoever is shut out while writing is told why, and that is a look at the consent.
      if (seen.every((one) => one === things["consent"])) return "was told why writing had stopped";
      return `opened ${listed(seen)} to write together`;
    case "search":
      return "found them in a search";
    case "list":
      return seen.every((one) => one === things["person"]) ? "saw them in a list" : `saw in a list: ${listed(seen)}`;
    case "print":
      return `printed ${listed(seen)}`;
    case "export":
      return `took a copy of ${listed(seen)}`;
    case "history":
      return `read the earlier versions of ${listed(seen)}`;
    default:
      return `read ${listed(seen)}`;
  }
}

function thing(what: string): string {
  const [, sectionClass] = what.split("section.");
  if (!sectionClass) return things[what] ?? "something about them";
  return sectionClass === "own" ? "their organisation’s own notes" : classInSentence(sectionClass);
}
