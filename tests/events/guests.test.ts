import { describe, expect, test } from "vitest";
import { answerInvitation, cancelEvent, chooseOption, guestAnswers, guestLeaves, guestPage, guestVotes, inviteGuest, renewGuestLink, takeOffList, type NewGuest } from "~/features/events/commands.server";
import { holdEvent } from "~/features/events/access.server";
import { asking } from "~db/client";
import { sql } from "kysely";
import { lockWaits } from "../support/moments";
import { eventually } from "../support/wait";
import { baseUrl, houseOfEvents, inDays, soon } from "./scene";

const set = houseOfEvents();
const { as, plans } = set;
const options = [soon, { ...soon, date: inDays(31) }];
let made = 0;
const guest = (more: Partial<NewGuest> = {}): NewGuest => ({ name: "Dr Isla Moir", email: `isla.${made++}@gp.example`, organisation: "Castle Street Surgery", title: "GP", role: "practice", ...more });
const asksGuest = (eventId: string, more: Partial<NewGuest> = {}) => as(set.cast.bashir, (trx, bashir) => inviteGuest(trx, bashir, eventId, guest(more), { baseUrl }));
const linkOf = async (eventId: string, more: Partial<NewGuest> = {}) => (await asksGuest(eventId, more)).token ?? "";
const lettersTo = (email: string) => set.house.admin`select kind, subject, body, calendar from mail where to_address = ${email} order by created_at`;

describe("a guest without an account", () => {
  test("gets a letter with a link of their own, and reads the event by it", async () => {
    const eventId = await plans(set.cast.bashir, { purpose: "So that referrals reach us", access: "Step-free", capacity: 8 });
    const { token, inviteeId } = await asksGuest(eventId, { email: " Isla@GP.example " });
    const [letter] = await lettersTo("isla@gp.example");
    expect(letter).toMatchObject({ kind: "guest", subject: "Meet the Food Hub: will you come?" });
    expect(letter?.body).toContain(`${baseUrl}/rsvp/${token}`);
    expect(letter?.calendar).toContain("BEGIN:VEVENT");
    await as(set.cast.aileen, (trx, aileen) => answerInvitation(trx, aileen, eventId, { says: "going" }));
    expect(await guestPage(set.house.db, token ?? "")).toMatchObject({ eventId, inviteeId, name: "Dr Isla Moir", title: "Meet the Food Hub", purpose: "So that referrals reach us", access: "Step-free", state: "set", going: 1, capacity: 8, answer: null, left: false, over: false, by: "Bashir Khan", organisation: "Quayside Food Hub" });
  });

  test("reads nothing of other guests but how many, and PostgreSQL shows them no row", async () => {
    const eventId = await plans(set.cast.bashir, { times: undefined, options });
    const [mine, theirs] = [await linkOf(eventId), await linkOf(eventId, { name: "Other Oban", email: "other@gp.example" })];
    const [first] = (await guestPage(set.house.db, theirs)).options;
    await guestVotes(set.house.db, theirs, [{ optionId: first?.id ?? "", says: "yes" }]);
    const page = await guestPage(set.house.db, mine);
    expect(page.options.map(({ says, yes }) => [says, yes])).toEqual([[null, 1], [null, 0]]);
    expect(JSON.stringify(page)).not.toMatch(/Oban|other@gp|@/);
    const rows = await asking(set.house.db, { presented: mine }, (trx) => sql`select 1 from event_invitee union all select 1 from learning_event union all select 1 from event_vote`.execute(trx));
    expect(rows.rows).toEqual([]);
  });

  test("says which dates suit, and once the date is set whether they come; the last answer stands", async () => {
    const eventId = await plans(set.cast.bashir, { times: undefined, options });
    const link = await linkOf(eventId);
    const [first, second] = (await guestPage(set.house.db, link)).options;
    await guestVotes(set.house.db, link, [{ optionId: first?.id ?? "", says: "no" }, { optionId: second?.id ?? "", says: "yes" }]);
    await guestVotes(set.house.db, link, [{ optionId: first?.id ?? "", says: "if_need_be" }]);
    await expect(guestAnswers(set.house.db, link, { says: "going" })).rejects.toMatchObject({ code: "conflict", message: "The date is not set yet. Say which dates suit you." });
    expect((await guestPage(set.house.db, link)).options.map(({ says }) => says)).toEqual(["if_need_be", "yes"]);
    await as(set.cast.bashir, (trx, bashir) => chooseOption(trx, bashir, eventId, { optionId: second?.id ?? "", version: 1 }));
    await expect(guestVotes(set.house.db, link, [{ optionId: first?.id ?? "", says: "yes" }])).rejects.toMatchObject({ code: "conflict", message: "These dates are not open any more. Look again." });
    await guestAnswers(set.house.db, link, { says: "cant", whyNot: "clinic", line: "Thursdays" });
    expect((await guestPage(set.house.db, link)).answer).toMatchObject({ says: "cant", whyNot: "clinic", line: "Thursdays" });
    await guestAnswers(set.house.db, link, { says: "going" });
    await guestAnswers(set.house.db, link, { says: "going" });
    expect((await guestPage(set.house.db, link)).answer).toMatchObject({ says: "going", place: "in" });
  });

  test("waits like everybody else, and has the place when one is free", async () => {
    const eventId = await plans(set.cast.bashir, { capacity: 1 });
    const link = await linkOf(eventId);
    await as(set.cast.aileen, (trx, aileen) => answerInvitation(trx, aileen, eventId, { says: "going" }));
    await guestAnswers(set.house.db, link, { says: "going" });
    expect((await guestPage(set.house.db, link)).answer).toMatchObject({ place: "waiting", waitingNumber: 1 });
    await as(set.cast.aileen, (trx, aileen) => answerInvitation(trx, aileen, eventId, { says: "maybe" }));
    expect((await guestPage(set.house.db, link)).answer).toMatchObject({ place: "in", waitingNumber: null });
  });

  test("presses with others at once for the last place: one is in, and the others wait in one line", async () => {
    const eventId = await plans(set.cast.bashir, { capacity: 1 });
    const links: string[] = [];
    for (let count = 0; count < 6; count += 1) links.push(await linkOf(eventId));
    await Promise.all(links.flatMap((link) => [guestAnswers(set.house.db, link, { says: "going" }), guestAnswers(set.house.db, link, { says: "going" })]));
    const answers = await Promise.all(links.map(async (link) => (await guestPage(set.house.db, link)).answer));
    expect(answers.map((answer) => answer?.waitingNumber ?? 0).toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(answers.filter((answer) => answer?.place === "in")).toHaveLength(1);
  });

  test("answers or leaves in the very moment in which somebody takes them off, and is told so: neither waits for the other", async () => {
    const eventId = await plans(set.cast.bashir, { capacity: 2 });
    for (const own of [guestLeaves, (...[db, token]: Parameters<typeof guestLeaves>) => guestAnswers(db, token, { says: "going" })]) {
      const { token, inviteeId } = await asksGuest(eventId);
      let said: Promise<unknown> = Promise.resolve();
      await as(set.cast.bashir, async (trx, bashir) => {
        await holdEvent(trx, eventId);
        said = own(set.house.db, token ?? "").catch((reason: { code?: string }) => reason.code ?? String(reason));
        await eventually(async () => (await lockWaits(set.house)) > 0, "the guest to wait for the event");
        await takeOffList(trx, bashir, eventId, inviteeId ?? "");
      });
      expect(await said).toBe("conflict");
      expect(await guestPage(set.house.db, token ?? "")).toMatchObject({ left: true, answer: null });
    }
  });

  test("takes themselves off the list: their address goes, their place goes on, their link says so", async () => {
    const eventId = await plans(set.cast.bashir, { capacity: 1 });
    const link = await linkOf(eventId, { email: "leaves@gp.example" });
    await guestAnswers(set.house.db, link, { says: "going" });
    await as(set.cast.rec, (trx, rec) => answerInvitation(trx, rec, eventId, { says: "going" }));
    await guestLeaves(set.house.db, link);
    expect(await set.news(set.cast.rec, eventId)).toEqual(["event.place"]);
    expect(await guestPage(set.house.db, link)).toMatchObject({ left: true, answer: null });
    expect(await set.house.admin`select 1 from event_invitee where guest_email = 'leaves@gp.example'`).toEqual([]);
    const over = { code: "conflict", message: "You are not on this list any more. Ask whoever invited you for a new link." };
    await expect(guestAnswers(set.house.db, link, { says: "going" })).rejects.toMatchObject(over);
    await expect(guestLeaves(set.house.db, link)).rejects.toMatchObject(over);
  });

  test("with a link nobody was sent, or one that was renewed, finds nothing", async () => {
    const eventId = await plans(set.cast.bashir);
    const { token, inviteeId } = await asksGuest(eventId);
    await expect(as(set.cast.amir, (trx, amir) => renewGuestLink(trx, amir, eventId, inviteeId ?? "", { baseUrl }))).rejects.toMatchObject({ code: "not_found" });
    const renewed = await as(set.cast.sana, (trx, sana) => renewGuestLink(trx, sana, eventId, inviteeId ?? "", { baseUrl }));
    expect((await guestPage(set.house.db, renewed.token)).inviteeId).toBe(inviteeId);
    const [row] = await set.house.admin`select token_hash from event_invitee where id = ${inviteeId ?? ""}`;
    for (const forged of [token ?? "", String(row?.token_hash), "", "x", "'; drop table event_invitee --"]) {
      await expect(guestPage(set.house.db, forged)).rejects.toMatchObject({ code: "not_found" });
      await expect(guestAnswers(set.house.db, forged, { says: "going" })).rejects.toMatchObject({ code: "not_found" });
      await expect(guestLeaves(set.house.db, forged)).rejects.toMatchObject({ code: "not_found" });
    }
  });

  test("hears that it was cancelled, or is over", async () => {
    const eventId = await plans(set.cast.bashir);
    const link = await linkOf(eventId);
    await as(set.cast.bashir, (trx, bashir) => cancelEvent(trx, bashir, eventId));
    expect((await guestPage(set.house.db, link)).state).toBe("cancelled");
    await expect(guestAnswers(set.house.db, link, { says: "going" })).rejects.toMatchObject({ message: "This event was cancelled." });
    const gone = await plans(set.cast.bashir);
    const late = await linkOf(gone);
    await set.begins(gone, 5);
    expect((await guestPage(set.house.db, late)).over).toBe(true);
    await expect(guestAnswers(set.house.db, late, { says: "going" })).rejects.toMatchObject({ message: "This event has been and gone." });
  });

  test("votes on no date of another event, and says nothing that is no answer", async () => {
    const link = await linkOf(await plans(set.cast.bashir, { times: undefined, options }));
    const [other] = (await guestPage(set.house.db, await linkOf(await plans(set.cast.bashir, { times: undefined, options })))).options;
    await expect(guestVotes(set.house.db, link, [{ optionId: other?.id ?? "", says: "yes" }])).rejects.toMatchObject({ code: "conflict" });
    await expect(guestVotes(set.house.db, link, [{ optionId: "x", says: "yes" }])).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(guestVotes(set.house.db, link, [{ optionId: other?.id ?? "", says: "maybe" }])).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(guestAnswers(set.house.db, link, { says: "sure" })).rejects.toMatchObject({ code: "wrong_entry" });
  });
});

describe("asking a guest", () => {
  test("keeps a script in their name as the letters it is, in the letter too", async () => {
    const eventId = await plans(set.cast.bashir);
    const name = `<script>alert("Isla")</script>\n\u202eX`;
    const link = await linkOf(eventId, { name, email: "script@gp.example" });
    const kept = `<script>alert("Isla")</script> X`;
    expect((await guestPage(set.house.db, link)).name).toBe(kept);
    const [letter] = await lettersTo("script@gp.example");
    expect(letter?.body).toContain(`Hello ${kept},`);
  });

  test("who has an account asks their post, as every colleague is asked", async () => {
    const eventId = await plans(set.cast.bashir);
    expect(await asksGuest(eventId, { email: set.cast.rec.email })).toEqual({ inviteeId: null, token: null });
    expect(await set.news(set.cast.rec, eventId)).toEqual(["event.invited"]);
    expect(await lettersTo(set.cast.rec.email).then((letters) => letters.filter(({ kind }) => kind === "guest"))).toEqual([]);
  });

  test.each<[string, Partial<NewGuest>]>([
    ["name", { name: " " }],
    ["name", { name: "x".repeat(121) }],
    ["email", { email: "isla" }],
    ["email", { email: "isla@gp.example\nBcc: all@example.test" }],
    ["role", { role: "king" }],
    ["organisation", { organisation: "x".repeat(161) }],
  ])("with a wrong %s gets a sentence, and no letter leaves", async (field, wrong) => {
    const eventId = await plans(set.cast.bashir);
    const before = await set.house.admin`select count(*) from mail`;
    await expect(asksGuest(eventId, wrong)).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.stringMatching(/\.$/)] } });
    expect(await set.house.admin`select count(*) from mail`).toEqual(before);
  });

  test("once is enough, and only planners ask; nobody reads an address but they", async () => {
    const eventId = await plans(set.cast.bashir);
    await asksGuest(eventId, { email: "twice@gp.example" });
    await expect(asksGuest(eventId, { email: "TWICE@gp.example" })).rejects.toMatchObject({ code: "conflict", message: "They are on the list already." });
    await expect(as(set.cast.amir, (trx, amir) => inviteGuest(trx, amir, eventId, guest(), { baseUrl }))).rejects.toMatchObject({ code: "not_found" });
    await expect(as(set.cast.bashir, (trx) => sql`select guest_email from event_invitee`.execute(trx))).rejects.toMatchObject({ code: "42501" });
    await expect(as(set.cast.bashir, (trx) => sql`select token_hash from event_invitee`.execute(trx))).rejects.toMatchObject({ code: "42501" });
    const addresses = (who: typeof set.cast.amir) => as(who, async (trx) => (await sql`select email from app.event_addresses(${eventId})`.execute(trx)).rows);
    expect(await addresses(set.cast.sana)).toEqual([{ email: "twice@gp.example" }]);
    expect(await addresses(set.cast.amir)).toEqual([]);
  });
});
