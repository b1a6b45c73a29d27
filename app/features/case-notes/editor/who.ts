import { hereLine } from "~/features/writing/here";
import type { Present } from "~/features/writing/presence";
import { listed } from "../consent";

/** Who may read a section besides me: people who hold the case, and organisations the person named. */
export type WhoReads = { people: { accountId: string; words: string }[]; organisations: string[] };

type Asked = { here: readonly Present[]; readers: WhoReads; mayWrite: boolean; myOrganisations: readonly string[] };

/**
 * "Bashir K. is writing with you. You both can see this; so can Jo Reid (Manager)." One line that says who is
 * here and who can read this, so that nobody writes without knowing.
 */
export function whoLine({ here, readers, mayWrite, myOrganisations }: Asked): string {
  const others = [
    ...readers.people.filter((person) => !here.some((one) => one.accountId === person.accountId)).map((person) => person.words),
    ...readers.organisations.map((organisation) => organisationWords(organisation, here, myOrganisations)),
  ];
  const both = here.length === 0 ? "You can see this" : here.length === 1 ? "You both can see this" : "You all can see this";
  const rest = others.length === 0 ? "nobody else can" : `so can ${listed(others)}`;
  return `${hereLine(here, mayWrite)} ${both}; ${rest}.`.trim();
}

function organisationWords(organisation: string, here: readonly Present[], mine: readonly string[]): string {
  if (mine.includes(organisation)) return `your colleagues at ${organisation}`;
  return here.some((person) => person.organisation === organisation) ? `others at ${organisation}` : organisation;
}
