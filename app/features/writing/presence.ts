import type { Awareness } from "y-protocols/awareness";
import type { PresenceColour } from "~/kit/Avatar";
import { presenceColour } from "~/shared/realtime";

/** Somebody else who has this text open. The server fills in who they are; nobody can say so themselves. */
export type Present = {
  accountId: string;
  /** "Bashir K." */
  name: string;
  organisation: string;
  /** Has had their caret in the words. */
  writing: boolean;
};

/** The others, each once however many tabs they have, in the order of their names. */
export function peopleIn(awareness: Pick<Awareness, "getStates" | "clientID">, myAccountId: string, before: readonly Present[] = []): Present[] {
  const people = new Map<string, Present>();
  for (const [client, state] of awareness.getStates()) {
    const person = client === awareness.clientID ? undefined : personOf(state);
    if (!person || person.accountId === myAccountId) continue;
    const wrote = before.some((one) => one.accountId === person.accountId && one.writing) || people.get(person.accountId)?.writing;
    people.set(person.accountId, { ...person, writing: person.writing || wrote === true });
  }
  return [...people.values()].sort((one, other) => one.name.localeCompare(other.name, "en-GB"));
}

export function samePeople(one: readonly Present[], other: readonly Present[]): boolean {
  return one.length === other.length && one.every((person, index) => person.accountId === other[index]?.accountId && person.writing === other[index]?.writing);
}

/** Reads who a caret belongs to, trusting nothing about its shape. */
export function personOf(state: unknown): Present | undefined {
  const user = fieldOf(state, "user");
  const accountId = fieldOf(user, "accountId");
  const name = fieldOf(user, "name");
  const organisation = fieldOf(user, "organisation");
  if (typeof accountId !== "string" || typeof name !== "string") return undefined;
  return { accountId, name, organisation: typeof organisation === "string" ? organisation : "", writing: Boolean(fieldOf(state, "cursor")) };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value ? (value as Record<string, unknown>)[name] : undefined;
}

/** The kit's word for the colour a person always has, so that avatar and caret agree. */
export function avatarColour(accountId: string): PresenceColour {
  return colourWords[presenceColour(accountId)] ?? "pine";
}

const colourWords: Record<string, PresenceColour> = {
  "#14503F": "pine",
  "#673A78": "heather",
  "#17548A": "loch",
  "#9C2430": "rowan",
  "#4C6212": "moss",
  "#42536B": "slate",
  "#8A2E5C": "plum",
  "#8C4314": "copper",
};
