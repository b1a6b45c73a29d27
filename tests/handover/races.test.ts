import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withdrawConsent } from "~/features/case-notes/commands.server";
import { endTenure } from "~/features/people/tenures.server";
import { beginCover, nameDeputy } from "~/features/relationships/cover/cover.server";
import { awayFrom, awayNow, coverPage } from "~/features/relationships/cover/page.server";
import { accept, moveNow, nameNewcomer } from "~/features/relationships/handover/commands.server";
import { handoverPage } from "~/features/relationships/handover/page.server";
import { closeOrganisation, giveThings, needsAHome, offboard } from "~/features/relationships/home/home.server";
import { giveFrom, homePage } from "~/features/relationships/home/page.server";
import { inTransaction } from "~db/client";
import { eventually } from "../support/wait";
import { leavingScene, type LeavingScene } from "./scene";

let scene: LeavingScene;
beforeEach(async () => {
  scene = await leavingScene();
});
afterEach(() => scene.house.drop());

const stops = { saidAt: new Date(), how: "voice", words: "No more.", stop: "everything" } as const;
const leavesOvernight = () => scene.as(scene.cast.jo, (trx) => offboard(trx, scene.cast.jo, scene.cast.aileen.accountId, "Overnight"));
const caseOf = async () => String((await scene.house.admin`select id from caseload where client_id = ${scene.clientId} and valid_until is null`)[0]?.["id"]);

describe("two leads give the same case to different people", () => {
  test("one of them is first, the other is told, and the case is with one person alone", async () => {
    const { cast, as, nilsPost, holdersOf, house } = scene;
    const other = await cast.another("Oda Berg", cast.organisations.harbour, "manager");
    await leavesOvernight();
    const subjectId = await caseOf();
    const gives = (lead: typeof other, toPostId: string) => as(lead, (trx) => giveThings(trx, lead, cast.posts.aileen, [{ kind: "person", subjectId, choice: "pass", toPostId }]));
    const both = await Promise.allSettled([gives(cast.jo, nilsPost), gives(other, cast.posts.jo)]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(both.flatMap((one) => (one.status === "rejected" ? [one.reason] : []))).toMatchObject([{ code: "conflict" }]);
    expect(await holdersOf()).toHaveLength(1);
    // Whoever comes later, when the first is done, is told as well.
    await expect(gives(other, cast.posts.jo)).rejects.toMatchObject({ code: "conflict", message: "Somebody gave part of this a home first. Look again, then choose." });
    expect(await house.admin`select 1 from handover where seat_post_id = ${cast.posts.aileen} and state in ('open', 'sent')`).toHaveLength(0);
  });
});

describe("consent withdrawn in the middle of a handover", () => {
  test("after it was sent, before the day: the row says so, and on the day the case goes to whoever looks after the post", async () => {
    const { cast, as, agreedWithNils, clientId, dayComes, holdersOf, item, grants } = scene;
    const handoverId = await agreedWithNils();
    await as(cast.aileen, (trx) => withdrawConsent(trx, cast.aileen, clientId, stops));
    expect((await as(cast.aileen, (trx) => handoverPage(trx, cast.aileen, handoverId))).making?.items).toMatchObject([{ covered: false, choice: "pass" }]);
    const before = await grants();
    await dayComes(handoverId);
    expect(await holdersOf()).toEqual([cast.posts.jo]);
    expect(await item(handoverId)).toMatchObject({ state: "homeless", moved_to_id: cast.posts.jo });
    expect(await grants()).toEqual(before);
  });

  test("left with the post, whoever comes into it does not get the case of somebody who said stop", async () => {
    const { cast, as, opens, nils, sends, clientId, dayComes, holdersOf } = scene;
    const handoverId = await opens(nils.accountId, cast.jo);
    await sends(handoverId);
    await as(cast.aileen, (trx) => withdrawConsent(trx, cast.aileen, clientId, stops));
    await dayComes(handoverId);
    expect(await holdersOf()).toEqual([cast.posts.jo]);
  });

  test("at the moment of moving: the move waits for the withdrawal, and keeps to it", async () => {
    const { cast, as, house, agreedWithNils, clientId, dayComes, holdersOf } = scene;
    const handoverId = await agreedWithNils();
    let moving: Promise<unknown> | undefined;
    await as(cast.aileen, (outer) =>
      inTransaction(outer, async (trx) => {
        await withdrawConsent(trx, cast.aileen, clientId, stops);
        moving = dayComes(handoverId);
        await eventually(async () => (await house.admin`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'advisory'`).length > 0, "the move to wait for the withdrawal");
      }),
    );
    await moving;
    expect(await holdersOf()).toEqual([cast.posts.jo]);
  });
});

describe("a newcomer who leaves before the day", () => {
  test("what was to go to Nils is open again, those who make it are told, and the day finds it with Jo", async () => {
    const { cast, as, agreedWithNils, nils, item, news, dayComes, holdersOf } = scene;
    const handoverId = await agreedWithNils();
    await as(cast.jo, (trx) => endTenure(trx, cast.jo, nils.seat?.tenureId ?? "", "Moved away"));
    expect(await item(handoverId)).toMatchObject({ state: "listed", choice: null, to_post_id: null });
    for (const one of [cast.aileen, cast.jo]) expect(await news(one)).toContain("handover.newcomer_left");
    await dayComes(handoverId);
    expect(await holdersOf()).toEqual([cast.posts.jo]);
  });

  test("of the post itself: they are named no more, and what stays with the post goes to Jo", async () => {
    const { cast, as, house, opens, sends, nils, dayComes, holdersOf, seatsNow } = scene;
    const handoverId = await opens(nils.accountId, cast.jo);
    await sends(handoverId);
    await as(cast.jo, (trx) => offboard(trx, cast.jo, nils.accountId, "Gone"));
    expect(await house.admin`select newcomer_id, newcomer_agreed_by from handover where id = ${handoverId}`).toEqual([{ newcomer_id: null, newcomer_agreed_by: null }]);
    await dayComes(handoverId);
    expect(await seatsNow(nils)).toEqual([]);
    expect(await holdersOf()).toEqual([cast.posts.jo]);
  });
});

describe("whoever leaves is gone before the day", () => {
  test("the handover ends, nothing moves by itself, what Nils said yes to is said on Jo's list, and one press gives it to him", async () => {
    const { cast, as, agreedWithNils, nils, nilsPost, stateOf, holdersOf, news, dayComes } = scene;
    const handoverId = await agreedWithNils();
    await leavesOvernight();
    expect(await stateOf(handoverId)).toBe("cut_short");
    expect(await holdersOf()).toEqual([cast.posts.aileen]);
    expect(await news(cast.jo)).toContain("home.needed");
    expect(await news(nils)).toContain("handover.called_off");
    await dayComes(handoverId);
    expect(await stateOf(handoverId)).toBe("cut_short");
    expect(await as(cast.jo, (trx) => handoverPage(trx, cast.jo, handoverId))).toMatchObject({ saidYes: [{ to: "Nils Holm", counts: { person: 1 } }], making: undefined });
    const home = await as(cast.jo, (trx) => homePage(trx, cast.jo, cast.posts.aileen));
    expect(home.saidYes).toEqual({ [home.things[0]?.subjectId ?? ""]: nilsPost });
    await as(cast.jo, (trx) => giveFrom(trx, cast.jo, cast.posts.aileen, (name) => (name.startsWith("to-") ? `pass:${nilsPost}` : ""), () => Promise.resolve()));
    expect(await holdersOf()).toEqual([nilsPost]);
  });

  test("not sent yet, it ends as well; and of a post where a colleague sits too, the colleague keeps all of it", async () => {
    const { cast, as, house, opens, nils, stateOf } = scene;
    await house.admin`insert into tenure (id, account_id, post_id) values (gen_random_uuid(), ${nils.accountId}, ${cast.posts.aileen})`;
    const handoverId = await opens();
    await leavesOvernight();
    expect(await stateOf(handoverId)).toBe("cut_short");
    expect(await as(cast.jo, (trx) => needsAHome(trx, cast.jo))).toEqual([]);
  });

  test("an end that ran out by itself before the day ends the handover too", async () => {
    const { cast, house, agreedWithNils, runs, stateOf } = scene;
    const handoverId = await agreedWithNils();
    await house.admin`update tenure set valid_until = clock_timestamp() + interval '200 milliseconds' where id = ${cast.aileen.seat?.tenureId ?? ""}`;
    await eventually(async () => (await house.admin`select 1 from app.seat where account_id = ${cast.aileen.accountId}`).length === 0, "her time to run out");
    await runs("seat-ends", cast.aileen.seat?.tenureId ?? "");
    expect(await stateOf(handoverId)).toBe("cut_short");
  });
});

describe("an organisation closes or goes into another while a handover or a cover is open", () => {
  test.each([["closes", false], ["goes into another", true]] as const)("it %s: the handover ends, the cover ends with the deputy's time, and nothing moves on the day", async (_how, merges) => {
    const { cast, as, house, agreedWithNils, nils, stateOf, seatsNow, holdersOf, dayComes, grants } = scene;
    const handoverId = await agreedWithNils();
    const { coverId } = await as(cast.jo, (trx) => beginCover(trx, cast.jo, { postId: cast.posts.vol, awayId: cast.vol.accountId, deputyId: nils.accountId }));
    const before = await grants();
    await as(cast.fay, (trx) => closeOrganisation(trx, cast.fay, cast.organisations.harbour, merges ? { into: cast.organisations.foodHub } : {}));
    expect(await stateOf(handoverId)).toBe("cut_short");
    expect(await house.admin`select 1 from cover where id = ${coverId} and ended_at is null`).toHaveLength(0);
    for (const one of [cast.aileen, cast.jo, nils]) expect(await seatsNow(one)).toEqual([]);
    await dayComes(handoverId);
    expect(await stateOf(handoverId)).toBe("cut_short");
    expect(await holdersOf()).toEqual([cast.posts.aileen]);
    expect(await grants()).toEqual(before);
  });
});

describe("a successor takes the same post", () => {
  test("named by Jo, Nils sits down on the day, and what stays or was not decided is his by itself", async () => {
    const { cast, as, opens, sends, nils, nilsPost, dayComes, holdersOf, seatsNow, item } = scene;
    const handoverId = await opens(nils.accountId, cast.jo);
    const shown = await as(cast.aileen, (trx) => handoverPage(trx, cast.aileen, handoverId));
    expect(shown.making).toMatchObject({ successor: { name: "Nils Holm", isSure: true }, items: [{ suggestion: { choice: "stays" } }] });
    await sends(handoverId);
    await dayComes(handoverId);
    expect(await holdersOf()).toEqual([cast.posts.aileen]);
    expect((await seatsNow(nils)).toSorted()).toEqual([cast.posts.aileen, nilsPost].toSorted());
    expect(await seatsNow(cast.aileen)).toEqual([]);
    expect(await item(handoverId)).toMatchObject({ state: "moved", moved_to_id: cast.posts.aileen });
    const again = { ...nils, seats: await as(nils, async (trx) => (await import("~/shared/actor.server")).seatsOf(trx, nils.accountId)) };
    expect(await as(again, (trx) => handoverPage(trx, again, handoverId))).toMatchObject({ side: { sits: true }, summary: { people: [{ name: "Mrs K." }] } });
  });

  test("named by whoever leaves, they sit down once Jo says yes, and not before; nobody from outside is named", async () => {
    const { cast, as, opens, sends, nils, dayComes, seatsNow, nilsPost, holdersOf } = scene;
    await expect(opens(cast.bashir.accountId)).rejects.toMatchObject({ code: "wrong_entry" });
    const handoverId = await opens(nils.accountId);
    expect(await as(cast.aileen, (trx) => handoverPage(trx, cast.aileen, handoverId))).toMatchObject({ handover: { newcomer: "Nils Holm", newcomerAgreed: false } });
    await as(cast.jo, (trx) => nameNewcomer(trx, cast.jo, handoverId, nils.accountId));
    expect(await as(cast.aileen, (trx) => handoverPage(trx, cast.aileen, handoverId))).toMatchObject({ handover: { newcomerAgreed: true } });
    // Somebody else, by whoever leaves, is a new question.
    await as(cast.aileen, (trx) => nameNewcomer(trx, cast.aileen, handoverId, cast.vol.accountId));
    await as(cast.aileen, (trx) => nameNewcomer(trx, cast.aileen, handoverId, nils.accountId));
    await sends(handoverId);
    await dayComes(handoverId);
    expect(await seatsNow(nils)).toEqual([nilsPost]);
    expect(await holdersOf()).toEqual([cast.posts.jo]);
  });
});

describe("whoever leads leaves too", () => {
  test("Jo's own handover is found by her and by whoever looks after her post, who has what nobody took", async () => {
    const { cast, as, house } = scene;
    const oda = await cast.another("Oda Berg", cast.organisations.harbour, "manager");
    const { openHandover, sendHandover } = await import("~/features/relationships/handover/commands.server");
    await house.admin`update caseload set post_id = ${cast.posts.jo} where client_id = ${scene.clientId}`;
    const { handoverId } = await as(cast.jo, (trx) => openHandover(trx, cast.jo, { postId: cast.posts.jo, lastDay: "2027-03-31" }));
    await as(cast.jo, (trx) => sendHandover(trx, cast.jo, handoverId));
    for (const one of [cast.jo, oda]) expect(await as(one, (trx) => handoverPage(trx, one, handoverId))).toMatchObject({ lead: "Oda Berg, manager", making: { items: [{ kind: "person" }] } });
    await as(oda, (trx) => moveNow(trx, oda, handoverId));
    expect(await scene.holdersOf()).toEqual([oda.seat?.postId]);
  });

  test("nobody who leaves is suggested, a lead neither", async () => {
    const { cast, as, house, opens } = scene;
    await house.admin`update tenure set valid_until = now() + interval '20 days', ended_why = 'notice' where id = ${cast.jo.seat?.tenureId ?? ""}`;
    const handoverId = await opens();
    const names = async () => (await as(cast.aileen, (trx) => handoverPage(trx, cast.aileen, handoverId))).making?.candidates.map(({ people }) => people);
    expect(await names()).toEqual(["Nils Holm"]);
    await house.admin`update tenure set valid_until = now() + interval '20 days', ended_why = 'notice' where id = ${scene.nils.seat?.tenureId ?? ""}`;
    expect(await names()).toEqual([]);
  });
});

describe("whoever steps in leaves", () => {
  test("Jo is told, the pages say so, and somebody else steps in", async () => {
    const { cast, as, nils, news, seatsNow } = scene;
    const oda = await cast.another("Oda Berg", cast.organisations.harbour, "link_worker", cast.posts.jo);
    const { coverId } = await as(cast.jo, (trx) => beginCover(trx, cast.jo, { postId: cast.posts.aileen, awayId: cast.aileen.accountId, deputyId: nils.accountId }));
    await as(cast.jo, (trx) => offboard(trx, cast.jo, nils.accountId, "Gone"));
    expect(await news(cast.jo)).toContain("cover.look_again");
    expect(await as(cast.jo, (trx) => coverPage(trx, cast.jo, coverId))).toMatchObject({ cover: { deputy: "Nils Holm", deputyLeft: true } });
    expect(await as(cast.stran, (trx) => awayFrom(trx, cast.posts.aileen))).toMatchObject({ deputy: null });
    expect(await as(cast.jo, (trx) => awayNow(trx, [cast.organisations.harbour]))).toMatchObject([{ words: expect.stringContaining("Nils Holm has left, and nobody steps in") }]);
    await expect(as(cast.aileen, (trx) => nameDeputy(trx, cast.aileen, coverId, oda.accountId))).rejects.toMatchObject({ code: "not_allowed" });
    await as(cast.jo, (trx) => nameDeputy(trx, cast.jo, coverId, oda.accountId));
    expect(await seatsNow(oda)).toContain(cast.posts.aileen);
    expect(await news(cast.jo)).not.toContain("cover.look_again");
    // Another deputy: the one before steps out in the same moment.
    await as(cast.jo, (trx) => nameDeputy(trx, cast.jo, coverId, cast.vol.accountId));
    expect(await seatsNow(oda)).toEqual([oda.seat?.postId]);
    await expect(as(cast.jo, (trx) => nameDeputy(trx, cast.jo, coverId, cast.bashir.accountId))).rejects.toMatchObject({ code: "conflict" });
  });

  test("whoever is away leaves for good: the cover ends, and what the post held needs a home", async () => {
    const { cast, as, house, nils, seatsNow, nilsPost } = scene;
    const { coverId } = await as(cast.jo, (trx) => beginCover(trx, cast.jo, { postId: cast.posts.aileen, awayId: cast.aileen.accountId, deputyId: nils.accountId }));
    await leavesOvernight();
    expect(await house.admin`select 1 from cover where id = ${coverId} and ended_at is null`).toHaveLength(0);
    expect(await seatsNow(nils)).toEqual([nilsPost]);
    expect(await as(cast.jo, (trx) => needsAHome(trx, cast.jo))).toMatchObject([{ postId: cast.posts.aileen }]);
  });
});

test("asked twice at once, one yes counts", async () => {
  const { as, nils, opens, choosesNils, sends, item } = scene;
  const handoverId = await opens();
  const itemId = await choosesNils(handoverId);
  await sends(handoverId);
  await Promise.allSettled([as(nils, (trx) => accept(trx, nils, itemId)), as(nils, (trx) => accept(trx, nils, itemId))]);
  expect(await item(handoverId)).toMatchObject({ state: "accepted", to_post_id: scene.nilsPost });
});
