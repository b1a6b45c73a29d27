/** How a tie stands, as words (the signs are the database's, docs/ties.md tells each with an example). Both sides read the same. */
export type SignKind = "nobody" | "one_person" | "no_second" | "one_level" | "leaving" | "quiet" | "one_way";
export type Sign = { sign: SignKind; sideId: string | null; postId: string | null; weeks: number | null; usualWeeks: number | null; onDate: string | null; share: number | null };
export type SignOn = { tieId: string; oneId: string; otherId: string; one: string; other: string };
/** A short name, why it is so, and one thing to do next; each leads somewhere. `sideId` is the side it is about, if one. */
export type SignWords = { kind: SignKind; sideId: string | null; title: string; why: string; whyTo: string; step: string; stepTo: string };

type Told = Omit<SignWords, "kind" | "sideId">;

/** What most needs somebody comes first. */
export const severity: readonly SignKind[] = ["nobody", "leaving", "one_person", "no_second", "quiet", "one_way", "one_level"];

export function signWords(sign: Sign, on: SignOn, { holder = "A holder", day = "" }: { holder?: string; day?: string } = {}): SignWords {
  return { kind: sign.sign, sideId: sign.sideId, ...tellers[sign.sign](sign, on, holder, day || (sign.onDate ?? "")) };
}

export const bySeverity = (one: { kind: SignKind }, other: { kind: SignKind }): number => severity.indexOf(one.kind) - severity.indexOf(other.kind);

const nameOf = (on: SignOn, sideId: string | null) => (sideId === on.oneId ? on.one : on.other);
const notSide = (on: SignOn, sideId: string | null) => (sideId === on.oneId ? { id: on.otherId, name: on.other } : { id: on.oneId, name: on.one });
const weeks = (count: number | null) => (count === 1 ? "1 week" : `${count ?? 0} weeks`);
const at = (on: SignOn, part: string) => `/directory/ties/${on.tieId}#${part}`;

const tellers: Record<SignKind, (sign: Sign, on: SignOn, holder: string, day: string) => Told> = {
  nobody: ({ sideId }, on) => ({
    title: "Nobody holds it",
    why: `Nobody sits in a post that holds this tie for ${nameOf(on, sideId)}.`,
    whyTo: at(on, "holders"),
    step: `Name somebody of ${nameOf(on, sideId)}`,
    stepTo: at(on, "name"),
  }),
  one_person: ({ sideId }, on) => ({
    title: "Held by one person",
    why: `One person sits in every post that holds this tie for ${nameOf(on, sideId)}. If they go, it goes.`,
    whyTo: at(on, "holders"),
    step: "Introduce a second person",
    stepTo: at(on, "name"),
  }),
  no_second: ({ sideId }, on) => ({
    title: "No second holder",
    why: `One post holds this tie for ${nameOf(on, sideId)}, and no second is named.`,
    whyTo: at(on, "holders"),
    step: "Name a second holder",
    stepTo: at(on, "name"),
  }),
  one_level: ({ sideId }, on) => ({
    title: "One level only",
    why: `Everybody who holds it for ${nameOf(on, sideId)} is of one level. Ties last longer when managers know each other too.`,
    whyTo: at(on, "holders"),
    step: "Invite both levels to the next event",
    stepTo: `/diary/events/new?with=${notSide(on, sideId).id}`,
  }),
  leaving: ({ sideId, postId }, on, holder, day) => ({
    title: "A holder is leaving",
    why: `${holder}, who holds it for ${nameOf(on, sideId)}, leaves on ${day}.`,
    whyTo: at(on, "holders"),
    step: "Book a shadow day for whoever comes next",
    stepTo: postId ? `/diary/shadow/ask?post=${postId}` : "/diary/shadow",
  }),
  quiet: ({ weeks: since, usualWeeks }, on) => ({
    title: `Quiet for ${weeks(since)}`,
    why: usualWeeks === null ? `Nothing has passed for ${weeks(since)}.` : `Nothing has passed for ${weeks(since)}; usually you are in touch every ${usualWeeks === 1 ? "week" : `${usualWeeks} weeks`}.`,
    whyTo: at(on, "story"),
    step: "Visit, or ring",
    stepTo: at(on, "write"),
  }),
  one_way: ({ sideId, share }, on) => ({
    title: "One-way",
    why: `${nameOf(on, sideId)} began ${share ?? 0} in 100 contacts this year.`,
    whyTo: at(on, "story"),
    step: `Invite ${notSide(on, sideId).name} to begin: ask for a shadow day there`,
    stepTo: `/diary/shadow/ask?organisation=${notSide(on, sideId).id}`,
  }),
};
