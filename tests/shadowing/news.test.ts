import { beforeAll, describe, expect, test } from "vitest";
import { agreeToTerms, book, notThisTime, offerDays } from "~/features/shadowing/commands.server";
import { seenNews, waitingNews } from "~/features/inbox/news.server";
import { markOpened } from "~/features/inbox/seen.server";
import { tellPosts, tellPostsAsDiary } from "~/features/inbox/tell.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { asking, type Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";

const house = database();
let cast: Cast;
let dayId: string;
let bookingId: string;

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const about = async (actor: Actor, id: string) => (await as(actor, (trx) => waitingNews(trx, actor, 100))).items.filter((news) => news.about === id);

beforeAll(async () => {
  cast = await castOf(house.db);
  const offer = { date: "2027-02-02", from: "09:30", until: "13:00", where: "Quayside hall", expect: "Sorting.", places: 1 };
  dayId = (await as(cast.bashir, (trx) => offerDays(trx, cast.bashir, offer))).dayIds[0] ?? "";
  await as(cast.aileen, (trx) => agreeToTerms(trx, cast.aileen, 1));
  bookingId = (await as(cast.aileen, (trx) => book(trx, cast.aileen, dayId))).bookingId;
});

describe("news of a shadow day", () => {
  test("waits for the host's post until the guest has an answer, whoever gave it", async () => {
    await asking(house.db, { duty: "diary" }, (trx) => tellPostsAsDiary(trx, "shadow.asked", { bookingId }, [cast.posts.bashir]));
    expect(await about(cast.bashir, bookingId)).toMatchObject([{ verb: "Answer", words: "Aileen Murray: shadow day on Tuesday 2 February", to: `/diary/shadow/bookings/${bookingId}` }]);
    await as(cast.bashir, (trx) => markOpened(trx, cast.bashir, { bookingId }));
    expect(await about(cast.bashir, bookingId)).toHaveLength(1);
    await as(cast.sana, (trx) => notThisTime(trx, cast.sana, bookingId));
    expect(await about(cast.bashir, bookingId)).toEqual([]);
  });

  test("says to the guest whom they go to, and is seen by opening it", async () => {
    await as(cast.bashir, (trx) => tellPosts(trx, cast.bashir, "shadow.refused", { bookingId }, [cast.posts.aileen, cast.posts.bashir]));
    expect(await about(cast.aileen, bookingId)).toMatchObject([{ verb: "Read", words: "Shadow day with Bashir Khan on Tuesday 2 February", detail: "Not this time · Bashir Khan" }]);
    await as(cast.aileen, (trx) => markOpened(trx, cast.aileen, { bookingId }));
    expect(await about(cast.aileen, bookingId)).toEqual([]);
    expect((await as(cast.aileen, (trx) => seenNews(trx, cast.aileen))).map((news) => news.about)).toContain(bookingId);
  });

  test("of a day that is on offer leads to the day, and nobody but the diary tells it from nobody's hand", async () => {
    await asking(house.db, { duty: "diary" }, (trx) => tellPostsAsDiary(trx, "shadow.appeared", { dayId }, [cast.posts.amir]));
    expect(await about(cast.amir, dayId)).toMatchObject([{ words: "Shadow day with Bashir Khan on Tuesday 2 February", to: `/diary/shadow/${dayId}` }]);
    await expect(as(cast.bashir, (trx) => tellPostsAsDiary(trx, "shadow.appeared", { dayId }, [cast.posts.jo]))).rejects.toMatchObject({ code: "42501" });
  });
});
