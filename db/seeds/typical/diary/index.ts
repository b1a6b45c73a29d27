import { sql } from "kysely";
import { agreeToTerms, askForDay, book, cancelDay, declineWish, giveUp, notThisTime, offerDays, reflect, sayYes, shareLines, waitForPlace, writeMessage } from "~/features/shadowing/commands.server";
import { daysAgo, fewAtOnce, type Planted, type Planting } from "../../planting";
import type { Staff } from "../staff";
import { dayStories, wishStories } from "./days";
import type { DayStory, GuestStory, WishStory } from "./story";
import { ago, weekday } from "./when";

export { eventStories, seriesStories } from "./events";
export { plantEvents } from "./plant-events";
export { dayStories, wishStories };
type Around = { plant: Planting; staff: Staff };
type Offered = { story: DayStory; dayIds: string[] };

/** Months of shadow days, each act by whoever did it, on its day. */
export async function plantDays(around: Around): Promise<void> {
  const guests = [...new Set(dayStories.flatMap(({ guests: all = [] }) => all.map(({ by }) => by)))];
  await fewAtOnce(guests.map((who) => () => around.plant.as(around.staff[who], (trx, actor) => agreeToTerms(trx, actor, 1, { at: ago(90) }))));
  await fewAtOnce([...dayStories.map((story) => () => plantDay(around, story)), ...wishStories.map((story) => () => plantWish(around, story))]);
}

async function plantDay({ plant, staff }: Around, story: DayStory): Promise<void> {
  const { repeat, newcomer, offeredAgo, ...said } = story;
  const offer = { ...said, date: weekday(story.in), ...(repeat ? { repeat: { every: repeat.every, until: daysAgo(-repeat.untilIn) } } : {}), ...(newcomer ? { newcomerId: staff[newcomer].actor.accountId } : {}) };
  const { dayIds } = await plant.as(staff[story.by], (trx, actor) => offerDays(trx, actor, offer, { at: ago(offeredAgo) }));
  for (const guest of story.guests ?? []) await plantGuest({ plant, staff }, { story, dayIds }, guest);
  const { cancelled } = story;
  if (cancelled !== undefined) for (const dayId of dayIds) await plant.as(staff[story.by], (trx, actor) => cancelDay(trx, actor, dayId, { line: cancelled }));
}

async function plantGuest({ plant, staff }: Around, { story, dayIds }: Offered, guest: GuestStory): Promise<void> {
  const dayId = dayIds[guest.day ?? 0] ?? "";
  const [host, who] = [staff[story.by], staff[guest.by]];
  const { bookingId } = await plant.as(who, (trx, actor) =>
    guest.waits ? waitForPlace(trx, actor, dayId, { at: ago(guest.ago) }) : book(trx, actor, dayId, guest, { at: ago(guest.ago) }),
  );
  const { yes, no, cannot, writes = [] } = guest;
  if (yes) await plant.as(host, (trx, actor) => sayYes(trx, actor, bookingId, yes, { at: ago(yes.ago) }));
  if (no) await plant.as(host, (trx, actor) => notThisTime(trx, actor, bookingId, no, { at: ago(no.ago) }));
  for (const { by, line = "", ago: days } of writes) await plant.as(by === "host" ? host : who, (trx, actor) => writeMessage(trx, actor, bookingId, line, { at: ago(days) }));
  if (cannot) await plant.as(who, (trx, actor) => giveUp(trx, actor, bookingId, cannot, { at: ago(cannot.ago) }));
  await plantLines(plant, { guest: who, host }, bookingId, guest.lines);
}

/** On the day after, or a minute ago where that is still to come. */
async function plantLines(plant: Planting, sides: Record<"guest" | "host", Planted>, bookingId: string, lines: GuestStory["lines"]): Promise<void> {
  if (!lines) return;
  const ended = await plant.as(sides.guest, async (trx) => (await sql<{ at: Date }>`select d.ends_at as at from shadow_booking b join shadow_day d on d.id = b.day_id where b.id = ${bookingId}`.execute(trx)).rows[0]?.at);
  const at = new Date(Math.min((ended?.getTime() ?? 0) + 86_400_000, Date.now() - 60_000));
  for (const side of ["guest", "host"] as const) {
    const [surprised, differently] = lines[side] ?? [];
    if (surprised && differently) await plant.as(sides[side], (trx, actor) => reflect(trx, actor, bookingId, { surprised, differently }, { at }));
    if (lines.shared) await plant.as(sides[side], (trx, actor) => shareLines(trx, actor, bookingId, { at }));
  }
}

async function plantWish({ plant, staff }: Around, { by, of, line, ago: days, no }: WishStory): Promise<void> {
  const { wishId } = await plant.as(staff[by], (trx, actor) => askForDay(trx, actor, { hostPostId: staff[of].postId, line }, { at: ago(days) }));
  if (no) await plant.as(staff[of], (trx, actor) => declineWish(trx, actor, wishId, no, { at: ago(no.ago) }));
}
