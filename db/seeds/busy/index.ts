import { bulkHand } from "./bulk";
import { drawing } from "./ids";
import { tellBusyNetwork } from "./network";
import { busyDiary, busyLeaving, busySize, busyTies } from "./size";

/**
 * The network of architecture.md, section 7, loaded in bulk: what the ordinary commands would write for the same
 * story, in minutes. Everybody in it is invented. (load-network.ts, beside this, is another thing: a small network
 * made by the commands themselves, for harnesses that write: `npm run fixtures`.)
 * @param adminUrl a prepared database without a network, as its administrator
 */
export async function seedBusy(adminUrl: string, { scale, gaps, baseUrl, seed = 1, told = () => {} }: { scale: number; /** Another number than the scale's. */ gaps?: number | undefined; baseUrl: string; seed?: number; told?: (what: string) => void }): Promise<{ sections: number; rows: number }> {
  const hand = await bulkHand(adminUrl, { baseUrl, seed, diary: busyDiary(scale), ties: busyTies(scale), leaving: busyLeaving(scale), told });
  try {
    const progress = (share: number) => told(`${Math.round(share * 100)}% of two years, ${hand.copying.rows.toLocaleString("en-GB")} rows`);
    const sections = await tellBusyNetwork(hand, drawing(seed + 1), { ...busySize(scale), ...(gaps === undefined ? {} : { gaps }) }, everyTenth(progress), () => hand.copying.keepUp());
    return { sections, rows: hand.copying.rows };
  } catch (error) {
    await hand.abandon();
    throw error;
  }
}

function everyTenth(tell: (share: number) => void) {
  let said = 0;
  return (share: number) => {
    if (Math.floor(share * 10) <= said) return;
    said = Math.floor(share * 10);
    tell(share);
  };
}
