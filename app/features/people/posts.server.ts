import { randomUUID } from "node:crypto";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor, PostRole } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { findOrganisation, findPost } from "./access.server";
import { canLookAfterPost } from "./policy";
import { sayWhoIsLast } from "./tenures.server";
import type { LineKind } from "./words";

export type NewPost = {
  organisationId: string;
  title: string;
  role: PostRole;
  /** Ids of organisations. */
  employedBy?: string | undefined;
  hostedBy?: string | undefined;
  /** Id of a manager's post: whoever sits there holds the cases of this post too. */
  managedBy?: string | undefined;
};

/**
 * Adds a seat to an organisation, with its lines.
 * @throws not_found, not_allowed, wrong_entry when a line leads to something that is not there
 */
export async function addPost(db: Database, actor: Actor, input: NewPost): Promise<{ postId: string }> {
  const postId = randomUUID();
  await inTransaction(db, async (trx) => {
    const organisation = await findOrganisation(trx, actor, input.organisationId);
    if (!canLookAfterPost(actor, { organisationId: organisation.id, role: input.role })) throw new AppError("not_allowed");
    await trx
      .insertInto("post")
      .values({ id: postId, organisation_id: organisation.id, title: input.title, role: input.role, created_by: actor.accountId })
      .execute();
    await recordActivity(trx, actor, { kind: "post.added", subjectKind: "post", subjectId: postId, detail: { role: input.role } });
    if (input.employedBy) await drawLine(trx, actor, postId, "employed_by", input.employedBy);
    if (input.hostedBy) await drawLine(trx, actor, postId, "hosted_by", input.hostedBy);
    if (input.managedBy) await drawLine(trx, actor, postId, "managed_by", input.managedBy);
  });
  return { postId };
}

export type ChangedLine = { postId: string; kind: LineKind; /** An organisation, or a manager's post; absent ends the line. */ to?: string | undefined };

/**
 * Ends a line of a post and draws another in its place. The old line stays in the history.
 * @throws not_found, not_allowed, wrong_entry
 */
export async function changeLine(db: Database, actor: Actor, { postId, kind, to }: ChangedLine): Promise<void> {
  await inTransaction(db, async (trx) => {
    const post = await findPost(trx, actor, postId);
    if (!canLookAfterPost(actor, post)) throw new AppError("not_allowed");
    await trx.updateTable("post_line").set({ valid_until: new Date() }).where("post_id", "=", post.id).where("kind", "=", kind).where("valid_until", "is", null).execute();
    if (to) await drawLine(trx, actor, post.id, kind, to);
    else await recordActivity(trx, actor, { kind: "line.changed", subjectKind: "post", subjectId: post.id, detail: { line: kind } });
  });
}

/**
 * Closes a seat for good. Whoever sits in it loses what it opened, with the commit.
 * @throws not_found, not_allowed, conflict for the last who looks after the network
 */
export async function closePost(db: Database, actor: Actor, postId: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const post = await findPost(trx, actor, postId);
    if (!canLookAfterPost(actor, post)) throw new AppError("not_allowed");
    if (post.closedAt) return;
    await trx.updateTable("post").set({ closed_at: new Date() }).where("id", "=", post.id).execute().catch(sayWhoIsLast);
    await recordActivity(trx, actor, { kind: "post.closed", subjectKind: "post", subjectId: post.id });
  });
}

async function drawLine(trx: Database, actor: Actor, postId: string, kind: LineKind, to: string) {
  const managed = kind === "managed_by";
  if (managed) await requireManagerPost(trx, actor, postId, to);
  else await findOrganisation(trx, actor, to);
  await trx
    .insertInto("post_line")
    .values({ id: randomUUID(), post_id: postId, kind, organisation_id: managed ? null : to, manager_post_id: managed ? to : null })
    .execute();
  await recordActivity(trx, actor, { kind: "line.changed", subjectKind: "post", subjectId: postId, detail: { line: kind, to } });
}

async function requireManagerPost(trx: Database, actor: Actor, postId: string, managerPostId: string) {
  const manager = await findPost(trx, actor, managerPostId);
  if (manager.role === "manager" && !manager.closedAt && manager.id !== postId) return;
  const sentence = "Choose a manager’s post that is open.";
  throw new AppError("wrong_entry", sentence, { managedBy: [sentence] });
}
