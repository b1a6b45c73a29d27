import { describe, expect, test } from "vitest";
import { actHere, herePage } from "~/features/events/day/here.server";
import { actOnDay } from "~/features/events/day/day-acts.server";
import { dayPage, heldCode } from "~/features/events/day/day-page.server";
import { doorCookie, doorFrom } from "~/features/events/day/door-cookie";
import { answerInvitation, cancelEvent, invite } from "~/features/events/commands.server";
import { eventTabs } from "~/features/events/pages/page/tabs";
import type { Actor } from "~/shared/actor";
import { baseUrl, houseOfEvents, inDays, soon } from "./scene";

const set = houseOfEvents();
const { as } = set;

/** An event of Bashir's that is going on; Rec, Amir and Aileen are asked, and Rec said going. */
async function going(): Promise<string> {
  const { bashir, rec, amir, aileen } = set.cast;
  const eventId = await set.plans(bashir);
  await as(bashir, (trx) => invite(trx, bashir, eventId, { by: "person", postIds: [rec, amir, aileen].map((one) => one.seat?.postId ?? "") }));
  await as(rec, (trx) => answerInvitation(trx, rec, eventId, { says: "going" }));
  await set.begins(eventId);
  return eventId;
}
const page = (eventId: string, actor: Actor = set.cast.bashir) => as(actor, (trx) => dayPage(trx, actor, eventId, new Date()));
const does = (actor: Actor, eventId: string, form: Record<string, string>) => as(actor, (trx) => actOnDay(trx, actor, eventId, (name) => form[name] ?? ""));
const code = async (eventId: string) => (await does(set.cast.bashir, eventId, { intent: "code" })).secret ?? "";
const types = (secret: string, form: Record<string, string>, actor?: Actor) => actHere(set.house.db, actor, secret, (name) => ({ intent: "name", ...form })[name] ?? "");
const taps = (secret: string, actor: Actor | undefined, intent = "me") => types(secret, { intent }, actor);
const reads = (secret: string, actor?: Actor) => herePage(set.house.db, actor, secret);
const present = async (eventId: string) => (await page(eventId)).people.filter(({ at }) => at).map(({ name }) => name).toSorted();

describe("the host's screen", () => {
  test("lists who was asked, those who said going first, and counts who is there as names are ticked", async () => {
    const eventId = await going();
    const before = await page(eventId);
    expect(before).toMatchObject({ here: 0, going: 1, isPlanner: true, isOpen: true });
    expect(before.people.map(({ name }) => name)).toEqual(["Rec Burns", "Aileen Murray", "Amir Rose"]);
    const amir = before.people[2]?.id ?? "";
    await does(set.cast.bashir, eventId, { intent: "tick", invitee: amir });
    await does(set.cast.bashir, eventId, { intent: "tick", invitee: amir });
    const after = await page(eventId);
    expect(after.here).toBe(1);
    expect(after.people.map(({ name }) => name)).toEqual(before.people.map(({ name }) => name));
    await does(set.cast.bashir, eventId, { intent: "untick", invitee: amir });
    expect((await page(eventId)).here).toBe(0);
  });

  test("wears the tabs of its event: the recap once it is over", async () => {
    const eventId = await going();
    const labels = async () => eventTabs((await page(eventId)).parts).map(({ label }) => label);
    expect(await labels()).toEqual(["Overview", "Agenda", "People", "On the day"]);
    await set.begins(eventId, 3);
    expect(await labels()).toEqual(["Overview", "Agenda", "People", "On the day", "Recap"]);
    const finding = await set.plans(set.cast.bashir, { options: [soon, { ...soon, date: inDays(31) }] });
    expect(eventTabs((await page(finding)).parts).map(({ label }) => label)).toEqual(["Overview", "Dates", "Agenda", "People"]);
  });

  test("writes down somebody who came unasked, and asks for a name", async () => {
    const eventId = await going();
    await does(set.cast.bashir, eventId, { intent: "walk-in", name: "Dr Una <script>alert(1)</script>", organisation: "Hill Practice", role: "practice" });
    expect((await page(eventId)).people.at(-1)).toMatchObject({ name: "Dr Una <script>alert(1)</script>", line: "Hill Practice", how: "ticked" });
    await expect(does(set.cast.bashir, eventId, { intent: "walk-in", name: " " })).rejects.toMatchObject({ code: "wrong_entry" });
  });

  test("lets whoever does not plan tick themselves and nobody else, and make no code", async () => {
    const eventId = await going();
    const { people, isPlanner } = await page(eventId, set.cast.rec);
    expect(isPlanner).toBe(false);
    expect(people.map(({ name, mayTick }) => [name, mayTick])).toEqual([["Rec Burns", true], ["Aileen Murray", false], ["Amir Rose", false]]);
    await does(set.cast.rec, eventId, { intent: "tick", invitee: people[0]?.id ?? "" });
    const forms: Record<string, string>[] = [{ intent: "tick", invitee: people[1]?.id ?? "" }, { intent: "code" }, { intent: "close" }, { intent: "walk-in", name: "X" }, { intent: "nothing" }];
    for (const form of forms) {
      await expect(does(set.cast.rec, eventId, form)).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await present(eventId)).toEqual(["Rec Burns"]);
  });

  test("is not there for a commissioner, and ticks nobody before the hour before, or when it was cancelled", async () => {
    const eventId = await set.plans(set.cast.bashir);
    await expect(page(eventId, set.cast.com)).rejects.toMatchObject({ code: "not_found" });
    await as(set.cast.bashir, (trx) => invite(trx, set.cast.bashir, eventId, { by: "person", postIds: [set.cast.rec.seat?.postId ?? ""] }));
    const { people, isOpen } = await page(eventId);
    expect([isOpen, people[0]?.mayTick]).toEqual([false, false]);
    await expect(does(set.cast.bashir, eventId, { intent: "tick", invitee: people[0]?.id ?? "" })).rejects.toMatchObject({ code: "conflict" });
    await as(set.cast.bashir, (trx) => cancelEvent(trx, set.cast.bashir, eventId));
    await expect(does(set.cast.bashir, eventId, { intent: "code" })).rejects.toMatchObject({ code: "conflict" });
  });

  test("keeps the code in the browser that made it, for that event, until it is closed", async () => {
    const eventId = await going();
    const secret = await code(eventId);
    expect(doorCookie({ secure: true }, eventId, secret)).toBe(`door=${secret}; Path=/diary/events/${eventId}; HttpOnly; SameSite=Lax; Secure`);
    expect(doorFrom(`thread=x; door=${secret}`)).toBe(secret);
    expect(doorFrom("door=../../x; thread=y")).toBeUndefined();
    const held = (id: string) => heldCode(set.house.db, id, secret, baseUrl);
    expect((await held(eventId))?.href).toBe(`${baseUrl}/here/${secret}`);
    expect(await held(await going())).toBeUndefined();
    await does(set.cast.bashir, eventId, { intent: "close" });
    expect(await held(eventId)).toBeUndefined();
    expect(await heldCode(set.house.db, eventId, "x".repeat(32), baseUrl)).toBeUndefined();
  });
});

describe("a phone held to the code", () => {
  test("signs a colleague in with one tap, once, and takes it back", async () => {
    const eventId = await going();
    const secret = await code(eventId);
    expect(await reads(secret, set.cast.rec)).toMatchObject({ door: { title: "Meet the Food Hub", stands: "open" }, me: { name: "Rec Burns", isHere: false } });
    await taps(secret, set.cast.rec);
    await taps(secret, set.cast.rec);
    expect(await present(eventId)).toEqual(["Rec Burns"]);
    expect((await reads(secret, set.cast.rec)).me).toEqual({ name: "Rec Burns", isHere: true });
    await taps(secret, set.cast.rec, "not-me");
    expect(await present(eventId)).toEqual([]);
    await taps(secret, set.cast.rec, "not-me");
  });

  test("needs no account: a name that was asked is that person, whatever its capitals; any other walked in", async () => {
    const eventId = await going();
    const secret = await code(eventId);
    expect((await reads(secret)).me).toBeUndefined();
    await types(secret, { name: "  amir ROSE " });
    await types(secret, { name: "Dr Una Pirie", organisation: "Hill Practice", role: "practice" });
    await types(secret, { name: "dr una pirie" });
    expect(await present(eventId)).toEqual(["Amir Rose", "Dr Una Pirie"]);
  });

  test("names nobody: what is shown holds no list, and a name that was asked is answered like any other", async () => {
    const eventId = await going();
    const secret = await code(eventId);
    for (const actor of [undefined, set.cast.com, set.cast.rec]) expect(JSON.stringify(await reads(secret, actor))).not.toMatch(/Amir|Aileen|Murray/);
    expect(await types(secret, { name: "Amir Rose" })).toEqual(await types(secret, { name: "Nobody Known" }));
  });

  test("asks for a name, and keeps what is too long or from another list out", async () => {
    const secret = await code(await going());
    await expect(types(secret, { name: " " })).rejects.toMatchObject({ code: "wrong_entry", fields: { name: ["Write your name."] } });
    await expect(types(secret, { name: "x".repeat(121) })).rejects.toMatchObject({ code: "wrong_entry" });
    await expect(types(secret, { name: "X", role: "king" })).rejects.toMatchObject({ code: "wrong_entry" });
  });

  test("finds nothing under a forged code, and one kind sentence under one that is closed, early or over", async () => {
    const forged = "x".repeat(32);
    expect(await reads(forged)).toEqual({ door: undefined, me: undefined });
    for (const secret of [forged, "", "../x", "\u0000".repeat(3)]) {
      await expect(types(secret, { name: "X" })).rejects.toMatchObject({ code: "not_found" });
      await expect(taps(secret, set.cast.rec)).rejects.toMatchObject({ code: "not_found" });
    }
    const eventId = await going();
    const secret = await code(eventId);
    const stands = async () => (await reads(secret)).door?.stands;
    const refusals = async (sentence: RegExp) => {
      await expect(types(secret, { name: "X" })).rejects.toMatchObject({ code: "conflict", message: expect.stringMatching(sentence) });
      await expect(taps(secret, set.cast.rec)).rejects.toMatchObject({ code: "conflict", message: expect.stringMatching(sentence) });
    };
    await set.begins(eventId, -2);
    expect(await stands()).toBe("early");
    await refusals(/opens an hour before/);
    await set.begins(eventId, 8);
    expect(await stands()).toBe("over");
    await refusals(/is closed/);
    await set.begins(eventId);
    await does(set.cast.bashir, eventId, { intent: "close" });
    expect(await stands()).toBe("over");
    await refusals(/is closed/);
    expect(await present(eventId)).toEqual([]);
  });

  test("one tap is for those who act in the network; a commissioner, and whoever is signed out, types a name", async () => {
    const secret = await code(await going());
    for (const actor of [set.cast.com, undefined]) {
      expect((await reads(secret, actor)).me).toBeUndefined();
      await expect(taps(secret, actor)).rejects.toMatchObject({ code: "not_found" });
    }
    await types(secret, { name: "Com Grant" }, set.cast.com);
  });
});
