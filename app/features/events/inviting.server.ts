import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { tellPosts } from "../inbox/tell.server";
import { actedBy, inActingSeat, requireArea, wrong } from "../gaps/access.server";
import { findEvent, findPlannedEvent, holdEvent } from "./access.server";
import { findInvitee } from "./invitees.server";
import { canAnswerFor, canChoosePlanners } from "./policy";
import { requireToCome, type When } from "./times.server";
import { isAudience, type CameBy } from "./words";

/** Whom to ask, each way; organisations, roles and ties are the posts in which somebody sits. */
export type Asked =
  | { by: "person" | "post"; postIds: readonly string[] }
  | { by: "organisation"; organisationIds: readonly string[]; roles?: readonly string[] | undefined }
  | { by: "role"; roles: readonly string[]; areaId?: string | null | undefined }
  | { by: "tie"; organisationIds: readonly [string, string] };

/** How many can be asked with one press. */
export const mostAsked = 500;

/**
 * Asks posts to come; each is asked once, and told. @returns how many were asked anew
 * @throws not_found, wrong_entry for more than 500, or for nobody there; conflict for an event that is over
 */
export async function invite(db: Database, actor: Actor, eventId: string, asked: Asked, { at }: When = {}): Promise<{ invited: number }> {
  return inTransaction(db, async (trx) => {
    const event = await findPlannedEvent(trx, actor, eventId);
    requireToCome(await holdEvent(trx, event.id), at);
    const posts = await postsOf(trx, event.id, asked);
    if (posts.length > mostAsked) throw wrong("asked", `That is more than ${mostAsked} people at once. Choose an area or a role.`);
    if (posts.length === 0) return { invited: 0 };
    const cameBy: CameBy = asked.by;
    await trx
      .insertInto("event_invitee")
      .values(posts.map((invited_post_id) => ({ ...actedBy(actor, at), event_id: event.id, invited_post_id, came_by: cameBy })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    if (!at) await tellPosts(trx, actor, "event.invited", { eventId: event.id }, posts);
    await recordActivity(trx, inActingSeat(actor), { kind: "event.invited", subjectKind: "event", subjectId: event.id, detail: { by: cameBy, posts: posts.length } });
    return { invited: posts.length };
  });
}

/** Takes somebody off the list; their place goes to whoever waits. By a planner, or for one's own post. @throws not_found */
export async function takeOffList(db: Database, actor: Actor, eventId: string, inviteeId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const event = await findEvent(trx, actor, eventId);
    await holdEvent(trx, event.id);
    const invitee = await findInvitee(trx, event.id, inviteeId);
    if (!canAnswerFor(actor, event, invitee)) notFound();
    await trx.updateTable("event_invitee").set({ ended_at: new Date(), ended_by: actor.accountId }).where("id", "=", invitee.id).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "event.answered", subjectKind: "event", subjectId: event.id, detail: { says: "off_the_list" } });
  });
}

/** Lets a post of another organisation plan along. @throws not_found, wrong_entry */
export async function addPlanner(db: Database, actor: Actor, eventId: string, postId: string, { at }: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const event = await findEvent(trx, actor, eventId);
    if (!canChoosePlanners(actor, event)) notFound();
    const [post] = await seatedPosts(trx, [postId]);
    if (!post) throw wrong("post", "Choose somebody who works in the network now.");
    await trx.insertInto("event_planner").values({ ...actedBy(actor, at), event_id: event.id, planner_post_id: post }).onConflict((conflict) => conflict.doNothing()).execute();
    if (!at) await tellPosts(trx, actor, "event.invited", { eventId: event.id }, [post]);
    await recordActivity(trx, inActingSeat(actor), { kind: "event.worked_on", subjectKind: "event", subjectId: event.id, detail: { what: "planner_added" } });
  });
}

/** Ends a post's part in the planning; whoever plans along may stop. @throws not_found */
export async function removePlanner(db: Database, actor: Actor, eventId: string, postId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const event = await findEvent(trx, actor, eventId);
    if (!isId(postId) || (!canChoosePlanners(actor, event) && !actor.seats.some((seat) => seat.postId === postId))) notFound();
    await trx.updateTable("event_planner").set({ ended_at: new Date(), ended_by: actor.accountId }).where("event_id", "=", event.id).where("planner_post_id", "=", postId).where("ended_at", "is", null).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "event.worked_on", subjectKind: "event", subjectId: event.id, detail: { what: "planner_removed" } });
  });
}

async function postsOf(trx: Database, eventId: string, asked: Asked): Promise<string[]> {
  if ("postIds" in asked) return newTo(trx, eventId, await chosenPosts(trx, asked.postIds));
  const roles = "roles" in asked && asked.roles ? [...asked.roles] : null;
  if (roles && (roles.length === 0 || !roles.every(isAudience))) throw wrong("roles", "Choose roles from the list.");
  const organisations = "organisationIds" in asked ? [...asked.organisationIds] : null;
  if (organisations && (organisations.length === 0 || !organisations.every(isId))) throw wrong("organisations", "Choose organisations from the directory.");
  if (asked.by === "tie" && new Set(organisations).size !== 2) throw wrong("organisations", "Choose the two organisations of the tie.");
  const area = asked.by === "role" ? await requireArea(trx, asked.areaId) : null;
  const { rows } = await sql<{ post: string }>`select app.posts_to_invite(${eventId}, ${organisations}::uuid[], ${roles}::text[], ${area}, ${mostAsked + 1}) as post`.execute(trx);
  return rows.map(({ post }) => post);
}

async function chosenPosts(trx: Database, postIds: readonly string[]): Promise<string[]> {
  const chosen = [...new Set(postIds)];
  const seated = await seatedPosts(trx, chosen);
  if (chosen.length === 0 || seated.length !== chosen.length) throw wrong("posts", "Choose people who work in the network now.");
  return seated;
}

/** Of these posts, those in which somebody sits who may come. */
async function seatedPosts(trx: Database, postIds: readonly string[]): Promise<string[]> {
  if (!postIds.every(isId)) return [];
  const { rows } = await sql<{ post: string }>`select distinct post_id as post from app.seat where post_id = any(${[...postIds]}::uuid[]) and role <> 'commissioner'`.execute(trx);
  return rows.map(({ post }) => post);
}

async function newTo(trx: Database, eventId: string, posts: string[]): Promise<string[]> {
  const there = await trx.selectFrom("event_invitee").where("event_id", "=", eventId).where("ended_at", "is", null).where("invited_post_id", "in", posts).select("invited_post_id").execute();
  const asked = new Set(there.map(({ invited_post_id }) => invited_post_id));
  return posts.filter((post) => !asked.has(post));
}
