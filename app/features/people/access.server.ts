import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";

/**
 * The doors. The directory is for everyone with a seat; an account without one sees nothing. Each answers
 * a query that others chain on.
 */
export function visibleOrganisations(trx: Database, actor: Actor) {
  const query = trx.selectFrom("organisation");
  return actor.seats.length > 0 ? query : query.where("organisation.id", "is", null);
}

export function visiblePosts(trx: Database, actor: Actor) {
  const query = trx.selectFrom("post");
  return actor.seats.length > 0 ? query : query.where("post.id", "is", null);
}

/** @throws not_found */
export async function findOrganisation(trx: Database, actor: Actor, id: string | undefined) {
  if (!isId(id)) return notFound();
  return (await visibleOrganisations(trx, actor).where("organisation.id", "=", id).selectAll("organisation").executeTakeFirst()) ?? notFound();
}

/** @throws not_found */
export async function findPost(trx: Database, actor: Actor, id: string | undefined) {
  if (!isId(id)) return notFound();
  const post = await visiblePosts(trx, actor)
    .innerJoin("organisation", "organisation.id", "post.organisation_id")
    .where("post.id", "=", id)
    .select(["post.id", "post.title", "post.role", "post.closed_at as closedAt", "post.created_at as createdAt"])
    .select(["organisation.id as organisationId", "organisation.name as organisationName"])
    .executeTakeFirst();
  return post ?? notFound();
}
