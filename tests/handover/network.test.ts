import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { closePost, endTenure } from "~/features/people/commands.server";
import { lastFacilitator } from "~/features/people/tenures.server";
import { openHandover, sayLastDay, sendHandover } from "~/features/relationships/handover/commands.server";
import { offboard } from "~/features/relationships/home/home.server";
import type { Actor } from "~/shared/actor";
import type { Database } from "~db/client";
import type { Member } from "../support/cast";
import { inDays, leavingScene, type LeavingScene } from "./scene";

let scene: LeavingScene;
beforeEach(async () => {
  scene = await leavingScene();
});
afterEach(() => scene.house.drop());

const tenureOf = (actor: Actor) => actor.seat?.tenureId ?? "";
const refused = { code: "conflict", message: lastFacilitator };
const facilitators = async () => (await scene.house.admin<{ name: string }[]>`select a.name from app.seat s join tenure n on n.id = s.tenure_id join account a on a.id = s.account_id where s.role = 'facilitator' and n.valid_until is null order by 1`).map(({ name }) => name);
const another = (name = "Orla Finch") => scene.cast.another(name, scene.cast.organisations.network, "facilitator");

/** Every way in which somebody who looks after the network stops doing so. */
const ways: { name: string; act: (trx: Database, who: Member) => Promise<unknown> }[] = [
  { name: "ends their own time in the post", act: (trx, who) => endTenure(trx, who, tenureOf(who), "moved on") },
  { name: "says a last day", act: (trx, who) => sayLastDay(trx, who, { postId: who.seat?.postId ?? "", lastDay: inDays(20) }) },
  { name: "closes the post", act: (trx, who) => closePost(trx, who, who.seat?.postId ?? "") },
  {
    name: "sends a handover",
    act: async (trx, who) => {
      const { handoverId } = await openHandover(trx, who, { postId: who.seat?.postId ?? "", lastDay: inDays(20) });
      await sendHandover(trx, who, handoverId);
    },
  },
];

describe("somebody looks after the network, whoever leaves", () => {
  test.each(ways)("the last of them $name: it is refused with a sentence, and nothing has changed", async ({ act }) => {
    const { as, cast } = scene;
    await expect(as(cast.fay, (trx) => act(trx, cast.fay))).rejects.toMatchObject(refused);
    expect(await facilitators()).toEqual(["Fay Innes"]);
  });

  test.each(ways)("where another is there, one of them $name, and the other stays", async ({ act }) => {
    const { as, cast } = scene;
    const orla = await another();
    await as(cast.fay, (trx) => act(trx, cast.fay));
    expect(await facilitators()).toEqual(["Orla Finch"]);
    await expect(as(orla, (trx) => endTenure(trx, orla, tenureOf(orla), ""))).rejects.toMatchObject(refused);
  });

  test("two end each other's time in the same moment: one of them is refused", async () => {
    const { as, cast } = scene;
    const orla = await another();
    const ends = await Promise.allSettled([as(cast.fay, (trx) => offboard(trx, cast.fay, orla.accountId, "")), as(orla, (trx) => offboard(trx, orla, cast.fay.accountId, ""))]);
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await facilitators()).toHaveLength(1);
  });

  test("whoever stood in for them may stop", async () => {
    const { as, cast, house } = scene;
    const other = await scene.cast.another("Pat Lyle", cast.organisations.network, "worker");
    const [cover] = await house.admin<{ id: string }[]>`insert into tenure (id, account_id, post_id, cover) values (gen_random_uuid(), ${other.accountId}, ${cast.posts.fay}, true) returning id`;
    await as(cast.fay, (trx) => endTenure(trx, cast.fay, cover?.id ?? "", ""));
    expect(await facilitators()).toEqual(["Fay Innes"]);
  });
});
