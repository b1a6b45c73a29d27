import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import type { NewsKind } from "./words";

const columns = { gapId: "gap_id", askId: "ask_id", dayId: "day_id", bookingId: "booking_id", wishId: "wish_id", eventId: "event_id", tieId: "tie_id", introductionId: "introduction_id", handoverId: "handover_id", homePostId: "home_post_id", coverId: "cover_id", charterPostId: "charter_post_id", decisionId: "decision_id" } as const;
type About = keyof typeof columns;

/** The one thing that a piece of news is about: `{ gapId }`, `{ askId }`, `{ bookingId }` and so on. */
export type NewsAbout = { [One in About]: Record<One, string> }[About];

/** Its column, and its id. */
export function newsColumn(about: NewsAbout): [column: (typeof columns)[About], id: string] {
  const one = (Object.keys(columns) as About[]).find((key) => key in about) ?? "gapId";
  return [columns[one], (about as Record<About, string>)[one]];
}

/** Leaves news for posts, whoever sits in them; once for the same thing while it waits. The actor's own posts are left out. */
export async function tellPosts(trx: Database, actor: Actor, kind: NewsKind, about: NewsAbout, postIds: readonly string[]): Promise<void> {
  const own = new Set(actor.seats.map((seat) => seat.postId));
  const others = postIds.filter((postId) => !own.has(postId));
  await leave(trx, kind, about, others, actor.accountId);
}

/** The same from nobody's hand, by the work that falls due: inside `asking(db, { duty: "diary" }, …)`. */
export async function tellPostsAsDiary(trx: Database, kind: NewsKind, about: NewsAbout, postIds: readonly string[]): Promise<void> {
  await leave(trx, kind, about, postIds, null);
}

async function leave(trx: Database, kind: NewsKind, about: NewsAbout, postIds: readonly string[], accountId: string | null): Promise<void> {
  const posts = [...new Set(postIds)];
  if (posts.length === 0) return;
  const [column, id] = newsColumn(about);
  // One list, not a row of values each: news of a gap goes to hundreds of posts while the whole board waits for it.
  await sql`
    insert into inbox_item (id, post_id, kind, ${sql.ref(column)}, account_id)
    select gen_random_uuid(), post, ${kind}, ${id}::uuid, ${accountId}::uuid from unnest(${posts}::uuid[]) post
    on conflict do nothing`.execute(trx);
}

/** Posts, with somebody in them, that want to hear of such things. */
export async function postsFollowing(trx: Database, of: { areaId: string | null; need: string; groups: readonly string[] }): Promise<string[]> {
  const { rows } = await sql<{ post: string }>`select app.posts_following(${of.areaId}, ${of.need}, ${[...of.groups]}::text[]) as post`.execute(trx);
  return rows.map((row) => row.post);
}
