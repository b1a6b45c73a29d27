import { sql } from "kysely";
import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { actedBy, findGap, holdGap, inActingSeat, lineOf, wrong } from "./access.server";
import { writeMove } from "./moves.server";
import { canEnd } from "./policy";
import { roles, type GapRole } from "./words";

type When = { at?: Date };

/**
 * Takes a part that nobody holds: lead (which moves the card on), host (which lends the organisation's cover, so the
 * gap is hosted) or spotter. The post holds it; a post nobody sits in any more lets go. Taking it twice changes nothing.
 * @throws not_found, wrong_entry, conflict "Jo Rennie of Harbour Link Workers took the lead first."
 */
export async function takeRole(db: Database, actor: Actor, gapId: string, role: string, { at, line = "" }: When & { line?: string } = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    if (!isRole(role)) throw wrong("role", "Choose spotter, host or lead.");
    const held = await holdGap(trx, gap.id);
    const acted = actedBy(actor, at);
    await sql`select app.free_empty_role(${gap.id}, ${role})`.execute(trx);
    const holder = await holderOf(trx, gap.id, role);
    if (holder?.postId === acted.post_id) return;
    if (holder) throw new AppError("conflict", `${holder.name} of ${holder.organisation} ${tookWords[role]} first.`);
    await trx.insertInto("gap_role").values({ ...acted, gap_id: gap.id, role, line: lineOf(line, { field: "line", most: 300, sentence: "", mayBeEmpty: true }) }).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.role_taken", subjectKind: "gap", subjectId: gap.id, detail: { role } });
    if (role === "lead" && held.place !== "working" && held.place !== "met") await writeMove(trx, actor, gap.id, held, { to: "working", why: "lead_taken", at });
    if (role === "host") await trx.insertInto("gap_stage").values({ ...actedBy(actor, at), gap_id: gap.id, stage: "hosted" }).onConflict((conflict) => conflict.doNothing()).execute();
  });
}

/** Steps back from a part: at any time, without a reason. The card stays where it is and says that nobody holds it. @throws not_found, not_allowed */
export async function stepBack(db: Database, actor: Actor, gapId: string, role: string, { at = new Date() }: When = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    if (!isRole(role)) throw wrong("role", "Choose spotter, host or lead.");
    await holdGap(trx, gap.id);
    const holder = await holderOf(trx, gap.id, role);
    if (!holder) return;
    if (!canEnd(actor, holder)) throw new AppError("not_allowed");
    await trx.updateTable("gap_role").set({ ended_at: at, ended_by: actor.accountId }).where("id", "=", holder.id).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.role_ended", subjectKind: "gap", subjectId: gap.id, detail: { role } });
  });
}

const tookWords: Record<GapRole, string> = { spotter: "became the spotter", host: "became the host", lead: "took the lead" };
const isRole = (role: string): role is GapRole => Object.hasOwn(roles, role);

function holderOf(trx: Database, gapId: string, role: GapRole) {
  return trx
    .selectFrom("gap_role")
    .innerJoin("account", "account.id", "gap_role.account_id")
    .innerJoin("organisation", "organisation.id", "gap_role.organisation_id")
    .where("gap_role.gap_id", "=", gapId)
    .where("gap_role.role", "=", role)
    .where("gap_role.ended_at", "is", null)
    .select(["gap_role.id", "gap_role.post_id as postId", "gap_role.account_id as accountId", "account.name", "organisation.name as organisation"])
    .executeTakeFirst();
}
