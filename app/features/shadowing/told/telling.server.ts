import type { Database } from "~db/client";
import { sendLetters, type DiaryLetter } from "../../diary/letters.server";
import { tellPostsAsDiary } from "../../inbox/tell.server";
import type { NewsKind } from "../../inbox/words";
import { guestEntry, hostEntry } from "./entries";
import type { Letter } from "./guest-letters";
import { guestReaders, hostReaders, type Reader, type Story, type StoryDay } from "./story.server";

/** What is told to one side: news for its post, and the same letter to everybody who reads for it. */
export type Telling = { kind?: NewsKind; letter?: Letter | undefined; withEntry?: boolean };

export async function tellGuest(trx: Database, story: Story, { kind, letter, withEntry = false }: Telling, baseUrl: string): Promise<void> {
  const readers = await guestReaders(trx, story);
  if (kind && readers.length > 0) await tellPostsAsDiary(trx, kind, { bookingId: story.bookingId }, [story.guestPostId]);
  const { bookingId: id, version, state } = story;
  await post(trx, readers, letter, withEntry ? guestEntry(dated(story.day), { id, version, isGoing: state === "confirmed" }, baseUrl) : undefined, id);
}

export async function tellHost(trx: Database, story: Story, { kind, letter, withEntry = false }: Telling, baseUrl: string): Promise<void> {
  if (kind) await tellPostsAsDiary(trx, kind, { bookingId: story.bookingId }, [story.day.hostPostId]);
  await post(trx, await hostReaders(trx, story.day), letter, withEntry ? hostEntry(dated(story.day), baseUrl) : undefined, story.bookingId);
}

/** About the day as a whole. */
export async function tellHostOfDay(trx: Database, day: StoryDay, letter: Letter, baseUrl: string): Promise<void> {
  await post(trx, await hostReaders(trx, day), letter, hostEntry(dated(day), baseUrl), day.id);
}

async function post(trx: Database, readers: readonly Reader[], letter: Letter | undefined, calendar: DiaryLetter["calendar"], about: string): Promise<void> {
  if (letter) await sendLetters(trx, readers.map((to) => ({ ...letter, to, kind: "shadow" as const, calendar, about })));
}

function dated({ startsAt, endsAt, changedAt, ...day }: StoryDay) {
  return { ...day, startsAt: new Date(startsAt), endsAt: new Date(endsAt), changedAt: new Date(changedAt) };
}
