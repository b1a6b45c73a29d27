import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { endCase, handOnLead, recordConsent, shareCase } from "~/features/case-notes/commands.server";
import { endSeries, startSeries } from "~/features/events/commands.server";
import { holdGap } from "~/features/gaps/access.server";
import { postGap, stepBack, takeDownGap, takeRole } from "~/features/gaps/commands.server";
import { closePost, endTenure } from "~/features/people/commands.server";
import { endSessions } from "~/features/people/sessions.server";
import { beginCover, endCover, nameDeputy } from "~/features/relationships/cover/cover.server";
import { accept, callOffHandover, choose, refreshHandover, sayLastDay, sendHandover, takeBackHandover } from "~/features/relationships/handover/commands.server";
import { closeOrganisation, offboard } from "~/features/relationships/home/home.server";
import { inTransaction } from "~db/client";
import { daysFromNow, personOf } from "../support/factories";
import { lockWaits, meet, theGate } from "../support/moments";
import { eventually } from "../support/wait";
import { inDays, leavingScene, type LeavingScene } from "./scene";

/** Two acts in one moment: each has what the other needs next. One waits, and then sees what the first did. */
let scene: LeavingScene;
beforeEach(async () => {
  scene = await leavingScene();
});
afterEach(() => scene.house.drop());

const changedFirst = "Somebody changed this first. Look again, then choose.";
/** The day has come; its work is done by `moves`. */
const makesDue = (handoverId: string) => scene.house.admin`update handover set last_at = now() - interval '1 minute' where id = ${handoverId}`;
const moves = async (handoverId: string) => scene.runs("handover-due", handoverId);
const leaves = () => scene.as(scene.cast.jo, (trx) => offboard(trx, scene.cast.jo, scene.cast.aileen.accountId, "Overnight"));

const leadsGap = () =>
  scene.as(scene.cast.aileen, async (trx) => {
    const { gapId } = await postGap(trx, scene.cast.aileen, { sentence: "Nowhere warm to sit", need: "warmth", groups: [] });
    await takeRole(trx, scene.cast.aileen, gapId, "lead");
    return gapId;
  });

describe("the work of the last day", () => {
  test("and a colleague who says yes in that moment: what was moved is not theirs, and they are told", async () => {
    const { as, nils, opens, choosesNils, sends, holdersOf, house, cast, item } = scene;
    const handoverId = await opens();
    const itemId = await choosesNils(handoverId);
    await sends(handoverId);
    await makesDue(handoverId);
    const both = await meet(house, (third) => third`select from caseload for update`, () => moves(handoverId), () => as(nils, (trx) => accept(trx, nils, itemId)));
    expect(both).toEqual(["done", changedFirst]);
    expect(await holdersOf()).toEqual([cast.posts.jo]);
    expect(await item(handoverId)).toMatchObject({ state: "homeless" });
  });

  test("and whoever chooses anew in that moment", async () => {
    const { as, cast, agreedWithNils, item, holdersOf, house, nilsPost } = scene;
    const handoverId = await agreedWithNils();
    await makesDue(handoverId);
    const { id, version } = await item(handoverId);
    const both = await meet(house, (third) => third`select from caseload for update`, () => moves(handoverId), () => as(cast.aileen, (trx) => choose(trx, cast.aileen, id, { choice: null, version })));
    expect(both).toEqual(["done", changedFirst]);
    expect(await holdersOf()).toEqual([nilsPost]);
  });

  test("and whoever takes the handover back in that moment", async () => {
    const { as, cast, agreedWithNils, stateOf, holdersOf, house, nilsPost } = scene;
    const handoverId = await agreedWithNils();
    await makesDue(handoverId);
    const both = await meet(house, (third) => third`select from caseload for update`, () => moves(handoverId), () => as(cast.jo, (trx) => takeBackHandover(trx, cast.jo, handoverId)));
    expect(both).toEqual(["done", changedFirst]);
    expect(await stateOf(handoverId)).toBe("moved");
    expect(await holdersOf()).toEqual([nilsPost]);
  });

  test("and whoever looks for what came to the post since", async () => {
    const { as, cast, agreedWithNils, stateOf, house } = scene;
    const handoverId = await agreedWithNils();
    await leadsGap();
    await makesDue(handoverId);
    const both = await meet(house, (third) => third`select from handover where id = ${handoverId} for update`, () => moves(handoverId), () => as(cast.aileen, (trx) => refreshHandover(trx, cast.aileen, handoverId)));
    expect(both).toEqual(["done", "done"]);
    expect(await stateOf(handoverId)).toBe("moved");
  });

  test("and whoever lets go of a case of theirs in that moment", async () => {
    const { as, cast, nils, nilsPost, clientId, opens, sends, holdersOf, house } = scene;
    await as(cast.aileen, (trx) => shareCase(trx, cast.aileen, clientId, nilsPost));
    await as(cast.aileen, (trx) => handOnLead(trx, cast.aileen, clientId, nilsPost));
    const handoverId = await opens();
    await sends(handoverId);
    await makesDue(handoverId);
    const both = await meet(house, theGate, () => moves(handoverId), () => as(nils, (trx) => endCase(trx, nils, clientId, cast.posts.aileen)));
    expect(both).toEqual(["done", "done"]);
    expect(await holdersOf()).not.toContain(cast.posts.aileen);
  });

  test("and whoever steps back from a part in a gap in that moment: nobody is given it", async () => {
    const { as, cast, house, opens, sends, stateOf } = scene;
    const gapId = await leadsGap();
    const handoverId = await opens();
    await sends(handoverId);
    await makesDue(handoverId);
    let moved: Promise<unknown> = Promise.resolve();
    await as(cast.aileen, (outer) =>
      inTransaction(outer, async (trx) => {
        await holdGap(trx, gapId);
        moved = moves(handoverId);
        await eventually(async () => (await lockWaits(house)) > 0, "the move to wait for the gap");
        await stepBack(trx, cast.aileen, gapId, "lead");
      }),
    );
    await moved;
    expect(await stateOf(handoverId)).toBe("moved");
    expect(await house.admin`select 1 from gap_role where gap_id = ${gapId} and role = 'lead' and ended_at is null`).toHaveLength(0);
  });

  test("and whoever takes the gap down in that moment", async () => {
    const { as, cast, house, opens, sends, stateOf } = scene;
    const gapId = await leadsGap();
    const handoverId = await opens();
    await sends(handoverId);
    await makesDue(handoverId);
    const both = await meet(house, theGate, () => moves(handoverId), () => as(cast.fay, (trx) => takeDownGap(trx, cast.fay, gapId)));
    expect(both).toEqual(["done", "done"]);
    expect(await stateOf(handoverId)).toBe("moved");
    expect(await house.admin`select place from gap where id = ${gapId}`).toEqual([{ place: "taken_down" }]);
  });

  test("and whoever ends a series of the post's events in that moment", async () => {
    const { as, cast, house, opens, sends, stateOf } = scene;
    const series = { title: "Learning together", every: "week", from: inDays(40), until: inDays(48), start: "13:00", minutes: 60 };
    const { seriesId, eventIds } = await as(cast.aileen, (trx) => startSeries(trx, cast.aileen, series));
    const [low = "", high = ""] = eventIds.toSorted();
    const handoverId = await opens();
    await sends(handoverId);
    await makesDue(handoverId);
    // Listed the other way round.
    await house.admin`update handover_item set id = '00000000-0000-4000-8000-000000000001' where subject_id = ${high}`;
    const both = await meet(house, (third) => third`select from handover_item where subject_id = ${high} for update`, () => moves(handoverId), () => as(cast.jo, (trx) => endSeries(trx, cast.jo, seriesId)));
    expect(both).toEqual(["done", "done"]);
    expect(await stateOf(handoverId)).toBe("moved");
    expect(await house.admin`select distinct state, post_id from learning_event where id in (${low}, ${high})`).toEqual([{ state: "cancelled", post_id: cast.posts.jo }]);
  });

  test("and whoever lets the one who comes into the post step in beforehand", async () => {
    const { as, cast, nils, house, opens, sends, stateOf, seatsNow } = scene;
    const handoverId = await opens(nils.accountId, cast.jo);
    await sends(handoverId);
    await makesDue(handoverId);
    const { coverId } = await as(cast.jo, (trx) => beginCover(trx, cast.jo, { postId: cast.posts.aileen, awayId: cast.aileen.accountId, deputyId: cast.vol.accountId }));
    const both = await meet(house, theGate, () => moves(handoverId), () => as(cast.jo, (trx) => nameDeputy(trx, cast.jo, coverId, nils.accountId)));
    expect(both).toEqual(["done", "This was said already. Look again."]);
    expect(await stateOf(handoverId)).toBe("moved");
    expect(await seatsNow(nils)).toContain(cast.posts.aileen);
  });
});

test("sent in the moment in which it is called off: one of the two is told", async () => {
  const { as, cast, house, opens, item, nilsPost, stateOf } = scene;
  await personOf(house.db, cast.aileen, "Mr B.");
  const handoverId = await opens();
  const items = await house.admin<{ id: string; version: number }[]>`select id, version from handover_item where handover_id = ${handoverId} order by ctid`;
  for (const { id, version } of items) await as(cast.aileen, (trx) => choose(trx, cast.aileen, id, { choice: "stays", version }));
  await house.admin`update handover_item set choice = 'pass', to_post_id = ${nilsPost} where handover_id = ${handoverId}`;
  const both = await meet(house, (third) => third`select from handover_item where id = (select id from handover_item where handover_id = ${handoverId} order by ctid desc limit 1) for update`, () => as(cast.aileen, (trx) => sendHandover(trx, cast.aileen, handoverId)), () => as(cast.jo, (trx) => callOffHandover(trx, cast.jo, handoverId)));
  expect(both).toEqual(["done", changedFirst]);
  expect(await stateOf(handoverId)).toBe("sent");
  expect(await item(handoverId)).toMatchObject({ state: "offered" });
});

describe("somebody's time in a post ends", () => {
  test("and they say their last day in that moment", async () => {
    const { as, cast, house, seatsNow } = scene;
    const both = await meet(house, theGate, () => as(cast.aileen, (trx) => sayLastDay(trx, cast.aileen, { postId: cast.posts.aileen, lastDay: inDays(20) })), () => as(cast.jo, (trx) => endTenure(trx, cast.jo, cast.aileen.seat?.tenureId ?? "", "Gone")));
    expect(both).toEqual(["done", "done"]);
    expect(await seatsNow(cast.aileen)).toEqual([]);
  });

  test("by their own hand, and whoever looks after the post says a last day in that moment", async () => {
    const { as, cast, house, seatsNow } = scene;
    const both = await meet(house, theGate, () => as(cast.jo, (trx) => sayLastDay(trx, cast.jo, { postId: cast.posts.aileen, accountId: cast.aileen.accountId, lastDay: inDays(20) })), () => as(cast.aileen, (trx) => endTenure(trx, cast.aileen, cast.aileen.seat?.tenureId ?? "", "")));
    expect(both).toEqual(["done", "done"]);
    expect(await seatsNow(cast.aileen)).toEqual([]);
  });

  test("and they sign out in that moment", async () => {
    const { as, cast, house } = scene;
    const both = await meet(house, theGate, leaves, () => as(cast.aileen, (trx) => endSessions(trx, cast.aileen.accountId, { id: cast.aileen.sessionId }, "signed_out")));
    expect(both).toEqual(["done", "done"]);
    expect(await house.admin`select 1 from session where account_id = ${cast.aileen.accountId} and ended_at is null`).toHaveLength(0);
  });

  test("while they are away, and somebody says in that moment that they are back", async () => {
    const { as, cast, nils, house, seatsNow, nilsPost } = scene;
    const { coverId } = await as(cast.jo, (trx) => beginCover(trx, cast.jo, { postId: cast.posts.aileen, awayId: cast.aileen.accountId, deputyId: nils.accountId }));
    const both = await meet(house, theGate, leaves, () => as(cast.jo, (trx) => endCover(trx, cast.jo, coverId)));
    expect(both).toEqual(["done", "done"]);
    expect(await seatsNow(nils)).toEqual([nilsPost]);
    expect(await house.admin`select 1 from cover where ended_at is null`).toHaveLength(0);
  });
});

describe("an organisation closes", () => {
  const closes = () => scene.as(scene.cast.fay, (trx) => closeOrganisation(trx, scene.cast.fay, scene.cast.organisations.harbour));

  test("and in that moment somebody there writes down what a person agreed to", async () => {
    const { as, cast, clientId, house } = scene;
    const grants = [{ organisationId: cast.organisations.foodHub, purpose: "working_together" as const, sectionClass: "shared_plan" as const, access: "read" as const, until: daysFromNow(30) }];
    const both = await meet(house, theGate, closes, () => as(cast.aileen, (trx) => recordConsent(trx, cast.aileen, clientId, { saidAt: new Date(), how: "voice", words: "Yes", told: "", grants })));
    expect(both).toEqual(["done", "done"]);
    expect(await house.admin`select 1 from app.seat where organisation_id = ${cast.organisations.harbour}`).toHaveLength(0);
  });

  test("and in that moment a post of theirs is closed", async () => {
    const { as, cast, house } = scene;
    const both = await meet(house, theGate, closes, () => as(cast.fay, (trx) => closePost(trx, cast.fay, cast.posts.aileen)));
    expect(both).toEqual(["done", "done"]);
    expect(await house.admin`select 1 from post where organisation_id = ${cast.organisations.harbour} and closed_at is null`).toHaveLength(0);
  });
});
