import { randomUUID } from "node:crypto";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import { actsInNetwork, type Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { areas, wrong } from "../gaps/access.server";
import { isGroup, isNeed } from "../gaps/words";

/** What a post wants to hear of. With nothing chosen it hears of `usual`: its organisation's area, and what is asked everywhere. */
export type PostInterests = { postId: string; title: string; organisation: string; usual: string | null; areas: string[]; needs: string[]; groups: string[] };
export type Chosen = { areas: readonly string[]; needs: readonly string[]; groups: readonly string[] };

/** One's posts that act in the network, with what each wants to hear of. @throws not_found */
export async function interestsOf(trx: Database, actor: Actor): Promise<PostInterests[]> {
  if (!actsInNetwork(actor)) notFound();
  const seats = actor.seats.filter((seat) => seat.role !== "commissioner");
  const posts = [...new Map(seats.map((seat) => [seat.postId, seat])).values()];
  const said = await trx.selectFrom("post_interest").where("post_id", "in", posts.map(({ postId }) => postId)).select(["post_id", "area_id", "need", "group_of"]).execute();
  const places = await trx.selectFrom("organisation").where("id", "in", posts.map(({ organisationId }) => organisationId)).select(["id", "area"]).execute();
  return posts.map(({ postId, postTitle, organisationId, organisationName }) => {
    const own = said.filter((row) => row.post_id === postId);
    return {
      postId,
      title: postTitle,
      organisation: organisationName,
      usual: places.find(({ id }) => id === organisationId)?.area ?? null,
      areas: own.flatMap((row) => row.area_id ?? []),
      needs: own.flatMap((row) => row.need ?? []),
      groups: own.flatMap((row) => row.group_of ?? []),
    };
  });
}

/** Says what a post one sits in wants to hear of, instead of what it said before. @throws not_found, wrong_entry */
export async function chooseInterests(db: Database, actor: Actor, postId: string, chosen: Chosen): Promise<void> {
  const sits = actor.seats.some((seat) => seat.postId === postId && seat.role !== "commissioner");
  if (!actsInNetwork(actor) || !sits) throw new AppError("not_found");
  await inTransaction(db, async (trx) => {
    const known = new Set((await areas(trx)).map(({ id }) => id));
    if (!chosen.areas.every((area) => known.has(area))) throw wrong("areas", "Choose areas from the list.");
    if (!chosen.needs.every(isNeed)) throw wrong("needs", "Choose needs from the list.");
    if (!chosen.groups.every(isGroup)) throw wrong("groups", "Choose groups from the list.");
    await trx.deleteFrom("post_interest").where("post_id", "=", postId).execute();
    const rows = rowsOf(chosen).map((what) => ({ id: randomUUID(), post_id: postId, account_id: actor.accountId, ...what }));
    // Two who sit in one post may choose at once; what both chose is there once.
    if (rows.length > 0) await trx.insertInto("post_interest").values(rows).onConflict((conflict) => conflict.doNothing()).execute();
    await recordActivity(trx, actor, { kind: "interest.changed", subjectKind: "post", subjectId: postId, detail: { chosen: rows.length } });
  });
}

function rowsOf({ areas: places, needs, groups }: Chosen): { area_id?: string; need?: string; group_of?: string }[] {
  return [...[...new Set(places)].map((area_id) => ({ area_id })), ...[...new Set(needs)].map((need) => ({ need })), ...[...new Set(groups)].map((group_of) => ({ group_of }))];
}
