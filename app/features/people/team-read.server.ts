import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor, PostRole } from "~/shared/actor";
import { visibleOrganisations, visiblePosts } from "./access.server";
import { linesOf, sittingIn } from "./directory-read.server";
import { canLookAfterPost } from "./policy";
import { postRoles } from "./words";

/** The organisations the actor works in, their posts, and the invitations that wait for an answer. */
export async function teamPage(trx: Database, actor: Actor) {
  const homes = [...new Set(actor.seats.map((seat) => seat.organisationId))];
  const organisations = homes.length === 0 ? [] : await visibleOrganisations(trx, actor).where("organisation.id", "in", homes).orderBy("name").select(["id", "name"]).execute();
  const posts = homes.length === 0 ? [] : await visiblePosts(trx, actor).where("organisation_id", "in", homes).where("closed_at", "is", null).orderBy("title").limit(500).selectAll().execute();
  const ids = posts.map((post) => post.id);
  const lines = await linesOf(trx, ids);
  const sitting = await sittingIn(trx, ids);
  const { rows: charters } = await sql<{ id: string }>`select id from app.my_charters() c(id) where id = any(${ids}::uuid[])`.execute(trx);
  const shown = posts.map((post) => ({
    id: post.id,
    organisationId: post.organisation_id,
    title: post.title,
    role: postRoles[post.role as PostRole].label,
    lines: lines.filter((line) => line.postId === post.id),
    sitting: sitting.filter((one) => one.postId === post.id),
    canLookAfter: canLookAfterPost(actor, { organisationId: post.organisation_id, role: post.role }),
    hasCharter: charters.some(({ id }) => id === post.id),
  }));
  return {
    organisations: organisations.map((organisation) => ({
      ...organisation,
      posts: shown.filter((post) => post.organisationId === organisation.id),
      canAddPost: shown.some((post) => post.organisationId === organisation.id && post.canLookAfter) || canLookAfterPost(actor, { organisationId: organisation.id, role: "worker" }),
    })),
    invitations: await waitingInvitations(trx, actor),
    abilities: { invite: actor.seats.some((seat) => seat.role === "manager" || seat.role === "facilitator") },
  };
}

async function waitingInvitations(trx: Database, actor: Actor) {
  const rows = await visiblePosts(trx, actor)
    .innerJoin("invitation", "invitation.post_id", "post.id")
    .innerJoin("organisation", "organisation.id", "post.organisation_id")
    .where("invitation.accepted_at", "is", null)
    .where("invitation.withdrawn_at", "is", null)
    .orderBy("invitation.created_at", "desc")
    .limit(200)
    .select(["invitation.id", "invitation.name", "invitation.email", "invitation.expires_at", "post.title as postTitle", "post.role", "post.id as postId", "organisation.id as organisationId", "organisation.name as organisationName"])
    .select(sql<boolean>`invitation.expires_at <= now()`.as("isOver"))
    .execute();
  return rows.filter((row) => canLookAfterPost(actor, row)).map(({ expires_at, ...row }) => ({ ...row, expiresAt: expires_at.toISOString() }));
}

/** Open posts the actor may invite to; one asked for by its address comes first. */
export async function postsToInviteTo(trx: Database, actor: Actor, asked: string | null) {
  const rows = await visiblePosts(trx, actor)
    .innerJoin("organisation", "organisation.id", "post.organisation_id")
    .where("post.closed_at", "is", null)
    .where("post.id", "in", sql<string>`(select app.posts_i_look_after())`)
    .orderBy((eb) => eb(sql<string>`post.id::text`, "=", asked ?? ""), "desc")
    .orderBy("organisation.name")
    .orderBy("post.title")
    .limit(400)
    .select(["post.id", "post.title", "organisation.name as organisationName"])
    .execute();
  return rows.map((row) => ({ value: row.id, label: `${row.title}, ${row.organisationName}` }));
}
