import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor, PostRole } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { findOrganisation, findPost, visibleOrganisations, visiblePosts } from "./access.server";
import { canLookAfterDirectory, canLookAfterPost, canLookAfterPosts } from "./policy";
import { lineKinds, organisationKinds, postRoles, type LineKind, type OrganisationKind } from "./words";

export type ShownLine = { postId: string; kind: LineKind; label: string; name: string; to: string };

/** The lines of posts today, in words: employed by, hosted by, managed by. */
export async function linesOf(trx: Database, postIds: readonly string[]): Promise<ShownLine[]> {
  if (postIds.length === 0) return [];
  const rows = await trx
    .selectFrom("post_line as line")
    .leftJoin("organisation", "organisation.id", "line.organisation_id")
    .leftJoin("post as manager", "manager.id", "line.manager_post_id")
    .leftJoin("organisation as home", "home.id", "manager.organisation_id")
    .where("line.post_id", "in", [...postIds])
    .where("line.valid_until", "is", null)
    .orderBy("line.kind")
    .select(["line.post_id as postId", "line.kind", "organisation.id as organisationId", "organisation.name as organisationName"])
    .select(["manager.id as managerId", "manager.title as managerTitle", "home.name as homeName"])
    .execute();
  return rows.map((row) => ({
    postId: row.postId,
    kind: row.kind as LineKind,
    label: lineKinds[row.kind as LineKind],
    name: row.managerId ? `${row.managerTitle}, ${row.homeName}` : (row.organisationName ?? ""),
    to: row.managerId ? `/directory/posts/${row.managerId}` : `/directory/organisations/${row.organisationId}`,
  }));
}

export const pageSize = 25;
export type DirectoryQuery = { words: string; area: string; kind: string; page: number };

/** Organisations by name, forgiving of typing and accents; best match first, otherwise by name. */
export async function searchOrganisations(trx: Database, actor: Actor, { words, area, kind, page }: DirectoryQuery) {
  let query = visibleOrganisations(trx, actor);
  const folded = sql<string>`app.folded(${words})`;
  const name = sql<string>`app.folded(organisation.name)`;
  if (words) query = query.where((eb) => eb.or([sql<boolean>`${folded} <% ${name}`, sql<boolean>`${name} like '%' || ${folded} || '%'`, eb("charity_number", "=", words.toUpperCase())]));
  if (area) query = query.where("area", "=", area);
  if (kind in organisationKinds) query = query.where("kind", "=", kind);
  const ordered = words ? query.orderBy(sql`word_similarity(${folded}, ${name})`, "desc") : query;
  const rows = await ordered
    .orderBy("name")
    .orderBy("id")
    .limit(pageSize + 1)
    .offset((page - 1) * pageSize)
    .select(["id", "name", "kind", "area", "postcode", "source"])
    .execute();
  return {
    rows: rows.slice(0, pageSize).map((row) => ({ ...row, kind: organisationKinds[row.kind as OrganisationKind] })),
    hasMore: rows.length > pageSize,
  };
}

/** Every area that holds an organisation, for the filter. Walks the index from area to area. */
export async function areasOf(trx: Database, actor: Actor): Promise<string[]> {
  if (actor.seats.length === 0) return [];
  const { rows } = await sql<{ area: string }>`
    with recursive walk (area, n) as (
      (select area, 1 from organisation where area is not null order by area limit 1)
      union all
      select (select o.area from organisation o where o.area > walk.area order by o.area limit 1), n + 1 from walk where walk.area is not null and n < 500
    ) select area from walk where area is not null`.execute(trx);
  return rows.map((row) => row.area);
}

/** One organisation with its posts, who sits in them today, and what the actor may do. @throws not_found */
export async function organisationPage(trx: Database, actor: Actor, id: string | undefined) {
  const organisation = await findOrganisation(trx, actor, id);
  const posts = await visiblePosts(trx, actor)
    .where("post.organisation_id", "=", organisation.id)
    .where("post.closed_at", "is", null)
    .orderBy("post.title")
    .limit(300)
    .select(["post.id", "post.title", "post.role"])
    .execute();
  const ids = posts.map((post) => post.id);
  const [lines, sitting] = [await linesOf(trx, ids), await sittingIn(trx, ids)];
  return {
    organisation: { ...factsOf(organisation), isFromRegister: organisation.source === "register" },
    posts: posts.map((post) => ({
      ...post,
      role: postRoles[post.role as PostRole].label,
      lines: lines.filter((line) => line.postId === post.id),
      sitting: sitting.filter((one) => one.postId === post.id),
      canLookAfter: canLookAfterPost(actor, { organisationId: organisation.id, role: post.role }),
    })),
    abilities: { change: canLookAfterDirectory(actor), addPost: canLookAfterPosts(actor, organisation.id) },
  };
}

function factsOf(row: { id: string; name: string; kind: string; area: string | null; charity_number: string | null; postcode: string | null; changed_at: Date }) {
  return { id: row.id, name: row.name, kind: row.kind as OrganisationKind, kindWords: organisationKinds[row.kind as OrganisationKind], area: row.area, charityNumber: row.charity_number, postcode: row.postcode, changedAt: row.changed_at.toISOString() };
}

/** Who sits in posts today. */
export async function sittingIn(trx: Database, postIds: readonly string[]) {
  if (postIds.length === 0) return [];
  const rows = await trx
    .selectFrom("app.seat as seat")
    .innerJoin("account", "account.id", "seat.account_id")
    .innerJoin("tenure", "tenure.id", "seat.tenure_id")
    .where("seat.post_id", "in", [...postIds])
    .orderBy("account.name")
    .select(["seat.post_id as postId", "tenure.id as tenureId", "account.id as accountId", "account.name", "tenure.valid_from as since", "tenure.valid_until as until", "tenure.cover"])
    .execute();
  return rows.map((row) => ({ ...row, since: row.since.toISOString(), until: row.until ? new Date(row.until.getTime() - 1).toISOString() : undefined }));
}

/** Why a time in a post ends, where nobody wrote it. */
const endWords: Readonly<Record<string, string>> = { notice: "They said their last day", handover: "With a handover", cover: "Stood in", organisation_closed: "The organisation closed" };

/** One post with its lines and everybody who has sat in it. @throws not_found */
export async function postPage(trx: Database, actor: Actor, id: string | undefined) {
  const post = await findPost(trx, actor, id);
  const tenures = await trx
    .selectFrom("tenure")
    .innerJoin("account", "account.id", "tenure.account_id")
    .where("tenure.post_id", "=", post.id)
    .orderBy("tenure.valid_from", "desc")
    .limit(200)
    .select(["tenure.id", "account.name", "tenure.cover", "tenure.valid_from", "tenure.valid_until", "tenure.ended_why"])
    .execute();
  const canLookAfter = canLookAfterPost(actor, post);
  return {
    post: { ...post, role: postRoles[post.role as PostRole], closedAt: post.closedAt?.toISOString(), createdAt: post.createdAt.toISOString() },
    lines: await linesOf(trx, [post.id]),
    tenures: tenures.map((one) => ({
      id: one.id,
      name: one.name,
      cover: one.cover,
      from: one.valid_from.toISOString(),
      // Of an end that is still to come, the last day and not the midnight after it.
      until: one.valid_until ? new Date(one.valid_until.getTime() - (one.valid_until > new Date() ? 1 : 0)).toISOString() : undefined,
      isOver: one.valid_until !== null && one.valid_until <= new Date(),
      why: canLookAfter && one.ended_why ? (endWords[one.ended_why] ?? one.ended_why) : null,
    })),
    abilities: { lookAfter: canLookAfter },
  };
}

/** Managers' posts a line may lead to: those of the organisation first. */
export async function managerPosts(trx: Database, actor: Actor, organisationId: string) {
  const rows = await visiblePosts(trx, actor)
    .innerJoin("organisation", "organisation.id", "post.organisation_id")
    .where("post.role", "=", "manager")
    .where("post.closed_at", "is", null)
    .orderBy((eb) => eb("organisation.id", "=", organisationId), "desc")
    .orderBy("organisation.name")
    .orderBy("post.title")
    .limit(200)
    .select(["post.id", "post.title", "organisation.name as organisationName"])
    .execute();
  return rows.map((row) => ({ value: row.id, label: `${row.title}, ${row.organisationName}` }));
}

/** The one organisation of that name, for a line typed by hand. @throws not_found */
export async function organisationNamed(trx: Database, actor: Actor, name: string): Promise<string> {
  const rows = await visibleOrganisations(trx, actor).where(sql<boolean>`app.folded(name) = app.folded(${name})`).limit(2).select("id").execute();
  return rows.length === 1 && rows[0] ? rows[0].id : notFound();
}

/** Names to offer while a line is typed: the organisation itself and those that have posts. */
export async function organisationsNear(trx: Database, actor: Actor, organisationId: string): Promise<string[]> {
  const rows = await visibleOrganisations(trx, actor)
    .where((eb) => eb.or([eb("organisation.id", "=", organisationId), eb.exists(eb.selectFrom("post").whereRef("post.organisation_id", "=", "organisation.id").select("post.id"))]))
    .orderBy((eb) => eb("organisation.id", "=", organisationId), "desc")
    .orderBy("name")
    .limit(200)
    .select("name")
    .execute();
  return rows.map((row) => row.name);
}
