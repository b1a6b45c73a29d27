import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { Actor } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actedBy, findGap, inActingSeat, lineOf, wrong } from "./access.server";
import { flagWords } from "./flags.server";
import { canEnd } from "./policy";

type When = { at?: Date };
export type NewLink =
  | { kind: "organisation"; organisationId: string }
  | { kind: "page"; title: string; url: string }
  /** `on` is a day, "2026-11-24". */
  | { kind: "event"; title: string; on: string; url?: string | undefined };

/** Links a service, a page or an event that has to do with a gap. @throws not_found, wrong_entry */
export async function linkTo(db: Database, actor: Actor, gapId: string, input: NewLink, { at }: When = {}): Promise<{ linkId: string }> {
  return inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    const acted = actedBy(actor, at);
    const facts = await checked(trx, gap.id, input);
    await trx.insertInto("gap_link").values({ ...acted, gap_id: gap.id, kind: input.kind, ...facts }).execute();
    if (input.kind !== "organisation") await flagWords(trx, acted, { kind: "gap", subjectId: acted.id, gapId: gap.id, words: facts.title });
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.worked_on", subjectKind: "gap", subjectId: gap.id, detail: { what: "linked" } });
    return { linkId: acted.id };
  });
}

/** Takes a link away. Doing it twice changes nothing. @throws not_found, not_allowed */
export async function unlink(db: Database, actor: Actor, gapId: string, linkId: string, { at = new Date() }: When = {}): Promise<void> {
  await setEnded(db, actor, gapId, linkId, { ended_at: at, ended_by: actor.accountId });
}

/** Puts a link back that was taken away by mistake. @throws not_found, not_allowed */
export async function linkAgain(db: Database, actor: Actor, gapId: string, linkId: string): Promise<void> {
  await setEnded(db, actor, gapId, linkId, { ended_at: null, ended_by: null });
}

async function setEnded(db: Database, actor: Actor, gapId: string, linkId: string, ended: { ended_at: Date | null; ended_by: string | null }): Promise<void> {
  await inTransaction(db, async (trx) => {
    const gap = await findGap(trx, actor, gapId);
    const row = isId(linkId) && (await trx.selectFrom("gap_link").where("id", "=", linkId).where("gap_id", "=", gap.id).select(["account_id as accountId", "post_id as postId", "ended_at"]).executeTakeFirst());
    if (!row) notFound();
    if (!canEnd(actor, row)) throw new AppError("not_allowed");
    if ((row.ended_at === null) === (ended.ended_at === null)) return;
    await trx.updateTable("gap_link").set(ended).where("id", "=", linkId).execute();
    await recordActivity(trx, inActingSeat(actor), { kind: "gap.worked_on", subjectKind: "gap", subjectId: gap.id, detail: { what: ended.ended_at ? "unlinked" : "linked" } });
  });
}

async function checked(trx: Database, gapId: string, input: NewLink) {
  const none = { linked_organisation_id: null, url: null, on_date: null };
  if (input.kind === "organisation") {
    const { id, name } = await organisationOf(trx, gapId, input.organisationId);
    return { ...none, linked_organisation_id: id, title: name.slice(0, 160) };
  }
  const title = lineOf(input.title, { field: "title", most: 160, sentence: input.kind === "page" ? "Say what the page is." : "Say what the event is." });
  const url = input.kind === "page" || input.url?.trim() ? webAddress(input.url ?? "") : null;
  return { ...none, title, url, on_date: input.kind === "event" ? dayOf(input.on) : null };
}

async function organisationOf(trx: Database, gapId: string, organisationId: string) {
  const found = isId(organisationId) && (await trx.selectFrom("organisation").where("id", "=", organisationId).select(["id", "name"]).executeTakeFirst());
  if (!found) throw wrong("organisationId", "Choose an organisation from the directory.");
  const already = await trx.selectFrom("gap_link").where("gap_id", "=", gapId).where("linked_organisation_id", "=", found.id).where("ended_at", "is", null).select("id").executeTakeFirst();
  if (already) throw wrong("organisationId", `${found.name} is linked already.`);
  return found;
}

/** Nothing but a page of the web is ever a link: a script or a file of one's own is not. */
function webAddress(words: string): string {
  const said = words.trim();
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(said) ? said : `https://${said}`;
  const address = URL.canParse(whole) && new URL(whole);
  const fine = address && (address.protocol === "https:" || address.protocol === "http:") && address.hostname.includes(".") && !address.username && address.href.length <= 500;
  if (!address || !fine) throw wrong("url", "Write the address of a web page, like www.example.org/lunch.");
  return address.href;
}

function dayOf(words: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(words) && new Date(`${words}T12:00:00Z`);
  if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== words) throw wrong("on", "Write the day of the event, like 24 11 2026.");
  return words;
}
