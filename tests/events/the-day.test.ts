import { describe, expect, test } from "vitest";
import { addAction, addJob, addLearning, answerInvitation, cancelEvent, changeAction, closeSignIn, doAction, doJob, doorPage, giveJob, invite, inviteGuest, learningLog, markPresent, openSignIn, putBackJob, removeAction, removeJob, sendRecap, signInAsMyself, signInHere, takeBackLearning, takeBackPresence, takeJob, walkIn, type NewAction, type NewLearning } from "~/features/events/commands.server";
import { waitingNews } from "~/features/inbox/news.server";
import { markDone } from "~/features/inbox/seen.server";
import { asking } from "~db/client";
import { sql } from "kysely";
import type { Actor } from "~/shared/actor";
import { dayAt } from "~/shared/zoned";
import { baseUrl, houseOfEvents, inDays } from "./scene";

const set = houseOfEvents();
const { as, plans } = set;
const asks = (eventId: string, ...posts: string[]) => as(set.cast.bashir, (trx, bashir) => invite(trx, bashir, eventId, { by: "post", postIds: posts }));
const inviteeOf = async (eventId: string, actor: Actor) => String((await set.house.admin`select id from event_invitee where event_id = ${eventId} and invited_post_id = ${actor.seat?.postId ?? ""} and ended_at is null`)[0]?.id);
const there = async (eventId: string) =>
  (await set.house.admin`select coalesce(v.guest_name, c.name) as name, p.how from event_presence p join event_invitee v on v.id = p.invitee_id
    left join tenure t on t.post_id = v.invited_post_id left join account c on c.id = t.account_id where p.event_id = ${eventId} and p.ended_at is null order by 1`).map(({ name, how }) => `${name} ${how}`);

describe("jobs", () => {
  const adds = (eventId: string, what: string, ownerPostId?: string) => as(set.cast.aileen, (trx, aileen) => addJob(trx, aileen, eventId, { what, ownerPostId })).then(({ jobId }) => jobId);
  const job = async (jobId: string) => (await set.house.admin`select owner_post_id as owner, done_at is not null as done, ended_at is not null as gone from event_job where id = ${jobId}`)[0];

  test("are added by anybody who acts, taken, given, done and undone; the owner is told", async () => {
    const eventId = await plans(set.cast.bashir);
    const jobId = await adds(eventId, "Open the hall", set.cast.posts.rec);
    expect(await set.news(set.cast.rec, eventId)).toEqual(["event.job"]);
    await expect(as(set.cast.amir, (trx, amir) => takeJob(trx, amir, eventId, jobId))).rejects.toMatchObject({ code: "conflict" });
    await expect(as(set.cast.amir, (trx, amir) => giveJob(trx, amir, eventId, jobId, null))).rejects.toMatchObject({ code: "not_found" });
    await as(set.cast.rec, (trx, rec) => giveJob(trx, rec, eventId, jobId, null));
    expect(await set.news(set.cast.rec, eventId)).toEqual([]);
    await as(set.cast.amir, (trx, amir) => takeJob(trx, amir, eventId, jobId));
    await as(set.cast.amir, (trx, amir) => takeJob(trx, amir, eventId, jobId));
    await as(set.cast.vol, (trx, vol) => doJob(trx, vol, eventId, jobId));
    expect(await job(jobId)).toMatchObject({ owner: set.cast.posts.amir, done: true });
    await as(set.cast.amir, (trx, amir) => doJob(trx, amir, eventId, jobId, { done: false }));
    await as(set.cast.bashir, (trx, bashir) => giveJob(trx, bashir, eventId, jobId, set.cast.posts.vol));
    expect(await set.news(set.cast.vol, eventId)).toEqual(["event.job"]);
    await as(set.cast.bashir, (trx, bashir) => removeJob(trx, bashir, eventId, jobId));
    expect(await job(jobId)).toMatchObject({ gone: true });
    expect(await set.news(set.cast.vol, eventId)).toEqual([]);
  });

  test("that were taken off are put back as they were, by whoever took them off or plans, and by nobody else", async () => {
    const eventId = await plans(set.cast.bashir);
    const jobId = await adds(eventId, "Bring the tea", set.cast.posts.amir);
    const putBack = (who: Actor) => as(who, (trx) => putBackJob(trx, who, eventId, jobId));
    await expect(putBack(set.cast.bashir)).rejects.toMatchObject({ code: "not_found" });
    await as(set.cast.amir, (trx, amir) => removeJob(trx, amir, eventId, jobId));
    for (const who of [set.cast.rec, set.cast.com]) await expect(putBack(who)).rejects.toMatchObject({ code: "not_found" });
    await putBack(set.cast.amir);
    expect(await job(jobId)).toMatchObject({ owner: set.cast.posts.amir, gone: false });
    await as(set.cast.amir, (trx, amir) => removeJob(trx, amir, eventId, jobId));
    await putBack(set.cast.bashir);
    expect(await job(jobId)).toMatchObject({ gone: false });
  });

  test("of two who take one at once, one has it", async () => {
    const eventId = await plans(set.cast.bashir);
    const jobId = await adds(eventId, "Tea");
    const outcomes = await Promise.allSettled([set.cast.rec, set.cast.amir, set.cast.vol].map((one) => as(one, (trx) => takeJob(trx, one, eventId, jobId))));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  });

  test("want words, an owner who is there, and an event", async () => {
    const eventId = await plans(set.cast.bashir);
    await expect(adds(eventId, " ")).rejects.toMatchObject({ code: "wrong_entry", fields: { what: [expect.any(String)] } });
    await expect(adds(eventId, "Tea", set.cast.posts.com)).rejects.toMatchObject({ code: "wrong_entry", fields: { owner: [expect.any(String)] } });
    await expect(adds("x", "Tea")).rejects.toMatchObject({ code: "not_found" });
    await expect(as(set.cast.com, (trx, com) => addJob(trx, com, eventId, { what: "Tea" }))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("on the day", () => {
  test("names are ticked by planners or for oneself, taken back, and not before an hour ahead", async () => {
    const eventId = await plans(set.cast.bashir);
    await asks(eventId, set.cast.posts.rec, set.cast.posts.aileen);
    const [rec, aileen] = [await inviteeOf(eventId, set.cast.rec), await inviteeOf(eventId, set.cast.aileen)];
    await expect(as(set.cast.bashir, (trx, bashir) => markPresent(trx, bashir, eventId, rec))).rejects.toMatchObject({ code: "conflict", message: "Names can be ticked from an hour before it begins." });
    await set.begins(eventId);
    await expect(as(set.cast.amir, (trx, amir) => markPresent(trx, amir, eventId, rec))).rejects.toMatchObject({ code: "not_found" });
    for (const who of [set.cast.bashir, set.cast.sana, set.cast.rec]) await as(who, (trx) => markPresent(trx, who, eventId, rec));
    await as(set.cast.aileen, (trx, self) => markPresent(trx, self, eventId, aileen));
    await as(set.cast.bashir, (trx, bashir) => walkIn(trx, bashir, eventId, { name: "Moira Dunn", organisation: "The library", role: "other" }));
    expect(await there(eventId)).toEqual(["Aileen Murray ticked", "Moira Dunn ticked", "Rec Burns ticked"]);
    await as(set.cast.bashir, (trx, bashir) => takeBackPresence(trx, bashir, eventId, rec));
    expect(await there(eventId)).toEqual(["Aileen Murray ticked", "Moira Dunn ticked"]);
    await expect(as(set.cast.amir, (trx, amir) => walkIn(trx, amir, eventId, { name: "Slipped In" }))).rejects.toMatchObject({ code: "not_found" });
    const forged = { id: crypto.randomUUID(), event_id: eventId, invitee_id: rec, how: "ticked", account_id: set.cast.amir.accountId };
    await expect(as(set.cast.amir, (trx) => trx.insertInto("event_presence").values(forged).execute())).rejects.toMatchObject({ code: "42501" });
  });

  test("a phone held to the host's screen signs in: a name that was asked is that person, any other walked in", async () => {
    const eventId = await plans(set.cast.bashir);
    await asks(eventId, set.cast.posts.rec);
    await as(set.cast.bashir, (trx, bashir) => inviteGuest(trx, bashir, eventId, { name: "Isla Moir", email: "isla.moir@gp.example" }, { baseUrl }));
    const { secret } = await as(set.cast.bashir, (trx, bashir) => openSignIn(trx, bashir, eventId));
    expect(await doorPage(set.house.db, secret)).toMatchObject({ eventId, title: "Meet the Food Hub", stands: "early" });
    await expect(signInHere(set.house.db, secret, { name: "Isla Moir" })).rejects.toMatchObject({ code: "conflict", message: "Sign-in opens an hour before it begins." });
    await set.begins(eventId);
    expect(await signInHere(set.house.db, secret, { name: " isla  MOIR " })).toEqual({ known: true });
    expect(await signInHere(set.house.db, secret, { name: "Isla Moir" })).toEqual({ known: true });
    expect(await signInHere(set.house.db, secret, { name: "<b>Ned</b>", organisation: "The bank", role: "other" })).toEqual({ known: false });
    expect(await signInHere(set.house.db, secret, { name: "<b>Ned</b>" })).toEqual({ known: true });
    await as(set.cast.amir, (trx, amir) => signInAsMyself(trx, amir, secret));
    await as(set.cast.rec, (trx, rec) => signInAsMyself(trx, rec, secret));
    expect(await there(eventId)).toEqual(["<b>Ned</b> phone", "Amir Rose phone", "Isla Moir phone", "Rec Burns phone"]);
    await expect(signInHere(set.house.db, secret, { name: " " })).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(as(set.cast.com, (trx, com) => signInAsMyself(trx, com, secret))).rejects.toMatchObject({ code: "not_found" });
  });

  test("a code that is forged, closed or three hours old opens nothing", async () => {
    const eventId = await plans(set.cast.bashir);
    await expect(as(set.cast.amir, (trx, amir) => openSignIn(trx, amir, eventId))).rejects.toMatchObject({ code: "not_found" });
    const { secret } = await as(set.cast.bashir, (trx, bashir) => openSignIn(trx, bashir, eventId));
    await set.begins(eventId, 6);
    const over = { code: "conflict", message: "This sign-in is closed. Ask whoever hosts to tick your name." };
    await expect(signInHere(set.house.db, secret, { name: "Late" })).rejects.toMatchObject(over);
    await set.begins(eventId);
    await signInHere(set.house.db, secret, { name: "In time" });
    await as(set.cast.bashir, (trx, bashir) => closeSignIn(trx, bashir, eventId));
    await expect(signInHere(set.house.db, secret, { name: "Too late" })).rejects.toMatchObject(over);
    await expect(as(set.cast.rec, (trx, rec) => signInAsMyself(trx, rec, secret))).rejects.toMatchObject(over);
    for (const forged of ["", "x", "'; drop table event_door --"]) await expect(doorPage(set.house.db, forged)).rejects.toMatchObject({ code: "not_found" });
    await expect(as(set.cast.bashir, (trx) => sql`select secret_hash from event_door`.execute(trx))).rejects.toMatchObject({ code: "42501" });
  });

  test("the same name from two phones at once is one person", async () => {
    const eventId = await plans(set.cast.bashir);
    const { secret } = await as(set.cast.bashir, (trx, bashir) => openSignIn(trx, bashir, eventId));
    await set.begins(eventId);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => signInHere(set.house.db, secret, { name: "Twin Tay" })));
    expect(outcomes.filter(({ known }) => !known)).toHaveLength(1);
    expect(await there(eventId)).toEqual(["Twin Tay phone"]);
  });
});

describe("afterwards", () => {
  const agrees = (actor: Actor, eventId: string, more: Partial<NewAction> = {}) => as(actor, (trx) => addAction(trx, actor, eventId, { what: "Send the referral form", ownerPostId: set.cast.posts.rec, dueOn: inDays(2), ...more })).then(({ actionId }) => actionId);
  const waits = async (actor: Actor) => (await as(actor, (trx) => waitingNews(trx, actor))).items.filter(({ kind }) => kind === "event.action");

  test("the recap goes to everybody who was asked and was not there, and to nobody who was", async () => {
    const eventId = await plans(set.cast.bashir);
    await asks(eventId, set.cast.posts.rec, set.cast.posts.aileen, set.cast.posts.amir);
    await as(set.cast.rec, (trx, rec) => answerInvitation(trx, rec, eventId, { says: "cant", whyNot: "clinic" }));
    for (const name of ["Was There", "Was Not"]) await as(set.cast.bashir, (trx, bashir) => inviteGuest(trx, bashir, eventId, { name, email: `${name.toLowerCase().replace(" ", ".")}@gp.example` }, { baseUrl }));
    const send = (actor: Actor, text = "Coffee first.\n\nThen the referral form.") => as(actor, (trx) => sendRecap(trx, actor, eventId, { text }));
    await expect(send(set.cast.bashir)).rejects.toMatchObject({ code: "conflict", message: "A recap is sent once the event has begun." });
    await set.begins(eventId);
    const { secret } = await as(set.cast.bashir, (trx, bashir) => openSignIn(trx, bashir, eventId));
    await signInHere(set.house.db, secret, { name: "Was There" });
    await as(set.cast.aileen, (trx, aileen) => signInAsMyself(trx, aileen, secret));
    await expect(send(set.cast.amir)).rejects.toMatchObject({ code: "not_found" });
    await expect(send(set.cast.bashir, " ")).rejects.toMatchObject({ code: "wrong_entry" });
    expect(await send(set.cast.bashir)).toMatchObject({ posts: 2, guests: 1 });
    expect(await set.news(set.cast.rec, eventId)).toContain("event.recap");
    expect(await set.news(set.cast.aileen, eventId)).not.toContain("event.recap");
    const letters = await set.house.admin`select to_address, body from mail where kind = 'event' and about = ${eventId}`;
    expect(letters).toMatchObject([{ to_address: "was.not@gp.example", body: expect.stringContaining("Coffee first.\n\nThen the referral form.") }]);
    const [recap] = await set.house.admin`select text from event_recap where event_id = ${eventId}`;
    expect(recap?.text).toBe("Coffee first.\n\nThen the referral form.");
  });

  test("what was agreed waits for its owner until it is done, comes back on its day, and is gone when done", async () => {
    const eventId = await plans(set.cast.bashir);
    const actionId = await agrees(set.cast.bashir, eventId, { dueOn: inDays(0) });
    const [item] = await waits(set.cast.rec);
    expect(item).toMatchObject({ verb: "Check", words: "Meet the Food Hub", to: `/diary/events/${eventId}` });
    await as(set.cast.rec, (trx, rec) => markDone(trx, rec, item?.id ?? ""));
    expect(await waits(set.cast.rec)).toEqual([]);
    const remind = () => asking(set.house.db, { duty: "diary" }, (trx) => sql<{ n: number }>`select app.remind_of_actions() as n`.execute(trx)).then(({ rows }) => rows[0]?.n);
    await set.house.admin`update inbox_item set at = now() - interval '30 days' where event_id = ${eventId}`;
    expect(await remind()).toBe(1);
    expect(await remind()).toBe(0);
    expect(await waits(set.cast.rec)).toHaveLength(1);
    await as(set.cast.rec, (trx, rec) => doAction(trx, rec, eventId, actionId));
    expect(await waits(set.cast.rec)).toEqual([]);
    expect(await remind()).toBe(0);
    expect(await as(set.cast.rec, async (trx) => (await sql<{ n: number }>`select app.remind_of_actions() as n`.execute(trx)).rows[0]?.n)).toBe(0);
  });

  test("an action is somebody's own to take on, and a planner's to give, change and take away", async () => {
    const eventId = await plans(set.cast.bashir);
    await expect(agrees(set.cast.amir, eventId)).rejects.toMatchObject({ code: "not_found" });
    const own = await agrees(set.cast.amir, eventId, { ownerPostId: set.cast.posts.amir });
    await expect(as(set.cast.rec, (trx, rec) => doAction(trx, rec, eventId, own))).rejects.toMatchObject({ code: "not_found" });
    await as(set.cast.bashir, (trx, bashir) => changeAction(trx, bashir, eventId, own, { what: "Ring the surgery", ownerPostId: set.cast.posts.vol }));
    expect(await set.news(set.cast.vol, eventId)).toEqual(["event.action"]);
    await as(set.cast.vol, (trx, vol) => removeAction(trx, vol, eventId, own));
    expect(await set.news(set.cast.vol, eventId)).toEqual([]);
    const row = { id: crypto.randomUUID(), event_id: eventId, what: "Slipped in", owner_post_id: set.cast.posts.rec, account_id: set.cast.amir.accountId, post_id: set.cast.posts.amir, organisation_id: set.cast.organisations.advice };
    await expect(as(set.cast.amir, (trx) => trx.insertInto("event_action").values(row).execute())).rejects.toMatchObject({ code: "42501" });
  });

  test.each<[string, Partial<NewAction>]>([
    ["what", { what: "" }],
    ["what", { what: "x".repeat(301) }],
    ["owner", { ownerPostId: "" }],
    ["dueOn", { dueOn: "2026-02-30" }],
  ])("an action with a wrong %s gets a sentence beside the field", async (field, wrong) => {
    const eventId = await plans(set.cast.bashir);
    await expect(agrees(set.cast.bashir, eventId, wrong)).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.stringMatching(/\.$/)] } });
  });

  test("a cancelled event's jobs wait for nobody", async () => {
    const eventId = await plans(set.cast.bashir);
    await as(set.cast.bashir, (trx, bashir) => addJob(trx, bashir, eventId, { what: "Tea", ownerPostId: set.cast.posts.rec }));
    await as(set.cast.bashir, (trx, bashir) => cancelEvent(trx, bashir, eventId));
    expect(await set.news(set.cast.rec, eventId)).toEqual([]);
  });
});

describe("the learning log", () => {
  const learns = (actor: Actor, text: string, more: Partial<NewLearning> = {}) => as(actor, (trx) => addLearning(trx, actor, { onDate: dayAt(new Date()), text, ...more })).then(({ entryId }) => entryId);
  const found = async (filter: Parameters<typeof learningLog>[2] = {}, actor: Actor = set.cast.vol) => (await as(actor, (trx) => learningLog(trx, actor, filter))).entries.map(({ text }) => text);

  test("is dated, by everybody who acts, and found by its words, its organisation and its days", async () => {
    const eventId = await plans(set.cast.bashir);
    await learns(set.cast.rec, "Receptionists hear it first: referrals start at the desk.", { onDate: inDays(-10), eventId });
    await learns(set.cast.aileen, "A walk together says more than a leaflet.", { onDate: inDays(-3) });
    expect(await found()).toEqual(["A walk together says more than a leaflet.", "Receptionists hear it first: referrals start at the desk."]);
    expect(await found({ words: "referral" })).toEqual(["Receptionists hear it first: referrals start at the desk."]);
    expect(await found({ words: "leafl" })).toEqual(["A walk together says more than a leaflet."]);
    expect(await found({ organisationId: set.cast.organisations.practice })).toHaveLength(1);
    expect(await found({ from: inDays(-5) })).toHaveLength(1);
    expect(await found({ until: inDays(-5) })).toHaveLength(1);
    for (const words of ["100%", "_", "\\", "'; drop table learning_entry --", "\"and or -", "(((", "x".repeat(5_000)]) expect(await found({ words })).toEqual([]);
    expect((await as(set.cast.vol, (trx, vol) => learningLog(trx, vol, { words: "desk" }))).entries).toMatchObject([{ event: "Meet the Food Hub", by: "Rec Burns", organisation: "Pier Road Practice", onDate: inDays(-10) }]);
    await expect(found({}, set.cast.com)).rejects.toMatchObject({ code: "not_found" });
  });

  test("an entry is taken back by its post or a facilitator, and found no more", async () => {
    const entryId = await learns(set.cast.amir, "Unicorns are rare");
    await expect(as(set.cast.rec, (trx, rec) => takeBackLearning(trx, rec, entryId))).rejects.toMatchObject({ code: "not_found" });
    await as(set.cast.fay, (trx, fay) => takeBackLearning(trx, fay, entryId));
    expect(await found({ words: "unicorns" })).toEqual([]);
  });

  test.each<[string, Partial<NewLearning>]>([
    ["onDate", { onDate: "yesterday" }],
    ["onDate", { onDate: inDays(1) }],
    ["text", { text: " " }],
    ["text", { text: "x".repeat(801) }],
  ])("with a wrong %s gets a sentence beside the field", async (field, wrong) => {
    await expect(learns(set.cast.rec, "Fine", wrong)).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.stringMatching(/\.$/)] } });
  });
});
