import { inTransaction, type Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { ActivityKind } from "~/shared/activity";
import type { Actor, Seat } from "~/shared/actor";
import { AppError, notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { actedBy, inActingSeat, lineOf, wrong } from "../../gaps/access.server";
import { isNeed } from "../../gaps/words";
import { actFrom, requireOrganisation } from "../access.server";
import { canSeeTies, canSpeakFor, canTakeBack, seatFor } from "../policy";
import { isOneOf, most, ways } from "../words";

type When = { at?: Date };

/** Writes down a try to reach an organisation, so that the next one does not begin again. @throws not_found, wrong_entry */
export async function noteTry(db: Database, actor: Actor, organisationId: string, { how, reached, line = "" }: { how: string; reached: boolean; line?: string | undefined }, { at }: When = {}): Promise<{ tryId: string }> {
  return about(db, actor, organisationId, async (trx, id) => {
    if (!isOneOf(ways, how)) throw wrong("how", "Choose how you tried.");
    const said = lineOf(line, { field: "line", most: most.line, sentence: "", mayBeEmpty: true });
    const acted = actedBy(actor, at);
    await trx.insertInto("reach_attempt").values({ ...acted, reached_for_id: id, how, reached, line: said }).execute();
    await recorded(trx, inActingSeat(actor), "reach.tried", id);
    return { tryId: acted.id };
  });
}

export type NewReach = { label: string; phone?: string | undefined; email?: string | undefined; hours?: string | undefined };

/** How an organisation is reached, kept with it and not with whoever found out. @throws not_found, wrong_entry */
export async function sayHowToReach(db: Database, actor: Actor, organisationId: string, { label, phone = "", email = "", hours = "" }: NewReach, { at }: When = {}): Promise<{ reachId: string }> {
  return about(db, actor, organisationId, async (trx, id) => {
    const optional = { sentence: "", mayBeEmpty: true };
    const words = {
      label: lineOf(label, { field: "label", most: most.label, sentence: "Say whom one reaches: the desk, the manager, the kitchen." }),
      phone: lineOf(phone, { field: "phone", most: most.phone, ...optional }),
      email: lineOf(email, { field: "email", most: most.email, ...optional }),
      hours: lineOf(hours, { field: "hours", most: most.hours, ...optional }),
    };
    if (!words.phone && !words.email) throw wrong("phone", "Write a telephone number or an email address.");
    if (words.phone && !/^[+\d][\d\s()+-]{3,}$/.test(words.phone)) throw wrong("phone", "Write the number with figures, like 01632 960 001.");
    if (words.email && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(words.email)) throw wrong("email", "Write the whole address, like desk@foodhub.example.");
    const acted = actedBy(actor, at);
    await trx.insertInto("organisation_reach").values({ ...acted, ...words, reached_id: id }).execute();
    await recorded(trx, inActingSeat(actor), "reach.known", id);
    return { reachId: acted.id };
  });
}

/** Takes back a try. Twice changes nothing. @throws not_found, not_allowed */
export const takeBackTry = (db: Database, actor: Actor, tryId: string): Promise<void> => takeBack(db, actor, "reach_attempt", tryId);
/** Takes back a way to reach an organisation. Twice changes nothing. @throws not_found, not_allowed */
export const takeBackReach = (db: Database, actor: Actor, reachId: string): Promise<void> => takeBack(db, actor, "organisation_reach", reachId);

/** What an organisation helps with, in the words of gaps, instead of what it said before: by its own people, or a facilitator. @throws not_found, not_allowed, wrong_entry */
export async function sayWhatHelpsWith(db: Database, actor: Actor, organisationId: string, needs: readonly string[], { at }: When = {}): Promise<void> {
  await about(db, actor, organisationId, async (trx, id) => {
    if (!canSpeakFor(actor, id)) throw new AppError("not_allowed");
    if (!needs.every(isNeed)) throw wrong("needs", "Choose from the list.");
    const seat = seatFor(actor, id) ?? inActingSeat(actor).seat;
    const open = await trx.selectFrom("organisation_help").where("helper_id", "=", id).where("ended_at", "is", null).select("need").execute();
    const said = new Set(open.map(({ need }) => need));
    const added = [...new Set(needs)].filter((need) => !said.has(need));
    const chosen = new Set<string>(needs);
    const gone = [...said].filter((need) => !chosen.has(need));
    if (gone.length > 0) await trx.updateTable("organisation_help").set({ ended_at: new Date(), ended_by: actor.accountId }).where("helper_id", "=", id).where("need", "in", gone).where("ended_at", "is", null).execute();
    // Two of its people may choose at once; what both chose is there once.
    if (added.length > 0) await trx.insertInto("organisation_help").values(added.map((need) => ({ ...actFrom(actor, seat, at), helper_id: id, need }))).onConflict((conflict) => conflict.doNothing()).execute();
    if (added.length + gone.length > 0) await recorded(trx, { ...actor, seat }, "organisation.helps", id);
  });
}

async function about<T>(db: Database, actor: Actor, organisationId: string, act: (trx: Database, id: string) => Promise<T>): Promise<T> {
  return inTransaction(db, async (trx) => {
    if (!canSeeTies(actor)) notFound();
    return act(trx, (await requireOrganisation(trx, organisationId)).id);
  });
}

async function takeBack(db: Database, actor: Actor, table: "reach_attempt" | "organisation_reach", id: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    if (!canSeeTies(actor) || !isId(id)) notFound();
    const row = await trx.selectFrom(table).where("id", "=", id).select(["account_id as accountId", "post_id as postId"]).executeTakeFirst();
    if (!row) notFound();
    if (!canTakeBack(actor, row)) throw new AppError("not_allowed");
    await trx.updateTable(table).set({ ended_at: new Date(), ended_by: actor.accountId }).where("id", "=", id).where("ended_at", "is", null).execute();
    await recorded(trx, inActingSeat(actor), table === "reach_attempt" ? "reach.tried" : "reach.known", id);
  });
}

async function recorded(trx: Database, actor: Actor & { seat: Seat }, kind: ActivityKind, organisationId: string): Promise<void> {
  await recordActivity(trx, actor, { kind, subjectKind: "organisation", subjectId: organisationId });
}
