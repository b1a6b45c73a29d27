import type { GroupFacts } from "~/features/gaps/group/page.server";
import type { Band, GapRole, Group, KitState, KitTask, Need, Place, Stage, Training } from "~/features/gaps/words";
import type { Organisations, Staff } from "../staff";

/** Ellen is a commissioner, and acts on nothing. */
export type Who = Exclude<keyof Staff, "ellen">;
/** Parts of Inverlaw that people speak of. */
export const areaNames = ["Harbour", "Hillside", "Old Town", "Brae"] as const;
export type Where = (typeof areaNames)[number];

/** What somebody did about a gap, so many days ago. Days to come are counted from today. */
export type GapAct = { ago: number; by: Who } & (
  | { does: "sees"; band?: Band; line?: string }
  | { does: "takes"; role: GapRole; line?: string }
  | { does: "steps back"; role: GapRole }
  | { does: "moves"; to: Place }
  | { does: "rests"; line: string }
  | { does: "meets"; line: string; with?: keyof Organisations }
  | { does: "reaches"; stage: Stage; line: string }
  | { does: "tries"; line: string }
  | { does: "links"; with: keyof Organisations }
  | { does: "links a page"; title: string; url: string }
  | { does: "ticks"; task: KitTask; state?: KitState; line?: string; dueIn?: number }
  | { does: "adds a volunteer"; name: string; helps: string; trained?: Training[] }
  | { does: "begins the group"; group: GroupFacts }
  | { does: "adds dates"; dayIn: number; starts: string; ends: string; weeks: 1 | 3 | 6; line?: string }
  | { does: "writes a letter"; line: string }
  /** In the proposal, which all may write in. */
  | { does: "proposes"; words: string[] }
);

/** A gap as somebody saw it first, and what came of it. Without `where` it is everywhere. */
export type GapStory = { sentence: string; where?: Where; need: Need; groups: Group[]; by: Who; ago: number; band?: Band; line?: string; then?: GapAct[] };

/** A question to the network, who answered, and which answer was kept, if one was. */
export type AskStory = { question: string; where?: Where; need: Need; groups: Group[]; by: Who; ago: number; answers: { by: Who; ago: number; line: string; via?: "page" | "email" | "phone"; keptAgo?: number }[] };
