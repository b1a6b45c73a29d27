import { percentile, type Random } from "../../support/size";
import type { Lane } from "./lane";
import { comesBack, type Place } from "./line";
import { asks, highestIn } from "./pages";
import type { Watcher } from "./watcher";

/** What came of all withdrawals; the first four must be nothing. */
export type Outcome = {
  /** Canaries minted after the COMMIT and heard by whom it shut out: in words, in notices, in pages. */
  delivered: number;
  letInAgain: number;
  pagesAfterwards: number;
  topicsAfterwards: number;
  dead: number[];
  deadWithoutNotify: number[];
  topicLeft: number[];
  topicLeftWithoutNotify: number[];
  pausedBytes: number[];
  withdrawals: number;
};

export const nothingYet = (): Outcome => ({ delivered: 0, letInAgain: 0, pagesAfterwards: 0, topicsAfterwards: 0, dead: [], deadWithoutNotify: [], topicLeft: [], topicLeftWithoutNotify: [], pausedBytes: [], withdrawals: 0 });

/** Shares, lets the food hub in on every transport, stops sharing mid-sentence, and sees what still reaches it. */
export async function withdrawOnce(nth: number, lane: Lane, watchers: Watcher[], place: Place, random: Random, outcome: Outcome): Promise<void> {
  const notifyIsLost = nth % 10 === 4;
  const pausedOne = random.below(10) < 3 ? random.below(3) : -1;
  for (const watcher of watchers) watcher.forbiddenFrom = Number.POSITIVE_INFINITY;
  await lane.shares();
  const lines = await lane.hubLines();
  const watching = await Promise.all(watchers.map((watcher) => watcher.watch()));
  if (watching.includes(false)) throw new Error("Somebody with a live grant was not let in.");
  const shown = [lane.say(), await lane.notify()] as const;
  await Promise.all([...lines.map((line) => line.hears(shown[0])), ...watchers.map((watcher) => watcher.hears(shown[1]))]);
  const paused = lines[pausedOne];
  paused?.socket.pause();
  lane.quiet = notifyIsLost && nth % 20 === 4;

  const inFlight = asks(place, `${lane.notePath}.data`, lane.hub.cookie);
  if (!lane.quiet) lane.say();
  const committing = await lane.stops(notifyIsLost);
  const late = lane.next;
  for (const watcher of watchers) watcher.forbiddenFrom = late;
  const afterwards = asks(place, `${lane.notePath}.data`, lane.hub.cookie);
  const lastWords = lane.quiet ? 0 : lane.say();
  const lastNotice = lane.quiet ? 0 : await lane.notify();

  const awake = lines.filter((line) => line !== paused);
  const back = lines.map((line) => line.ended.then(() => comesBack(place, lane.documentId, lane.hub.cookie)));
  await Promise.all(awake.map((line) => line.ended));
  (notifyIsLost ? outcome.deadWithoutNotify : outcome.dead).push(...awake.map((line) => line.endedAt - committing));
  if (paused) outcome.pausedBytes.push(await paused.readsOn());
  const told = await Promise.all(watchers.map((watcher) => watcher.told()));
  (notifyIsLost ? outcome.topicLeftWithoutNotify : outcome.topicLeft).push(...told.map((at) => at - committing));
  await lane.heardByThoseWhoStay(lastWords, lastNotice);
  lane.quiet = false;

  outcome.withdrawals += 1;
  outcome.letInAgain += (await Promise.all(back)).filter(({ code, heard }) => code === 0 || heard).length;
  outcome.topicsAfterwards += (await Promise.all(watchers.map((watcher) => watcher.watch()))).filter(Boolean).length;
  outcome.delivered += lines.filter((line) => line.highest >= late).length;
  if (highestIn(await inFlight) >= late) outcome.delivered += 1;
  const denied = await afterwards;
  if (denied.status === 200 || highestIn(denied) > 0) outcome.pagesAfterwards += 1;
}

/** Types and notifies all lanes in turn, so many times a second, until told to stop. */
export function underLoad(lanes: Lane[], messagesPerSecond: number): { stop: () => number } {
  const begun = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    for (const due = ((performance.now() - begun) / 1_000) * messagesPerSecond; sent < due; sent++) {
      const lane = lanes[sent % lanes.length];
      if (!lane || lane.quiet) continue;
      if (Math.floor(sent / lanes.length) % 4 === 3) void lane.notify().catch(() => {});
      else lane.say();
    }
  }, 5);
  return { stop: () => (clearInterval(timer), Math.round(sent / ((performance.now() - begun) / 1_000))) };
}

/** Milliseconds or bytes as the flat fields of a figure. */
export function spread(name: string, values: number[]): Record<string, number> {
  if (values.length === 0) return {};
  return { [`${name}P50`]: Math.round(percentile(values, 0.5)), [`${name}P99`]: Math.round(percentile(values, 0.99)), [`${name}Max`]: Math.round(Math.max(...values)) };
}
