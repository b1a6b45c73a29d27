import { asking, setAsking, type Database } from "~db/client";
import { sendLetters } from "../../diary/letters.server";
import { answeredLetter, changedLetter, tomorrowLetter, type Answered, type Changed } from "./letters";
import { comersOf, eventTold, onceEach, turnedBy } from "./story.server";

type ToTell = { id: string; event_id: string; what: string; answer_id: string | null; invitee_id: string | null; turn_id: string | null; account_id: string | null; starts_at: Date | null; at: Date };
const columns = ["id", "event_id", "what", "answer_id", "invitee_id", "turn_id", "account_id", "starts_at", "at"] as const;

/**
 * Tells what happened around an event, once: what is to be told is held while it is told, and says afterwards that it
 * was. Letters are written in the name of whoever caused them, who may so learn of one that no mail server took.
 */
export async function tellOfEvent(db: Database, baseUrl: string, toldId: string): Promise<void> {
  await asking(db, { duty: "diary" }, async (trx) => {
    const found = await trx.selectFrom("event_told").where("id", "=", toldId).where("told_at", "is", null).select(["event_id", "answer_id"]).executeTakeFirst();
    if (!found) return;
    const rows = found.answer_id ? await holdOne(trx, toldId) : await holdChanges(trx, found.event_id);
    if (!rows.some(({ id }) => id === toldId)) return;
    const last = rows.findLast(({ account_id }) => account_id !== null);
    await setAsking(trx, { account: last?.account_id ?? "", duty: "diary" });
    if (found.answer_id) await tellAnswer(trx, rows[0] as ToTell, baseUrl);
    else await tellChanges(trx, rows, baseUrl);
    await markTold(trx, rows);
  });
}

/** An answer that another has followed is told by that one; so is a place in an event that was moved out of reach meanwhile. */
async function tellAnswer(trx: Database, { event_id, answer_id, invitee_id, what, at }: ToTell, baseUrl: string): Promise<void> {
  const standing = await trx.selectFrom("event_answer").where("id", "=", answer_id).where("ended_at", "is", null).select("place").executeTakeFirst();
  if (!standing || (what === "waiting" && standing.place !== "waiting")) return;
  const event = await eventTold(trx, event_id);
  if (what !== "cant" && event.state !== "set") return;
  const comers = (await comersOf(trx, event_id)).filter(({ inviteeId }) => inviteeId === invitee_id);
  await sendLetters(trx, comers.map((to) => answeredLetter(event, what as Answered, { to, baseUrl, at })));
}

/** All that changed since anybody was told, in one letter: how the event stands now. */
async function tellChanges(trx: Database, rows: readonly ToTell[], baseUrl: string): Promise<void> {
  const [{ event_id } = { event_id: "" }] = rows;
  const event = await eventTold(trx, event_id);
  const what = mostOf(rows, event.state === "cancelled");
  const turn = rows.findLast(({ turn_id }) => turn_id !== null);
  const turned = turn?.turn_id ? await turnedBy(trx, turn.turn_id) : undefined;
  const at = rows.at(-1)?.at ?? event.changedAt;
  const comers = (await comersOf(trx, event_id)).filter(({ says, voted }) => says === "going" || says === "maybe" || (says === null && voted));
  await sendLetters(trx, onceEach(comers).map((to) => changedLetter(event, what, turned, { to, baseUrl, at })));
}

/** What matters most of several things that happened at once. */
function mostOf(rows: readonly ToTell[], isCancelled: boolean): Changed {
  if (isCancelled) return "cancelled";
  return (["revived", "date_set", "moved"] as const).find((what) => rows.some((row) => row.what === what)) ?? "where";
}

/** The day before, to those who are going. Nothing where the event has moved, is cancelled, or has begun. */
export async function remindOfEvent(db: Database, baseUrl: string, toldId: string): Promise<void> {
  await asking(db, { duty: "diary" }, async (trx) => {
    const [row] = await holdOne(trx, toldId);
    if (!row) return;
    const event = await eventTold(trx, row.event_id);
    const now = new Date();
    if (event.state !== "set" || !event.startsAt || event.startsAt.getTime() !== row.starts_at?.getTime() || event.startsAt <= now || event.startsAt.getTime() - now.getTime() > 25 * 3_600_000) return;
    const comers = (await comersOf(trx, row.event_id)).filter(({ place }) => place === "in");
    await sendLetters(trx, onceEach(comers).map((to) => tomorrowLetter(event, { to, baseUrl, at: now })));
    await markTold(trx, [row]);
  });
}

async function holdOne(trx: Database, id: string): Promise<ToTell[]> {
  return trx.selectFrom("event_told").where("id", "=", id).where("told_at", "is", null).select(columns).forUpdate().execute();
}

/** Everything that everybody is to be told, held in one order, so that two pieces of work wait for each other. */
async function holdChanges(trx: Database, eventId: string): Promise<ToTell[]> {
  const rows = await trx.selectFrom("event_told").where("event_id", "=", eventId).where("answer_id", "is", null).where("what", "<>", "tomorrow").where("told_at", "is", null).select(columns).orderBy("id").forUpdate().execute();
  return rows.sort((one, other) => one.at.getTime() - other.at.getTime());
}

async function markTold(trx: Database, rows: readonly ToTell[]): Promise<void> {
  await trx.updateTable("event_told").set({ told_at: new Date() }).where("id", "in", rows.map(({ id }) => id)).execute();
}
