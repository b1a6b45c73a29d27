import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { agreeToIt, endAgreement, endTie, reviewAgreement, takeBackContact, writeAgreement, writeContact, type NewContact } from "~/features/relationships/commands.server";
import { storyOf, tiePage } from "~/features/relationships/ties/reading.server";
import { agreeToTerms, book, giveUp, offerDays, sayYes } from "~/features/shadowing/commands.server";
import type { Actor } from "~/shared/actor";
import { addDays, dayAt } from "~/shared/zoned";
import { houseOfTies } from "./scene";

const t = houseOfTies();
let tieId: string;
beforeEach(async () => {
  await t.empties();
  tieId = await t.holds(t.cast.aileen, t.cast.bashir);
});

const writes = (actor: Actor, more: Partial<NewContact> = {}, tie = tieId) => t.as(actor, (trx) => writeContact(trx, actor, tie, { kind: "visit", ...more }));
const story = (actor: Actor, more = {}) => t.as(actor, (trx) => storyOf(trx, actor, tieId, more));
const today = dayAt(new Date());

describe("the story of a tie", () => {
  test("is written by either side in a line, and both read the same", async () => {
    const { aileen, bashir, sana, organisations } = t.cast;
    await writes(aileen, { line: "Tea with the cook", on: addDays(today, -3), began: "us" });
    await writes(bashir, { kind: "call", began: "them" });
    await writes(sana, { kind: "tried" });
    const { items, next } = await story(aileen);
    expect(items.map(({ kind }) => kind)).toEqual(["tried", "call", "visit"]);
    expect(items.map(({ fromId }) => fromId)).toEqual([null, organisations.harbour, organisations.harbour]);
    expect(next).toBeNull();
    expect(await story(bashir)).toEqual({ items, next });
    expect((await t.look(tieId)).lastContactAt).not.toBeNull();
  });

  test("comes a page at a time, newest first, with nothing twice and nothing left out", async () => {
    for (const days of [1, 2, 2, 2, 3, 4]) await writes(t.cast.aileen, { on: addDays(today, -days) });
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const { items, next } = await story(t.cast.bashir, { before, most: 2 });
      seen.push(...items.map(({ id }) => id));
      before = next ?? undefined;
    } while (before);
    expect(new Set(seen).size).toBe(6);
    expect(seen).toHaveLength(6);
    expect((await story(t.cast.bashir, { before: "x' or true --~1" })).items).toHaveLength(6);
  });

  test("takes back what somebody wrote, and the last contact with it", async () => {
    const { aileen, bashir, amir } = t.cast;
    const { contactId } = await writes(aileen);
    const takesBack = (actor: Actor) => t.as(actor, (trx) => takeBackContact(trx, actor, tieId, contactId));
    await expect(takesBack(bashir)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(takesBack(amir)).rejects.toMatchObject({ code: "not_found" });
    await takesBack(aileen);
    await takesBack(aileen);
    expect((await story(bashir)).items).toEqual([]);
    expect((await t.look(tieId)).lastContactAt).toBeNull();
  });

  test("is closed to a third organisation and to a commissioner, and open to facilitators", async () => {
    const { amir, com, fay } = t.cast;
    await writes(fay, { kind: "note", line: "Both came to the meeting" });
    for (const stranger of [amir, com]) {
      await expect(story(stranger)).rejects.toMatchObject({ code: "not_found" });
      await expect(writes(stranger)).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await t.as(amir, (trx) => tiePage(trx, amir, tieId))).inside).toBeUndefined();
    expect((await story(fay)).items).toHaveLength(1);
  });

  test("says beside its field what is wrong", async () => {
    const { aileen } = t.cast;
    const field = async (more: Partial<NewContact>) => writes(aileen, more).then(() => "kept", (error: { fields: object }) => Object.keys(error.fields).join());
    expect(await field({ kind: "kiss" })).toBe("kind");
    expect(await field({ kind: "shadow" })).toBe("kind");
    expect(await field({ on: addDays(today, 2) })).toBe("on");
    expect(await field({ on: "yesterday" })).toBe("on");
    expect(await field({ on: "1899-01-01" })).toBe("on");
    expect(await field({ line: "x".repeat(600) })).toBe("line");
    expect(await field({ kind: "note", line: "\u200b" })).toBe("line");
    expect(await field({ began: "dog" })).toBe("began");
    await writes(aileen, { line: "<script>\u0007tea</script>" });
    expect((await story(aileen)).items[0]?.line).toBe("<script>tea</script>");
  });

  test("is not written once a tie has ended, and still read", async () => {
    const { aileen, bashir } = t.cast;
    await writes(aileen);
    await t.as(bashir, (trx) => endTie(trx, bashir, tieId, { version: 2 }));
    await expect(writes(aileen)).rejects.toMatchObject({ code: "conflict" });
    expect((await story(aileen)).items).toHaveLength(1);
  });
});

describe("what the product saw", () => {
  test("a shadow day that was agreed stands in the story with its source, and leaves it when it is called off", async () => {
    const { aileen, bashir, organisations } = t.cast;
    const { dayIds } = await t.as(bashir, (trx) => offerDays(trx, bashir, { date: addDays(today, 30), from: "09:30", until: "13:00", where: "The hall", expect: "Sorting", places: 1 }));
    const { bookingId } = await t.as(aileen, async (trx) => {
      await agreeToTerms(trx, aileen, 1);
      return book(trx, aileen, dayIds[0] ?? "");
    });
    expect((await story(aileen)).items).toEqual([]);
    await t.as(bashir, (trx) => sayYes(trx, bashir, bookingId));
    expect((await story(aileen)).items).toMatchObject([{ kind: "shadow", sourceId: bookingId, by: null, fromId: organisations.harbour }]);
    // A day to come is no contact yet.
    expect((await t.look(tieId)).lastContactAt).toBeNull();
    const [seen] = await t.house.admin`select id from tie_contact where source_id = ${bookingId}`;
    await expect(t.as(aileen, (trx) => takeBackContact(trx, aileen, tieId, String(seen?.["id"])))).rejects.toMatchObject({ code: "not_allowed" });
    await t.as(aileen, (trx) => giveUp(trx, aileen, bookingId));
    expect((await story(aileen)).items).toEqual([]);
  });

  test("a gap that both see stands in it, and one seen before the tie began is gathered", async () => {
    const { aileen, bashir, amir, organisations } = t.cast;
    const gap = randomUUID();
    const by = (actor: Actor) => ({ account_id: actor.accountId, post_id: actor.seat?.postId ?? "", organisation_id: actor.seat?.organisationId ?? "" });
    await t.house.admin`insert into gap ${t.house.admin({ id: gap, sentence: "Nowhere warm", need: "warmth", ...by(aileen) })}`;
    for (const actor of [aileen, bashir, amir]) await t.house.admin`insert into gap_join ${t.house.admin({ id: randomUUID(), gap_id: gap, ...by(actor) })}`;
    expect((await story(aileen)).items).toMatchObject([{ kind: "gap", sourceId: gap, accountId: null }]);
    await t.house.admin`update gap_join set ended_at = now() where gap_id = ${gap} and organisation_id = ${organisations.foodHub}`;
    expect((await story(aileen)).items).toEqual([]);
    const later = await t.holds(aileen, amir);
    expect((await t.as(amir, (trx) => storyOf(trx, amir, later))).items).toMatchObject([{ kind: "gap", sourceId: gap }]);
  });

  test("organisations that came to one event were in touch, the day it was", async () => {
    const { aileen, bashir, organisations } = t.cast;
    const event = randomUUID();
    const by = (actor: Actor) => ({ account_id: actor.accountId, post_id: actor.seat?.postId ?? "", organisation_id: actor.seat?.organisationId ?? "" });
    const times = { starts_at: new Date(Date.now() - 7_200_000), ends_at: new Date(Date.now() - 3_600_000) };
    await t.house.admin`insert into learning_event ${t.house.admin({ id: event, title: "Meet the hub", state: "set", ...times, ...by(bashir) })}`;
    for (const actor of [aileen, bashir]) {
      const invitee = randomUUID();
      await t.house.admin`insert into event_invitee ${t.house.admin({ id: invitee, event_id: event, invited_post_id: actor.seat?.postId ?? "", came_by: "self", ...by(actor) })}`;
      await t.house.admin`insert into event_presence ${t.house.admin({ id: randomUUID(), event_id: event, invitee_id: invitee, how: "ticked", account_id: bashir.accountId })}`;
    }
    expect((await story(aileen)).items).toMatchObject([{ kind: "event", sourceId: event, fromId: organisations.foodHub }]);
    await t.house.admin`update event_presence set ended_at = now() where event_id = ${event}`;
    expect((await story(aileen)).items).toEqual([]);
  });
});

describe("what was agreed", () => {
  const writesDown = (actor: Actor, more = {}) => t.as(actor, (trx) => writeAgreement(trx, actor, tieId, { kind: "referring", words: "Ring first.\nNo letters.", reviewOn: addDays(today, 90), ...more })).then(({ agreementId }) => agreementId);
  const inside = (actor: Actor) => t.as(actor, (trx) => tiePage(trx, actor, tieId)).then((page) => page.inside);

  test("is written by one side, agreed to by the other, looked at again with a new date, and ended", async () => {
    const { aileen, jo, bashir, sana } = t.cast;
    const id = await writesDown(aileen);
    expect(await t.news(bashir)).toContain("tie.agreement");
    await expect(t.as(jo, (trx) => agreeToIt(trx, jo, id))).rejects.toMatchObject({ code: "not_allowed" });
    await t.as(sana, (trx) => agreeToIt(trx, sana, id));
    await t.as(bashir, (trx) => agreeToIt(trx, bashir, id));
    expect((await inside(aileen))?.agreements).toMatchObject([{ words: "Ring first.\nNo letters.", by: "Aileen Murray", agreedAt: expect.any(Date) }]);
    const seen = addDays(today, 90);
    await t.as(bashir, (trx) => reviewAgreement(trx, bashir, id, { reviewOn: addDays(today, 300), seen }));
    await expect(t.as(aileen, (trx) => reviewAgreement(trx, aileen, id, { reviewOn: addDays(today, 200), seen }))).rejects.toMatchObject({ code: "conflict" });
    await t.as(bashir, (trx) => endAgreement(trx, bashir, id));
    await t.as(bashir, (trx) => endAgreement(trx, bashir, id));
    expect((await inside(aileen))?.agreements).toEqual([]);
    expect((await inside(aileen))?.documentId).toBeTruthy();
  });

  test("is refused to strangers, with more than 600 letters, and with a day gone by", async () => {
    const { aileen, amir, com } = t.cast;
    const id = await writesDown(aileen);
    for (const stranger of [amir, com]) {
      await expect(writesDown(stranger)).rejects.toMatchObject({ code: "not_found" });
      await expect(t.as(stranger, (trx) => agreeToIt(trx, stranger, id))).rejects.toMatchObject({ code: "not_found" });
      await expect(t.as(stranger, (trx) => endAgreement(trx, stranger, id))).rejects.toMatchObject({ code: "not_found" });
    }
    await writesDown(aileen, { words: "x".repeat(600) });
    for (const more of [{ words: "x".repeat(601) }, { words: " " }, { kind: "love" }, { reviewOn: today }, { reviewOn: "2199-01-01" }, { reviewOn: "soon" }]) await expect(writesDown(aileen, more)).rejects.toMatchObject({ code: "wrong_entry" });
  });

  test("is agreed by the other side in PostgreSQL too", async () => {
    const id = await writesDown(t.cast.aileen);
    const { aileen } = t.cast;
    await expect(t.as(aileen, (trx) => trx.updateTable("tie_agreement").set({ agreed_at: new Date(), agreed_by: aileen.accountId }).where("id", "=", id).execute())).rejects.toThrow("agreed_by_the_other_side");
  });
});
