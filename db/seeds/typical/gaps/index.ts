import { addArea } from "~/features/gaps/areas.server";
import { answerAsk, askNetwork, keepAnswer } from "~/features/gaps/asks/commands.server";
import { postGap } from "~/features/gaps/commands.server";
import type { Services } from "~/shared/services.server";
import { fewAtOnce, type Planting } from "../../planting";
import type { Organisations, Staff } from "../staff";
import { doAct, proposalOf } from "./acts";
import { askStories } from "./asks";
import { noticed } from "./noticed";
import { seen } from "./seen";
import { met, resting } from "./settled";
import { areaNames, type AskStory, type GapStory, type Where } from "./story";
import { working } from "./working";

export { askStories };
export const gapStories: readonly GapStory[] = [...noticed, ...seen, ...working, ...met, ...resting];

type Around = { plant: Planting; staff: Staff; organisations: Organisations; documents: Services["documents"]; areas: Record<Where, string> };

/** Months of gaps and questions, each act by whoever did it, on its day. */
export async function plantGaps(begun: Omit<Around, "areas">): Promise<void> {
  const around = { ...begun, areas: await plantAreas(begun) };
  await fewAtOnce([...gapStories.map((story) => () => plantGap(around, story)), ...askStories.map((story) => () => plantAsk(around, story))]);
}

async function plantAreas({ plant, staff: { fay } }: Omit<Around, "areas">): Promise<Around["areas"]> {
  const areas: Partial<Around["areas"]> = {};
  for (const name of areaNames) areas[name] = (await plant.as(fay, (trx, actor) => addArea(trx, actor, name))).areaId;
  return areas as Around["areas"];
}

async function plantGap({ plant, staff, organisations, documents, areas }: Around, story: GapStory): Promise<void> {
  const clock = clockFrom(story.sentence.length);
  const { gapId } = await plant.as(staff[story.by], (trx, actor) => postGap(trx, actor, { ...story, areaId: story.where ? areas[story.where] : null }, { at: clock(story.ago) }));
  for (const act of story.then ?? []) {
    const who = staff[act.by];
    if (act.does === "proposes") await documents.write(await plant.as(who, (trx) => proposalOf(trx, gapId)), who.actor.sessionId, act.words);
    else await plant.as(who, (trx, actor) => doAct(trx, actor, act, { gapId, at: clock(act.ago), organisations }));
  }
}

async function plantAsk({ plant, staff, areas }: Around, story: AskStory): Promise<void> {
  const clock = clockFrom(story.question.length);
  const { askId } = await plant.as(staff[story.by], (trx, actor) => askNetwork(trx, actor, { ...story, areaId: story.where ? areas[story.where] : null }, { at: clock(story.ago) }));
  for (const { by, ago, line, via, keptAgo } of story.answers) {
    const { answerId } = await plant.as(staff[by], (trx, actor) => answerAsk(trx, actor, askId, { line, ...(via ? { via } : {}) }, { at: clock(ago) }));
    if (keptAgo !== undefined) await plant.as(staff[story.by], (trx, actor) => keepAnswer(trx, actor, answerId, { at: clock(keptAgo) }));
  }
}

/** Minutes of working days, each later than the one before and none to come. */
function clockFrom(salt: number): (daysAgo: number) => Date {
  let last = 0;
  return (daysAgo) => {
    const day = new Date(Date.now() - daysAgo * 86_400_000);
    day.setUTCHours(9 + (salt % 7), (salt * 13) % 60, 0, 0);
    last = Math.min(Math.max(last + 25 * 60_000, day.getTime()), Math.max(last + 1, Date.now() - 60_000));
    return new Date(last);
  };
}
