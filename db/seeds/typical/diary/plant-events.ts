import { sql } from "kysely";
import { addAction, addJob, addLearning, addPlanner, answerInvitation, cancelEvent, doAction, doJob, invite, inviteGuest, markPresent, planEvent, sendRecap, startSeries, vote, walkIn } from "~/features/events/commands.server";
import type { Services } from "~/shared/services.server";
import { dayAt } from "~/shared/zoned";
import type { Database } from "~db/client";
import { daysAgo, fewAtOnce, type Planted, type Planting } from "../../planting";
import type { Organisations, Staff } from "../staff";
import type { Became, EventStory, LearningStory, Moment, SeriesStory } from "./event-story";
import { eventStories, learningStories, seriesStories } from "./events";
import { ago, weekday } from "./when";

export type Around = { plant: Planting; staff: Staff; organisations: Organisations; documents: Services["documents"]; baseUrl: string };

/** Learning events, past and to come, and what the network wrote down of them. */
export async function plantEvents(around: Around): Promise<void> {
  await fewAtOnce([...seriesStories.map((story) => () => plantSeries(around, story)), ...eventStories.map((story) => () => plantEvent(around, story)), ...learningStories.map((story) => () => plantLearning(around, story))]);
}

async function plantEvent(around: Around, story: EventStory): Promise<void> {
  const { plant, staff } = around;
  const { by, plannedAgo, when, options, bornOfGap, bornOfTie, planners = [], jobs = [], cancelled, votes = [] } = story;
  const host = staff[by];
  const at = ago(plannedAgo);
  const { eventId } = await plant.as(host, async (trx, actor) =>
    planEvent(trx, actor, { ...story, times: when && timesOf(when), options: options?.map(timesOf), born: bornOfGap ? { kind: "gap", gapId: await gapSaying(trx, bornOfGap) } : tieOf(around, bornOfTie) }, { at }),
  );
  for (const who of planners) await plant.as(host, (trx, actor) => addPlanner(trx, actor, eventId, staff[who].postId, { at }));
  for (const { what, owner, done } of jobs) {
    const { jobId } = await plant.as(host, (trx, actor) => addJob(trx, actor, eventId, { what, ownerPostId: owner && staff[owner].postId }, { at }));
    if (done) await plant.as(host, (trx, actor) => doJob(trx, actor, eventId, jobId, { at: ago(Math.max(0, plannedAgo - 4)) }));
  }
  await became(around, { eventId, host, plannedAgo, said: story });
  for (const [who, ...says] of votes) await plant.as(staff[who], async (trx, actor) => vote(trx, actor, eventId, await onEach(trx, eventId, says), { at: ago(plannedAgo - 2) }));
  if (cancelled) await plant.as(host, (trx, actor) => cancelEvent(trx, actor, eventId, cancelled, { at: ago(cancelled.ago) }));
}

async function plantSeries(around: Around, story: SeriesStory): Promise<void> {
  const { plant, staff } = around;
  const host = staff[story.by];
  const [from, until] = [weekday(story.firstIn), daysAgo(-story.lastIn)];
  const step = { week: 7, two_weeks: 14, month: 28 }[story.every];
  const exceptions = Object.entries(story.left ?? {}).map(([number, line]) => ({ date: daysFrom(from, step * Number(number)), line }));
  const { eventIds } = await plant.as(host, (trx, actor) => startSeries(trx, actor, { ...story, from, until, exceptions }, { at: ago(story.startedAgo) }));
  for (const [number, said] of Object.entries(story.events)) {
    const eventId = eventIds[Number(number)];
    if (eventId) await became(around, { eventId, host, plannedAgo: story.startedAgo, said: { ...said, asks: story.asks } });
  }
}

type Of = { eventId: string; host: Planted; plannedAgo: number; said: Became };

async function became(around: Around, of: Of): Promise<void> {
  await asked(around, of);
  const { eventId, host } = of;
  const { rows } = await around.plant.as(host, (trx) => sql<{ from: Date; until: Date }>`select starts_at as "from", ends_at as until from learning_event where id = ${eventId} and starts_at is not null`.execute(trx));
  if (rows[0]) await wasThere(around, of, rows[0]);
}

async function asked({ plant, staff, organisations, baseUrl }: Around, { eventId, host, plannedAgo, said }: Of): Promise<void> {
  const { asks = [], asksOrganisations = [], guests = [], says = [] } = said;
  const at = ago(Math.max(0, plannedAgo - 1));
  if (asks.length > 0) await plant.as(host, (trx, actor) => invite(trx, actor, eventId, { by: "person", postIds: asks.map((who) => staff[who].postId) }, { at }));
  if (asksOrganisations.length > 0) await plant.as(host, (trx, actor) => invite(trx, actor, eventId, { by: "organisation", organisationIds: asksOrganisations.map((name) => organisations[name]) }, { at }));
  const later = ago(Math.max(0, plannedAgo - 3));
  for (const [who, answer, whyNot] of says) await plant.as(staff[who], (trx, actor) => answerInvitation(trx, actor, eventId, { says: answer, whyNot }, { at: later }));
  for (const guest of guests) {
    const { inviteeId } = await plant.as(host, (trx, actor) => inviteGuest(trx, actor, eventId, guest, { baseUrl, at }));
    const { votes, says: answer } = guest;
    // What guests said, as it was noted down for them.
    if (inviteeId && votes) await plant.as(host, async (trx, actor) => vote(trx, actor, eventId, await onEach(trx, eventId, votes), { inviteeId, at: later }));
    if (inviteeId && answer) await plant.as(host, (trx, actor) => answerInvitation(trx, actor, eventId, { says: answer, whyNot: answer === "cant" ? "clinic" : null }, { inviteeId, at: later }));
  }
}

async function wasThere({ plant, staff, documents }: Around, { eventId, host, said }: Of, { from, until }: { from: Date; until: Date }): Promise<void> {
  const { there = [], walkedIn = [], recap, actions = [], learned = [] } = said;
  const [began, after] = [notToCome(from.getTime() + 600_000), notToCome(until.getTime() + 20 * 3_600_000)];
  const invitees = there.length > 0 ? await plant.as(host, (trx) => inviteesOf(trx, eventId)) : new Map<string, string>();
  for (const who of there) {
    const invitee = invitees.get(staff[who].postId) ?? (await comesAlong(plant, staff[who], eventId, from));
    await plant.as(host, (trx, actor) => markPresent(trx, actor, eventId, invitee, { at: began }));
  }
  for (const one of walkedIn) await plant.as(host, (trx, actor) => walkIn(trx, actor, eventId, one, { at: began }));
  if (recap) {
    const { rows } = await plant.as(host, (trx) => sql<{ id: string }>`select document_id as id from app.event_words(${eventId}, 'recap')`.execute(trx));
    if (rows[0]) await documents.write(rows[0].id, host.actor.sessionId, recap);
    await plant.as(host, (trx, actor) => sendRecap(trx, actor, eventId, { text: recap.join("\n\n") }, { at: after }));
  }
  for (const { what, owner, dueIn, doneAgo } of actions) {
    const { actionId } = await plant.as(host, (trx, actor) => addAction(trx, actor, eventId, { what, ownerPostId: staff[owner].postId, dueOn: daysAgo(-dueIn) }, { at: after }));
    if (doneAgo !== undefined) await plant.as(staff[owner], (trx, actor) => doAction(trx, actor, eventId, actionId, { at: ago(doneAgo) }));
  }
  for (const text of learned) await plant.as(host, (trx, actor) => addLearning(trx, actor, { onDate: dayAt(until), text, eventId }, { at: after }));
}

/** Whoever hosts comes without having been asked. */
async function comesAlong(plant: Planting, who: Planted, eventId: string, from: Date): Promise<string> {
  await plant.as(who, (trx, actor) => answerInvitation(trx, actor, eventId, { says: "going" }, { at: notToCome(from.getTime() - 3_600_000) }));
  return (await plant.as(who, (trx) => inviteesOf(trx, eventId))).get(who.postId) ?? "";
}

async function inviteesOf(trx: Database, eventId: string): Promise<Map<string, string>> {
  const rows = await trx.selectFrom("event_invitee").where("event_id", "=", eventId).where("ended_at", "is", null).select(["id", "invited_post_id as postId"]).execute();
  return new Map(rows.flatMap(({ id, postId }) => (postId ? [[postId, id] as const] : [])));
}

async function onEach<S extends string>(trx: Database, eventId: string, says: readonly S[]) {
  const options = await trx.selectFrom("event_option").where("event_id", "=", eventId).orderBy("starts_at").select("id").execute();
  return options.flatMap(({ id }, index) => (says[index] ? [{ optionId: id, says: says[index] }] : []));
}

async function plantLearning({ plant, staff }: Around, { by, ago: days, text }: LearningStory): Promise<void> {
  await plant.as(staff[by], (trx, actor) => addLearning(trx, actor, { onDate: daysAgo(days), text }, { at: ago(days) }));
}

async function gapSaying(trx: Database, sentence: string): Promise<string> {
  return (await trx.selectFrom("gap").where("sentence", "=", sentence).select("id").executeTakeFirstOrThrow()).id;
}

function tieOf({ organisations }: Around, tie: EventStory["bornOfTie"]) {
  return tie && { kind: "tie", organisationId: organisations[tie[0]], otherId: organisations[tie[1]] };
}

const notToCome = (at: number) => new Date(Math.min(at, Date.now() - 60_000));

function daysFrom(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** "now" begins with the hour that comes, between nine and eight. */
function timesOf({ in: days, from, until }: Moment) {
  if (days !== "now") return { date: weekday(days), from, until };
  const hour = Math.min(20, Math.max(9, Number(new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", hour: "2-digit", hour12: false }).format(new Date())) + 1));
  return { date: daysAgo(0), from: `${String(hour).padStart(2, "0")}:00`, until: `${hour + 2}:00` };
}
