import { formatTime } from "~/kit/wallTime";
import { bands, isPlace, kitStates, kitTasks, places, roles, stages, trainings } from "../words";
import type { Happening } from "./timeline.server";

/** How many happenings a page begins with, and how many more each "Show earlier" brings. */
export const shownAtOnce = 30;
export const shownAtMost = 600;

type Words = (detail: Happening["detail"], who: string) => string;

const nameOf = (table: Record<string, { title: string }>, code: string | null | undefined) => (code && Object.hasOwn(table, code) ? (table[code]?.title ?? code) : (code ?? ""));
const place = (code: string | null | undefined) => (code && isPlace(code) ? places[code].title : "the board");
const part = (code: string | null | undefined) => nameOf(roles, code).toLowerCase();

const moves: Record<string, Words> & { moved: Words } = {
  two_organisations: ({ to }) => `It moved to ${place(to)}: two organisations see it.`,
  one_organisation: ({ to }) => `It moved back to ${place(to)}: one organisation took its word back.`,
  lead_taken: ({ to }) => `It moved to ${place(to)}: somebody took the lead.`,
  rested: (_detail, who) => `${who} let it rest.`,
  revived: ({ to }, who) => `${who} revived it, to ${place(to)}.`,
  met: (_detail, who) => `${who} said it is met.`,
  undone: ({ to }, who) => `${who} put it back, to ${place(to)}.`,
  moved: ({ from, to }, who) => `${who} moved it from ${place(from)} to ${place(to)}.`,
};

const moveOf = (why: string | null | undefined): Words => (why && Object.hasOwn(moves, why) ? moves[why] : undefined) ?? moves.moved;

const happened: Record<string, Words> = {
  posted: (_detail, who) => `${who} posted this.`,
  joined: ({ band }, who) => `${who} sees this too${band && band in bands ? ` and knows of ${bands[band as keyof typeof bands]}` : ""}.`,
  left: (_detail, who) => `${who} took back “I see this too”.`,
  moved: (detail, who) => moveOf(detail["why"])(detail, who),
  outcome: (_detail, who) => `${who} said what there is now.`,
  role_taken: ({ role }, who) => (role === "lead" ? `${who} took the lead.` : `${who} became the ${part(role)}.`),
  role_ended: ({ role }, who) => `${who} stepped back as ${part(role)}.`,
  stage_reached: ({ stage }, who) => `${who} marked it as ${nameOf(stages, stage).toLowerCase()}.`,
  stage_undone: ({ stage }, who) => `${who} took “${nameOf(stages, stage)}” back.`,
  tried: (_detail, who) => `${who} added to what has been tried.`,
  linked: ({ title }, who) => `${who} linked ${title}.`,
  kit: ({ task, state, on }, who) => `${who} on the kit: ${nameOf(kitTasks, task)}, ${(kitStates[state as keyof typeof kitStates] ?? "").toLowerCase()}${on ? `, ${formatTime(on, "date")}` : ""}.`,
  volunteer: (_detail, who) => `${who} added a volunteer.`,
  training: ({ training }, who) => `${who} wrote down training: ${trainings[training as keyof typeof trainings] ?? ""}.`,
  session: ({ starts }, who) => `${who} put a date on the group’s page${starts ? `: ${formatTime(starts, "dayAndTime")}` : ""}.`,
  letter: (_detail, who) => `${who} wrote a letter of support.`,
  invited: ({ invited }, who) => `${who} asked ${invited ?? "an organisation"} whether they could do this here.`,
  invited_answered: ({ answer }, who) => `${who} answered the invitation: ${answer === "yes" ? "yes" : "not this time"}.`,
  asked: () => "Whoever holds it was asked: still true?",
  still_true: (_detail, who) => `${who} said it is still true.`,
  rewound: (_detail, who) => `${who} took the proposal back to an earlier moment.`,
  reworded: (_detail, who) => `${who} changed the words.`,
};

/** A happening as a sentence. Colleagues are named with the organisation they spoke for. */
export function timelineWords({ what, detail, name, organisation }: Pick<Happening, "what" | "detail" | "name" | "organisation">): string {
  const who = name ?? "Somebody";
  const words = Object.hasOwn(happened, what) ? happened[what] : undefined;
  return words?.(detail, organisation ? `${who} (${organisation})` : who) ?? "Something was written down.";
}
