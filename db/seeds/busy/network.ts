import type { GrantTerm } from "~/features/case-notes/consent";
import type { SectionClass } from "~/features/case-notes/section";
import { tellGaps } from "./gap-stories";
import type { Client, Colleague, Hand, Note } from "./hand";
import type { Drawing } from "./ids";
import { areas, nameOf, plantBusyStaff, type BusyStaff, type Team } from "./staff";
import type { BusySize } from "./size";
import { lineFor, saidFor } from "./sentences";

const day = 86_400_000;
/** How long the network has been at work, in weeks; notes of different people lie between one another, as in life. */
const weeks = 104;
/** Notes a person has: most few, some many; 25 in the middle of them. */
const counts = [5, 10, 15, 20, 25, 35, 65];
/** Parts of a note: two on average. */
const parts: readonly (readonly SectionClass[])[] = [["visit"], ["visit", "shared_plan"], ["visit", "sensitive"], ["shared_plan", "what_matters", "own"], ["visit", "shared_plan"], ["shared_plan"], ["visit", "own", "sensitive"], ["visit", "what_matters"]];

type Sharing = { team: Team; terms: Omit<GrantTerm, "until">[] };
type Story = { client: Client; lead: Colleague; partner: Colleague | undefined; sharing: Sharing[]; from: number; notes: number; written: number; agreedAt: number; stopped: boolean; renews: boolean };

/** Tells the whole network to a hand, week by week. @returns how many sections there are */
export async function tellBusyNetwork(hand: Hand, draw: Drawing, size: BusySize, told: (share: number) => void, keepUp: () => Promise<void>): Promise<number> {
  const beginning = Date.now() - weeks * 7 * day;
  const staff = await plantBusyStaff(hand, draw, size, beginning);
  const stories: Story[] = [];
  let sections = 0;
  for (let week = 0; week < weeks; week++) {
    const at = beginning + week * 7 * day;
    // Most people were there early; the last joined a few weeks ago.
    const there = Math.min(size.clients, Math.round((size.clients * (week + 1)) / (weeks * 0.8)));
    while (stories.length < there) stories.push(await begin(hand, draw, staff, stories.length, week, at + draw.below(2 * day)));
    for (const story of stories) {
      sections += await weekOf(hand, draw, story, week, at, Math.max(0, size.sections - sections));
      await keepUp();
    }
    told((week + 1) / weeks);
  }
  // What rounding left out goes to the last week.
  for (let n = 0; sections < size.sections; n++) {
    const story = stories[n % stories.length];
    if (story && !story.stopped) sections += (await noteOf(hand, draw, story, Date.now() - day + n, size.sections - sections)).sections.length;
    await keepUp();
  }
  await tellGaps(hand, draw, staff, { count: size.gaps, areas, from: beginning + 7 * day, keepUp });
  await hand.finish();
  return sections;
}

/** Somebody comes, is asked, and (mostly) agrees. Three in five are supported by link workers. */
async function begin(hand: Hand, draw: Drawing, staff: BusyStaff, index: number, week: number, at: number): Promise<Story> {
  const teams = index % 5 < 3 ? staff.services : staff.thirdSector;
  const team = teams[Math.floor(index / 5) % teams.length] as Team;
  const lead = team.workers[Math.floor(index / 5 / teams.length) % team.workers.length] as Colleague;
  const client = await hand.client(lead, { name: nameOf(draw), phone: `01632 96${String(index % 10_000).padStart(4, "0")}`, preference: "After ten", ...(index % 3 === 0 ? { whatMatters: saidFor(draw) } : {}) }, at);
  if (index % 4 === 0) await hand.basis(lead, client, at + 2);
  const sharing = sharingOf(draw, staff, client);
  const partner = sharing.find(({ terms }) => terms[0]?.access === "write")?.team.workers[0];
  const story: Story = { client, lead, partner, sharing, from: week, notes: counts[index % counts.length] ?? 25, written: 0, agreedAt: at, stopped: false, renews: index % 25 !== 0 };
  const other = draw.pick(team.workers);
  if (other !== lead && draw.below(8) === 0) await hand.sharesCase(lead, client, other, at + 3);
  await agree(hand, draw, story, at + 4);
  return story;
}

/** Whom they share with: two in five nobody, a third one that writes along, the rest one or two that read. */
function sharingOf(draw: Drawing, staff: BusyStaff, client: Client): Sharing[] {
  const share = draw.share();
  if (share < 0.4) return [];
  const another = (): Team => {
    const team = draw.pick(staff.thirdSector);
    return team.organisation.id === client.home.id ? another() : team;
  };
  const term = (team: Team, purpose: GrantTerm["purpose"], sectionClass: GrantTerm["sectionClass"], access: "read" | "write") => ({ organisationId: team.organisation.id, purpose, sectionClass, access });
  const [one, two] = [another(), another()];
  if (share < 0.75) return [{ team: one, terms: [term(one, "working_together", "shared_plan", "write"), term(one, "working_together", "what_matters", "read")] }];
  const reading = { team: one, terms: [term(one, "referral", "shared_plan", "read")] };
  return share < 0.9 || one === two ? [reading] : [reading, { team: two, terms: [term(two, "review", "visit", "read")] }];
}

async function agree(hand: Hand, draw: Drawing, story: Story, at: number): Promise<void> {
  story.agreedAt = at;
  const until = new Date(at + 365 * day);
  const keep: GrantTerm = { organisationId: story.client.home.id, purpose: "keep_notes", sectionClass: "all", access: "write", until };
  await hand.agrees(story.lead, story.client, [keep, ...story.sharing.flatMap(({ terms }) => terms.map((term) => ({ ...term, until })))], saidFor(draw), at);
}

/** What a week holds for one person. @returns sections begun */
async function weekOf(hand: Hand, draw: Drawing, story: Story, week: number, at: number, room: number): Promise<number> {
  if (story.stopped) return 0;
  if (at - story.agreedAt > 340 * day) {
    if (!story.renews) return 0;
    await agree(hand, draw, story, at);
  }
  // One in a hundred stops sharing with somebody in the end, one in four hundred stops everything.
  if (story.sharing.length > 0 && week > story.from + 8 && draw.share() < 0.000_4) {
    const [ended] = story.sharing.splice(0, 1);
    if (ended) await hand.stops(story.lead, story.client, [ended.team.organisation], saidFor(draw), at);
    if (story.sharing.length === 0) story.partner = undefined;
  }
  if (draw.share() < 0.000_05) {
    await hand.stops(story.lead, story.client, "everything", saidFor(draw), at);
    if (draw.share() < 0.3) await hand.asksErasure(story.lead, story.client, saidFor(draw), at + 1);
    story.stopped = true;
    return 0;
  }
  const due = Math.ceil((story.notes * (week + 1 - story.from)) / (weeks - story.from));
  let sections = 0;
  while (story.written < due && sections < room) sections += (await noteOf(hand, draw, story, at + draw.below(5 * day), room - sections)).sections.length;
  return sections;
}

async function noteOf(hand: Hand, draw: Drawing, story: Story, at: number, room: number): Promise<Note> {
  const { client, lead, partner } = story;
  story.written += 1;
  const byPartner = partner !== undefined && story.written % 10 === 0;
  const by = byPartner ? partner : lead;
  const classes = (byPartner ? (["shared_plan", "own"] as const) : (parts[(story.written + draw.below(2)) % parts.length] ?? parts[0] ?? [])).slice(0, room);
  const note = await hand.note(by, client, draw.pick(["visit", "visit", "call", "meeting", "plan"]), classes, at);
  for (const section of note.sections) {
    if (draw.below(4) === 0) await hand.writes(by, section, [lineFor(draw)], at + 60_000);
    else if (section.sectionClass === "shared_plan" && partner && draw.below(20) === 0) await hand.writes(partner, section, [lineFor(draw)], at + 120_000);
  }
  const [section] = note.sections;
  if (story.written % 2 === 0 && section) {
    await hand.looks(by, client, [{ what: "note", subjectId: note.id, how: "page" }, { what: `section.${section.sectionClass}`, subjectId: section.id, how: "page" }], at + 180_000);
  }
  if (story.written % 8 === 0) {
    const due = new Date(at + (3 + draw.below(20)) * day).toISOString().slice(0, 10);
    const step = await hand.step(by, client, { noteId: note.id, sectionClass: classes.includes("shared_plan") ? "shared_plan" : classes[0] ?? "visit", words: lineFor(draw).slice(0, 120), ownerPostId: by.postId, dueOn: due }, at + 240_000);
    // Most steps are done; what is open is recent or forgotten.
    if (draw.below(20) !== 0) await hand.finishesStep(by, step, Math.min(at + 6 * day, Date.now() - 60_000));
  }
  if (story.written % 12 === 0) await hand.closes(lead, note, "Agreed on the phone; both have read it.", at + 300_000);
  return note;
}
