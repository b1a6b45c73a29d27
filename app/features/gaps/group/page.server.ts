import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { actedBy, findGap, holdGap, inActingSeat, lineOf } from "../access.server";
import { flagWords } from "../flags.server";
import type { NameReason } from "../names";
import type { GapRole } from "../words";

type When = { at?: Date };
export type GroupFacts = { name: string; about: string; where: string; when: string; access: string; contact: string };
export type GroupPage = GroupFacts & { by: { name: string; organisation: string; at: string } };

/**
 * Begins the group's own page, or keeps it right. Anyone who acts may.
 * @param readAt when the page that was read had been written ("" where there was none); left out, nobody is asked
 * @throws not_found, wrong_entry, conflict when somebody wrote meanwhile
 */
export async function saveGroup(db: Database, actor: Actor, gapId: string, { readAt, ...input }: Pick<GroupFacts, "name"> & Partial<GroupFacts> & { readAt?: string }, { at }: When = {}): Promise<{ flagged: NameReason[] }> {
  return inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    const facts = factsFrom(input);
    await holdGap(trx, gap.id);
    const { id: _id, ...acted } = actedBy(actor, at);
    const row = { ...acted, name: facts.name, about: facts.about, where_words: facts.where, when_words: facts.when, access_words: facts.access, contact_words: facts.contact };
    const there = await trx.selectFrom("gap_group").innerJoin("account", "account.id", "gap_group.account_id").where("gap_id", "=", gap.id).select(["at", "account.name as writer"]).executeTakeFirst();
    if (there && readAt !== undefined && readAt !== there.at.toISOString()) {
      throw new AppError("conflict", `${there.writer} changed this page while you were writing. Your words are still here; read theirs on the group’s page, then save again.`);
    }
    if (there) await trx.updateTable("gap_group").set(row).where("gap_id", "=", gap.id).execute();
    else await trx.insertInto("gap_group").values({ ...row, gap_id: gap.id }).execute();
    await lookedAtBefore(trx, actor, gap.id);
    const flagged = await flagWords(trx, actedBy(actor, at), { kind: "gap_group", subjectId: gap.id, gapId: gap.id, words: wordsThatMayName(facts) });
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.worked_on", subjectKind: "gap", subjectId: gap.id, detail: { what: there ? "group_changed" : "group_begun", flagged: flagged.length } });
    return { flagged };
  });
}

function factsFrom({ name, about = "", where = "", when = "", access = "", contact = "" }: Pick<GroupFacts, "name"> & Partial<GroupFacts>): GroupFacts {
  const line = (words: string, field: keyof GroupFacts, most: number, paragraphs = false) => lineOf(words, { field, most, sentence: "", mayBeEmpty: true, paragraphs });
  return {
    name: lineOf(name, { field: "name", most: 160, sentence: "Write what the group is called. It can be changed." }),
    about: line(about, "about", 600, true),
    where: line(where, "where", 300),
    when: line(when, "when", 200),
    access: line(access, "access", 300),
    contact: line(contact, "contact", 200),
  };
}

const postcode = /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/gi;
const reach = /[^\s@<>]+@[^\s@<>]+|[+\d][\d\s()-]{7,}\d/g;

/** A group is called "Warm Fridays", a place has a postcode, a contact a number: that is what these three are for, and no sign of a person. */
function wordsThatMayName({ name, about, where, when, access, contact }: GroupFacts): string {
  return [name.toLowerCase(), about, where.replaceAll(postcode, " "), when, access, contact.replaceAll(reach, " ")].filter(Boolean).join(" · ");
}

/** What was seen in words that are gone now needs no look any more, if it was this person's to say so. */
async function lookedAtBefore(trx: Database, actor: Actor, gapId: string): Promise<void> {
  await trx
    .updateTable("words_flag")
    .set({ reviewed_at: new Date(), reviewed_by: actor.accountId, outcome: "reworded" })
    .where("subject_kind", "=", "gap_group")
    .where("subject_id", "=", gapId)
    .where("reviewed_at", "is", null)
    .execute();
}

/** The group's page; undefined before it has one. @throws not_found */
export async function groupOf(trx: Database, actor: Actor, gapId: string): Promise<GroupPage | undefined> {
  const gap = await findGap(trx, actor, gapId);
  const row = await trx
    .selectFrom("gap_group")
    .innerJoin("account", "account.id", "gap_group.account_id")
    .innerJoin("organisation", "organisation.id", "gap_group.organisation_id")
    .where("gap_group.gap_id", "=", gap.id)
    .select(["gap_group.name", "about", "where_words as where", "when_words as when", "access_words as access", "contact_words as contact", "gap_group.at", "account.name as writer", "organisation.name as organisation"])
    .executeTakeFirst();
  if (!row) return undefined;
  const { writer, organisation, at, ...facts } = row;
  return { ...facts, by: { name: writer, organisation, at: at.toISOString() } };
}

/** The organisation whose cover it runs under, for the poster. */
export async function hostOf(trx: Database, gapId: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom("gap_role")
    .innerJoin("organisation", "organisation.id", "gap_role.organisation_id")
    .where("gap_role.gap_id", "=", gapId)
    .where("gap_role.role", "=", "host" satisfies GapRole)
    .where("gap_role.ended_at", "is", null)
    .select("organisation.name")
    .executeTakeFirst();
  return row?.name;
}
