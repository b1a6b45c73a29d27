import { groups as groupWords, needs, type Band, type Group, type Need } from "~/features/gaps/words";
import { gapSentence } from "./gap-sentences";
import type { Colleague, Gap, Hand } from "./hand";
import type { Drawing } from "./ids";
import type { BusyStaff } from "./staff";

const day = 86_400_000;
const [needCodes, groupCodes] = [Object.keys(needs) as Need[], Object.keys(groupWords) as Group[]];
const bands: readonly (Band | undefined)[] = ["one_two", "one_two", "three_five", "three_five", "six_plus", undefined];
const lines = ["Two at the lunch said so.", "The same here.", "Every week.", "We hear it at the desk.", "", "", "", "", ""];
const outcomes = ["Thursdays at two in the hall, anyone can walk in.", "The library opens late twice a week now.", "Ring the hub; they keep four places."];
const reasons = ["Nobody has the hours before summer.", "The hall is closed for repairs.", "Those who asked have found something."];
/** How many colleagues see a gap, its spotter among them: most few, some many. */
const seeing = [1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 7, 12];

/** Gaps over two years: a third noticed by one organisation, most of the others seen by more, some worked on, met or at rest. */
export async function tellGaps(hand: Hand, draw: Drawing, staff: BusyStaff, { count, areas, from, keepUp }: { count: number; areas: readonly string[]; from: number; keepUp: () => Promise<void> }): Promise<void> {
  const people = [...staff.services, ...staff.thirdSector].flatMap((team) => [team.manager, ...team.workers]);
  const span = Date.now() - from - 2 * day;
  for (let n = 0; n < count; n++) {
    await tellGap(hand, draw, people, areas, from + Math.floor((span * n) / count));
    await keepUp();
  }
}

async function tellGap(hand: Hand, draw: Drawing, people: readonly Colleague[], areas: readonly string[], postedAt: number): Promise<void> {
  let at = postedAt;
  // What happens to a gap happens within weeks, and never after now.
  const then = () => (at = Math.min(at + 3_600_000 + draw.below(6 * day), Math.max(at + 1, Date.now() - 60_000)));
  const need = draw.pick(needCodes);
  const affected = [...new Set(Array.from({ length: 1 + draw.below(3) }, () => draw.pick(groupCodes)))];
  const [first, ...others] = colleagues(draw, people);
  if (!first) return;
  const facts = { sentence: gapSentence(draw, need, affected), need, groups: affected, ...(draw.below(6) > 0 ? { area: draw.pick(areas) } : {}), ...said(draw) };
  const gap = await hand.gap(first, facts, at);
  for (const one of others) await hand.sees(one, gap, said(draw), then());
  await settle(hand, draw, gap, draw.pick(people), then);
}

/** What becomes of it: a fifth is led, an eighth is met, a sixth rests, and some of those come back. */
async function settle(hand: Hand, draw: Drawing, gap: Gap, by: Colleague, then: () => number): Promise<void> {
  const share = draw.share();
  if (share < 0.32) {
    await hand.takes(by, gap, "lead", then());
    if (share < 0.2) await hand.takes(by, gap, "host", then());
    if (share < 0.12) await hand.meets(by, gap, draw.pick(outcomes), then());
  } else if (share < 0.5) {
    await hand.moves(by, gap, "resting", draw.pick(reasons), then());
    if (share > 0.46) await hand.moves(by, gap, "noticed", "", then());
  }
}

function colleagues(draw: Drawing, people: readonly Colleague[]): Colleague[] {
  const chosen = new Set<Colleague>();
  const most = Math.min(draw.pick(seeing), people.length);
  while (chosen.size < most) chosen.add(draw.pick(people));
  return [...chosen];
}

function said(draw: Drawing): { band?: Band; line?: string } {
  const [band, line] = [draw.pick(bands), draw.pick(lines)];
  return { ...(band ? { band } : {}), ...(line ? { line } : {}) };
}
