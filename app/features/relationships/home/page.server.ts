import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { looksAfter } from "../handover/policy";
import { thingsIn, whoMightTake } from "../handover/reads.server";
import { whereTo } from "../handover/acts.server";
import { choicesFor } from "../handover/words";
import { saidYesBefore } from "./said-yes.server";
import { giveThings, needsAHome, type Given } from "./home.server";

/** What a post held that nobody sits in, thing by thing, and who might take it. @throws not_found */
export async function homePage(trx: Database, actor: Actor, postId: string) {
  const empty = (await needsAHome(trx, actor)).find((one) => one.postId === postId);
  if (!empty) return nothingWaits(trx, actor, postId);
  return { post: { id: empty.postId, title: empty.title, organisation: empty.organisation, organisationId: empty.organisationId, since: empty.since, counts: empty.counts }, things: await thingsIn(trx, actor, empty), candidates: await whoMightTake(trx, postId), saidYes: await saidYesBefore(trx, postId) };
}

/** Everything has a home, or somebody sits here again: said kindly, to whoever looks after the post. */
async function nothingWaits(trx: Database, actor: Actor, postId: string) {
  if (!isId(postId)) notFound();
  const post = await trx.selectFrom("post").innerJoin("organisation", "organisation.id", "post.organisation_id").where("post.id", "=", postId).select(["post.id", "post.title", "organisation.id as organisationId", "organisation.name as organisation"]).executeTakeFirst();
  if (!post || !looksAfter(actor, { seatPostId: post.id, seatOrganisationId: post.organisationId })) notFound();
  return { post: { ...post, since: null, counts: {} }, things: [], candidates: [], saidYes: {} as Record<string, string> };
}

/**
 * Gives what a form chose, and calls off the days it says so of: row by row, and all the rest to one colleague where that is said.
 * @param callOff what shadow days do with one that nobody hosts
 */
export async function giveFrom(trx: Database, actor: Actor, postId: string, said: (name: string) => string, callOff: (dayId: string, line: string) => Promise<unknown>): Promise<void> {
  const { things } = await homePage(trx, actor, postId);
  const rest = whereTo(said("rest"));
  const off = things.filter(({ kind, subjectId }) => kind === "day" && said(`to-${subjectId}`) === "off");
  for (const { subjectId } of off) await callOff(subjectId, "Whoever would have hosted it has left.");
  const given = things.filter((thing) => !off.includes(thing)).flatMap(({ kind, subjectId }): Given[] => {
    const own = whereTo(said(`to-${subjectId}`));
    const { choice, toPostId } = own.choice ? own : rest;
    if ((choice !== "pass" && choice !== "close") || !choicesFor(kind).includes(choice)) return [];
    return [{ kind, subjectId, choice, toPostId }];
  });
  if (given.length === 0 && off.length > 0) return;
  if (given.length === 0) throw new AppError("wrong_entry", "Choose who takes at least one of these.", { rest: ["Choose who takes at least one of these."] });
  await giveThings(trx, actor, postId, given);
}

